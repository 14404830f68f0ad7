"""Settings of the portal: one file, told apart by the environment (see .env.example)."""

from hashlib import sha256
from pathlib import Path

from csp.constants import NONE, SELF

from oleksandria_intl import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
environment.write_for_ourselves()
SHARED_DIR = environment.folder("VAR_DIR", BASE_DIR / "var")
# Portals that share a host share what is collected of the code, and nothing else.
PORTAL_NAMESPACE = environment.namespace("PORTAL_NAMESPACE")
VAR_DIR = SHARED_DIR / "portals" / PORTAL_NAMESPACE if PORTAL_NAMESPACE else SHARED_DIR
environment.made("VAR_DIR", VAR_DIR)
environment.close_to_others("VAR_DIR", VAR_DIR)

DEBUG = environment.boolean("DEBUG", default=False)
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PUBLIC_HOSTS = environment.hosts("ALLOWED_HOSTS")
ALLOWED_HOSTS = PUBLIC_HOSTS or LOCAL_HOSTS
if DEBUG and not set(PUBLIC_HOSTS) <= set(LOCAL_HOSTS):
    environment.refuse(
        "DEBUG is 1, which shows errors in full to everybody whom ALLOWED_HOSTS lets in: set DEBUG to 0."
    )
# The path under which the portal lies on its host, where it is not alone there (oleksandria_intl/prefix.py).
PATH_PREFIX = environment.path_prefix("PATH_PREFIX")
FORCE_SCRIPT_NAME = PATH_PREFIX or None
# Issued papers print it, with a QR code that leads to their page; unset: neither.
PUBLIC_URL = environment.public_address("PUBLIC_URL", ALLOWED_HOSTS, prefix=PATH_PREFIX)
SECRET_KEY = environment.secret_key(VAR_DIR / "secret-key", public=bool(PUBLIC_HOSTS))

INSTALLED_APPS = [
    "oleksandria_intl",
    "partners",
    "programs",
    "budget",
    "delegations",
    "oleksandria_intl.portal",
    "oleksandria_intl.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "simple_history",
]

MIDDLEWARE = [
    "oleksandria_intl.middleware.NumberedRequests",
    "oleksandria_intl.middleware.NothingPowerful",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "oleksandria_intl.middleware.CompressedTexts",
    "oleksandria_intl.backup.shut.ShutWhileRestoring",
    # What is kept needs nothing of what follows.
    "oleksandria_intl.page_cache.PageCache",
    "oleksandria_intl.stack.roomy",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "oleksandria_intl.middleware.AdminInUkrainian",
    "django.middleware.common.CommonMiddleware",
    # Before the next one, which reads the body of a request.
    "oleksandria_intl.bounds.Bounds",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "oleksandria_intl.accounts.session_limits.SessionLimits",
    "oleksandria_intl.accounts.known_browsers.KnownBrowsers",
    # After sessions are locked: what is posted in a locked one is kept.
    "oleksandria_intl.unsaved.middleware.UnsavedPosts",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "oleksandria_intl.accounts.middleware.SecondFactorRequired",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "oleksandria_intl.portal.urls"
WSGI_APPLICATION = "oleksandria_intl.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

FORM_RENDERER = "oleksandria_intl.form_renderer.Renderer"

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"), default=VAR_DIR / "db.sqlite3")}
# What a process keeps is its own; by CACHE_URL all of them share it, but for those of another portal.
CACHE_KEYS_BEGIN = f"{PORTAL_NAMESPACE}-{sha256(SECRET_KEY.encode()).hexdigest()[:12]}"
CACHES = {
    "default": {**environment.cache("CACHE_URL"), "KEY_PREFIX": CACHE_KEYS_BEGIN},
    # Attempts to log in are counted where all processes and machines see them, and where no flood of pages drops them:
    # in a table of the database, which migrate makes.
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
# A name for the deployed code, where files' times do not tell one release from another.
RELEASE = environment.text("RELEASE")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PASSWORD_LETTERS = 12
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LETTERS},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

# The staff's login (oleksandria_intl/accounts): by user name, and nobody signs up.
ACCOUNT_ADAPTER = "oleksandria_intl.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# No letter goes to an address that is no account's; the page says the same of every address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# What may be guessed is counted by oleksandria_intl/accounts/throttle.py; allauth would count in each process apart.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "oleksandria_intl.accounts.links.LinkTokens"
# Seconds for which the link of a letter about a forgotten password is good.
PASSWORD_RESET_TIMEOUT = 4 * 3600
ACCOUNT_FORMS = {
    "login": "oleksandria_intl.accounts.forms.LoginForm",
    "reauthenticate": "oleksandria_intl.accounts.forms.ReauthenticateForm",
    "change_password": "oleksandria_intl.accounts.forms.ChangePasswordForm",
    "set_password": "oleksandria_intl.accounts.forms.SetPasswordForm",
    "reset_password": "oleksandria_intl.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "oleksandria_intl.accounts.forms.NewPasswordForm",
}
MFA_ADAPTER = "oleksandria_intl.accounts.adapter.SecondFactors"
MFA_FORMS = {
    "authenticate": "oleksandria_intl.accounts.mfa_forms.AuthenticateForm",
    "reauthenticate": "oleksandria_intl.accounts.mfa_forms.ReauthenticateForm",
    "activate_totp": "oleksandria_intl.accounts.mfa_forms.ActivateTOTPForm",
    "add_webauthn": "oleksandria_intl.accounts.mfa_forms.AddPasskeyForm",
    "edit_webauthn": "oleksandria_intl.accounts.mfa_forms.EditPasskeyForm",
}
# A member of staff without a second factor sees nothing before they have set one up; the demonstration does without.
STAFF_MFA_REQUIRED = environment.boolean("STAFF_MFA_REQUIRED", default=True)
# Addresses are an administrator's to give; nobody confirms them.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# The clock of a telephone may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers know passkeys under https, and on the machine itself.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or not PUBLIC_HOSTS

# Browsers send a host's cookies to all of its ports (oleksandria_intl/cookies.py).
COOKIES_BEGIN = f"{PORTAL_NAMESPACE}-" if PORTAL_NAMESPACE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIES_BEGIN}sessionid", f"{COOKIES_BEGIN}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIES_BEGIN}django_language"
MESSAGE_STORAGE = "oleksandria_intl.cookies.Messages"

