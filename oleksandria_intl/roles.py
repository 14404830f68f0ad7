"""All power in one table: what each role of the office may do with each kind of rows."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import Group, Permission
from django.db import transaction

CLERK = "Діловод"
HEAD = "Начальник відділу"
ACCOUNTANT = "Фінансист"
SECRETARY = "Секретар ради"
AUDITOR = "Аудитор"
ADMINISTRATOR = "Адміністратор"
ROLES = (CLERK, HEAD, ACCOUNTANT, SECRETARY, AUDITOR, ADMINISTRATOR)

NONE: tuple[str, ...] = ()
SEE = ("view",)
ISSUE = ("view", "add")
EDIT = ("view", "add", "change")
FULL = ("view", "add", "change", "delete")

SUBJECTS = {
    "the council": ("oleksandria_intl.council", "oleksandria_intl.body"),
    "inhabitants": ("oleksandria_intl.population",),
    "units and officials": ("oleksandria_intl.unit", "oleksandria_intl.official", "oleksandria_intl.term"),
    "decisions": ("oleksandria_intl.decision",),
    "points of decisions": ("oleksandria_intl.decisionpoint",),
    "papers of decisions": (
        "oleksandria_intl.explanatorynote",
        "oleksandria_intl.approval",
        "oleksandria_intl.minutesextract",
    ),
    "steps of decisions": ("oleksandria_intl.decisionstep",),
    "steps taken back": ("oleksandria_intl.mistakenpaper",),
    "votes of the council": ("oleksandria_intl.vote", "oleksandria_intl.votebyname"),
    "publication of drafts": ("oleksandria_intl.publicationrule", "oleksandria_intl.specialday"),
    "signed copies": ("oleksandria_intl.signedcopy",),
    "issued reports": ("budget.issuedreport",),
    "closed periods": ("budget.closedperiod", "budget.latechange", "budget.changereason"),
    "pictures": ("oleksandria_intl.picture",),
    "issued papers": ("oleksandria_intl.issuedpaper",),
    "partners": ("partners.country", "partners.area", "partners.city", "partners.agreement"),
    "parties of agreements": ("partners.agreementparty",),
    "greetings and timelines": ("partners.greeting", "partners.timelinenote"),
    "texts for partners": ("partners.officetext",),
    "contacts of partners": ("partners.contact",),
    "steps of agreements": ("partners.agreementstep",),
    "rules of agreements": ("partners.agreementrule",),
    "programmes and editions": ("programs.program", "programs.edition"),
    "text of the programme": (
        "programs.passportrow",
        "programs.section",
        "programs.cityprofile",
        "programs.footnote",
        "programs.indicator",
        "programs.indicatorvalue",
    ),
    "facts of indicators": ("programs.indicatorfact",),
    "edited Word files": ("programs.wordfile", "programs.wordproposal", "programs.refusedwording"),
    "directions and measures": (
        "budget.direction",
        "budget.measureline",
        "budget.responsible",
        "budget.measure",
    ),
    "planned money": ("budget.funding", "programs.agreedtotal"),
    "sources of funding": ("budget.fundingsource",),
    "codes and spending units": ("budget.programcode", "budget.economiccode", "budget.spendingunit"),
    "grants of the budget": ("budget.appropriation", "budget.allotment"),
    "commitments": ("budget.commitment",),
    "payments": ("budget.payment", "budget.payee", "budget.assignmentrule"),
    "imports of payments": ("budget.importbatch",),
    "sources of statements": ("budget.statementsource",),
    "explanations in reports": ("budget.explanation",),
    "final reports": ("budget.closingreport", "budget.reportsignatory"),
    "planned visits and conferences": (
        "delegations.plannedvisit",
        "delegations.conference",
        "delegations.visitfield",
        "delegations.visittheme",
        "delegations.visitpurpose",
        "delegations.visitline",
    ),
    "delegations": ("delegations.delegation", "delegations.participant", "delegations.travelapproval"),
    "steps of delegations": ("delegations.delegationstep",),
    "estimates of delegations": ("delegations.estimateline", "delegations.tripday", "delegations.advance"),
    "norms of per diem": ("delegations.perdiemrule", "delegations.perdiemnorm"),
    "reports on trips": ("delegations.tripreport", "delegations.followup"),
    "answers on follow-ups": ("delegations.followupanswer",),
    "rules of reporting": ("delegations.reportingrule",),
    "programmes of stays": ("delegations.stayitem",),
    "souvenirs": ("delegations.stockitem", "delegations.purchase", "delegations.giving"),
    "acts of writing off": ("delegations.writeoffact", "delegations.commissionmember"),
    "written by the portal itself": (
        "oleksandria_intl.searchentry",
        "oleksandria_intl.indexedkind",
        "oleksandria_intl.datasetstate",
        "oleksandria_intl.contentversion",
        "oleksandria_intl.contenttable",
        "oleksandria_intl.contenttouch",
        "oleksandria_intl.paperlist",
        "oleksandria_intl.passwordlink",
        "oleksandria_intl.unreminded",
        "oleksandria_intl.portalidentity",
        "oleksandria_intl.signedwords",
        "oleksandria_intl.workingcopy",
        "programs.usedcode",
        "programs.keptpart",
        "programs.leftasis",
    ),
    "erasures of personal data": ("oleksandria_intl.erasure",),
    "the bin": ("oleksandria_intl.undostep", "oleksandria_intl.undorow"),
    "what waits for its sender": ("oleksandria_intl.tableupload", "oleksandria_intl.unsavedpost"),
    "users": ("auth.user", "auth.group"),
}
"""The kinds of rows; every model of the portal stands in one of them."""
BY_ITSELF = frozenset(SUBJECTS["written by the portal itself"])
"""The models whose rows nobody edits: what they belong to takes them along."""

# fmt: off
POWERS = {
    # what                             clerk  head   accountant secretary auditor administrator
    "the council":                    (SEE,   SEE,   SEE,       SEE,      SEE,    FULL),
    "inhabitants":                    (SEE,   FULL,  FULL,      SEE,      SEE,    FULL),
    "units and officials":            (EDIT,  EDIT,  SEE,       EDIT,     SEE,    FULL),
    "decisions":                      (EDIT,  EDIT,  EDIT,      EDIT,     SEE,    FULL),
    "points of decisions":            (FULL,  FULL,  SEE,       FULL,     SEE,    FULL),
    "papers of decisions":            (FULL,  FULL,  SEE,       FULL,     SEE,    FULL),
    "steps of decisions":             (SEE,   ISSUE, SEE,       ISSUE,    SEE,    ISSUE),
    "steps taken back":               (SEE,   SEE,   SEE,       ISSUE,    SEE,    ISSUE),
    "votes of the council":           (SEE,   EDIT,  SEE,       FULL,     SEE,    FULL),
    "publication of drafts":          (SEE,   EDIT,  SEE,       FULL,     SEE,    FULL),
    "signed copies":                  (SEE,   ISSUE, SEE,       ISSUE,    SEE,    ISSUE),
    "issued papers":                  (SEE,   SEE,   SEE,       SEE,      SEE,    SEE),
    "pictures":                       (EDIT,  EDIT,  SEE,       SEE,      SEE,    EDIT),
    "issued reports":                 (SEE,   ISSUE, ISSUE,     SEE,      SEE,    ISSUE),
    "closed periods":                 (SEE,   EDIT,  EDIT,      SEE,      SEE,    EDIT),
    "partners":                       (EDIT,  FULL,  SEE,       SEE,      SEE,    FULL),
    "parties of agreements":          (FULL,  FULL,  SEE,       SEE,      SEE,    FULL),
    "greetings and timelines":        (FULL,  FULL,  SEE,       SEE,      SEE,    FULL),
    "texts for partners":             (EDIT,  FULL,  SEE,       SEE,      SEE,    FULL),
    "contacts of partners":           (FULL,  FULL,  NONE,      NONE,     SEE,    FULL),
    "steps of agreements":            (ISSUE, ISSUE, SEE,       SEE,      SEE,    ISSUE),
    "rules of agreements":            (SEE,   FULL,  SEE,       SEE,      SEE,    FULL),
    "programmes and editions":        (EDIT,  EDIT,  SEE,       EDIT,     SEE,    FULL),
    "text of the programme":          (FULL,  FULL,  SEE,       SEE,      SEE,    FULL),
    "facts of indicators":            (FULL,  FULL,  FULL,      SEE,      SEE,    FULL),
    "edited Word files":              (EDIT,  EDIT,  SEE,       SEE,      SEE,    FULL),
    "directions and measures":        (FULL,  FULL,  SEE,       SEE,      SEE,    FULL),
    "planned money":                  (FULL,  FULL,  FULL,      SEE,      SEE,    FULL),
    "sources of funding":             (ISSUE, EDIT,  EDIT,      SEE,      SEE,    FULL),
    "codes and spending units":       (SEE,   SEE,   FULL,      SEE,      SEE,    FULL),
    "grants of the budget":           (SEE,   SEE,   FULL,      SEE,      SEE,    FULL),
    "commitments":                    (SEE,   FULL,  FULL,      SEE,      SEE,    FULL),
    "payments":                       (SEE,   SEE,   FULL,      SEE,      SEE,    FULL),
    "imports of payments":            (NONE,  SEE,   FULL,      NONE,     SEE,    FULL),
    "sources of statements":          (NONE,  SEE,   FULL,      NONE,     SEE,    FULL),
    "explanations in reports":        (EDIT,  FULL,  FULL,      SEE,      SEE,    FULL),
    "final reports":                  (SEE,   FULL,  FULL,      EDIT,     SEE,    FULL),
    "planned visits and conferences": (FULL,  FULL,  SEE,       SEE,      SEE,    FULL),
    "delegations":                    (FULL,  FULL,  SEE,       SEE,      SEE,    FULL),
    "steps of delegations":           (SEE,   ISSUE, SEE,       ISSUE,    SEE,    ISSUE),
    "estimates of delegations":       (FULL,  FULL,  FULL,      SEE,      SEE,    FULL),
    "norms of per diem":              (SEE,   FULL,  FULL,      SEE,      SEE,    FULL),
    "reports on trips":               (FULL,  FULL,  SEE,       SEE,      SEE,    FULL),
    "answers on follow-ups":          (ISSUE, ISSUE, SEE,       SEE,      SEE,    ISSUE),
    "rules of reporting":             (SEE,   EDIT,  SEE,       FULL,     SEE,    FULL),
    "programmes of stays":            (FULL,  FULL,  SEE,       SEE,      SEE,    FULL),
    "souvenirs":                      (FULL,  FULL,  FULL,      SEE,      SEE,    FULL),
    "acts of writing off":            (FULL,  FULL,  FULL,      SEE,      SEE,    FULL),
    "written by the portal itself":   (NONE,  NONE,  NONE,      NONE,     SEE,    SEE),
    "erasures of personal data":      (NONE,  NONE,  NONE,      NONE,     SEE,    ISSUE),
    "the bin":                        (SEE,   SEE,   SEE,       SEE,      SEE,    SEE),
    "what waits for its sender":      (NONE,  NONE,  NONE,      NONE,     SEE,    SEE),
    "users":                          (NONE,  NONE,  NONE,      NONE,     SEE,    EDIT),
}
# fmt: on
"""What each role may do; to see a row is to see its history.

