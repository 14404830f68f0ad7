"""How the staff get in: the login, second factors, invitations and forgotten passwords (django-allauth underneath)."""