# A session lasts a working day, and is locked when nothing is done in it (oleksandria_intl/accounts/session_limits.py).
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{PATH_PREFIX}/"
SESSION_IDLE_SECONDS = 30 * 60
SESSION_WARNING_SECONDS = 2 * 60

LANGUAGE_CODE = "uk"
LANGUAGES = [("uk", "Українська"), ("en", "English")]
TIME_ZONE = "Europe/Kyiv"
LOCALE_PATHS = [BASE_DIR / "oleksandria_intl" / "locale"]

STATIC_URL = f"{PATH_PREFIX}/static/"
STATIC_ROOT = SHARED_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
environment.made("VAR_DIR", STATIC_ROOT)
# Without collectstatic (a developer's or a demonstration's machine) files are served where they lie.
WHITENOISE_USE_FINDERS = not any(STATIC_ROOT.iterdir())
# Seconds for which a browser does not ask again for a file without a hash in its name; with one it never does.
WHITENOISE_MAX_AGE = 600
STORAGES = {
    "default": {"BACKEND": "oleksandria_intl.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "oleksandria_intl.static_files.HashedFiles"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Nothing of other hosts, nothing inline; a paper shown as a page adds the hash of its own style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    }
}

# What happens is written to standard error; a fault is written to ADMINS, too, where they are set.
LOGGING = logs.configuration(
    level=environment.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO"),
    as_json=environment.choice("LOG_FORMAT", ("plain", "json"), default="plain") == "json",
    ours=["oleksandria_intl", "partners", "programs", "budget", "delegations"],
)
SLOW_REQUEST_SECONDS = environment.number("SLOW_REQUEST_SECONDS", default=2)
LEAST_FREE_MEGABYTES = environment.number("LEAST_FREE_MEGABYTES", default=100)
ADMINS = environment.mailboxes("ADMINS")
HAS_MAIL = bool(environment.text("EMAIL_URL"))
mail = environment.mail_server("EMAIL_URL", needed_for="ADMINS" if ADMINS else "")
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.host, mail.port, mail.user, mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.scheme == "smtp+tls", mail.scheme == "smtps"
EMAIL_TIMEOUT = 10
environment.refuse_renamed("EMAIL_FROM", "DEFAULT_FROM_EMAIL")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.sender(
    "DEFAULT_FROM_EMAIL", default=f"portal@{ALLOWED_HOSTS[0].lstrip('.*') or 'localhost'}"
)
EMAIL_SUBJECT_PREFIX = "[portal] "
CSRF_FAILURE_VIEW = "oleksandria_intl.portal.views.errors.csrf_failure"

CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"

# A programme is long: its admin pages hold more fields than Django expects.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# What readers may ask of the machine (oleksandria_intl/limits.py).
TRUSTED_PROXIES = environment.proxies("TRUSTED_PROXIES")
RENDERINGS_AT_ONCE = environment.whole_number("RENDERINGS_AT_ONCE", default=1)
REPORTS_A_MINUTE = environment.whole_number("REPORTS_A_MINUTE", default=10)
KEPT_PAPERS_MB = environment.whole_number("KEPT_PAPERS_MB", default=500)
LOCK_DIR = VAR_DIR / "locks"

# Backups are encrypted for the first; whoever restores one has the file of the second.
BACKUP_KEY = environment.age_recipient("BACKUP_KEY")
BACKUP_IDENTITY_FILE = environment.text("BACKUP_IDENTITY_FILE")

# Cookies follow the redirect, so that one can log in without HTTPS where that is asked for.
IS_SECURE = environment.boolean("SECURE_SSL_REDIRECT", default=True) and bool(PUBLIC_HOSTS) and not DEBUG
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC_HOSTS and not DEBUG else None
CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS", hosts=PUBLIC_HOSTS, address=PUBLIC_URL)
# A browser keeps to it for as long, and nobody can call it back: an hour, for this host alone, unless more is wanted.
hsts_seconds = environment.whole_number("HSTS_SECONDS", default=3600, least=0)
SECURE_HSTS_SECONDS = hsts_seconds if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.boolean("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = environment.preload(
    "HSTS_PRELOAD", seconds=hsts_seconds, has_subdomains=SECURE_HSTS_INCLUDE_SUBDOMAINS
)
# They want HTTPS of every other site under the council's name, which is the administrator's to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