A clerk prepares drafts whole, their money among it: what is deleted of one says before what goes along, and lies in
the bin for 90 days. To publish or withdraw a draft, to move a decision on, is to record steps: others do that. The
agreed codes of the budget, what it grants and what is paid stay with the accountant.
"""


class Outcome(NamedTuple):
    """What a synchronisation did to a role's group."""

    role: str
    granted: int
    withdrawn: int


def permissions_of(role: str) -> set[str]:
    """Return the names of a role's permissions: «partners.change_city»."""
    place = ROLES.index(role)
    return {
        f"{app}.{action}_{model}"
        for subject, models in SUBJECTS.items()
        for app, model in (name.split(".") for name in models)
        for action in POWERS[subject][place]
    }


def differing() -> list[str]:
    """Return the roles whose groups are missing, or hold something else than the table says."""
    held: dict[str, set[str]] = {role: set() for role in ROLES}
    permissions = Permission.objects.filter(group__name__in=ROLES)
    for role, app, name in permissions.values_list("group__name", "content_type__app_label", "codename"):
        held[role].add(f"{app}.{name}")
    return [role for role in ROLES if held[role] != permissions_of(role)]


@transaction.atomic
def sync() -> list[Outcome]:
    """Make the groups of all roles hold what the table says, and nothing else."""
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    return [_sync_role(role, {permissions[name] for name in permissions_of(role)}) for role in ROLES]


def _sync_role(role: str, due: set[Permission]) -> Outcome:
    group, _made = Group.objects.get_or_create(name=role)
    held = set(group.permissions.all())
    group.permissions.set(due)
    return Outcome(role, granted=len(due - held), withdrawn=len(held - due))
