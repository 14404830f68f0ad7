"""Which power each address of the portal asks for, by the address's name; the powers themselves are in roles.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

STAFF = "staff"
NOBODY = "nobody"
LET_IN, REFUSED, LOST, ASKED = "let in", "refused", "lost", "asked to log in"
"""What becomes of a request; who is lost hears that there is no such page."""


@dataclass(frozen=True)
class Rule:
    """Which power it takes to see an address, and to post to it.

    A power is an action with the rows of the page's own model («change») or a permission («budget.add_payment»);
    «a+b» asks for both, «a|b» for one of them.
    """

    see: str
    post: str = ""
    refusal: str = REFUSED
    """What becomes of staff without the power."""
    outside: str = ASKED
    """What becomes of strangers and of accounts that are not of staff."""
    seen: str = LET_IN
    """What becomes of those with the power."""

    def power(self, method: str) -> str:
        """Return what a request asks for."""
        return self.post if method == "POST" and self.post else self.see


PAGES = {
    "changelist": Rule("view"),
    "add": Rule("add"),
    "change": Rule("view", "change"),
    "delete": Rule("delete"),
    "history": Rule("view"),
    "simple_history": Rule("view", "change"),
    "export": Rule("view"),
    "import": Rule("add+change"),
    "try": Rule("add+change"),
    "discard": Rule("add+change"),
}
"""What a model's pages ask for, unless OTHERS says otherwise."""
FUNDING = "budget.add_funding+budget.change_funding"
GRANT = "add+change|budget.add_allotment+budget.change_allotment"
ERASING = Rule("oleksandria_intl.add_erasure")
INTAKE = Rule("budget.add_importbatch")
ROWS = Rule("programs.change_section|budget.change_funding")
READ_ONLY = Rule("view", NOBODY)
OTHERS = {
    "admin:index": Rule(STAFF),
    "admin:app_list": Rule("budget.view_payment", refusal=LOST),
    "admin:logout": Rule(STAFF, outside=LOST),
    "admin:password_change": Rule(STAFF),
    "admin:password_change_done": Rule(STAFF),
    "admin:jsi18n": Rule(STAFF),
    "admin:preview": Rule(STAFF),
    "admin:autocomplete": Rule("oleksandria_intl.view_unit", STAFF),
    "admin:view_on_site": Rule(STAFF, seen=LOST),
    "admin/(?P<url>.*)$": Rule(STAFF, seen=LOST),
    "admin:draft-key": Rule(STAFF),
    "admin:search": Rule(STAFF),
    "admin:findings": Rule(STAFF),
    "admin:work": Rule("partners.view_city", STAFF, refusal=LOST),
    "admin:start": Rule("oleksandria_intl.add_unit"),
    "admin:start_step": Rule("oleksandria_intl.add_unit"),
    "admin:auth_user_delete": Rule(NOBODY),
    "admin:auth_user_link": Rule("change"),
    "admin:auth_user_factor": Rule("change"),
    "admin:oleksandria_intl_undostep_add": Rule(NOBODY),
    "admin:oleksandria_intl_undostep_change": Rule("view"),
    "admin:oleksandria_intl_undostep_delete": Rule(NOBODY),
    "admin:oleksandria_intl_undostep_history": Rule("view", refusal=LOST),
    "admin:oleksandria_intl_undostep_undo": Rule("partners.view_area", refusal=LOST),
    "admin:oleksandria_intl_erasure_add": Rule(NOBODY),
    "admin:oleksandria_intl_erasure_change": READ_ONLY,
    "admin:oleksandria_intl_erasure_delete": Rule(NOBODY),
    "admin:oleksandria_intl_erasure_people": ERASING,
    "admin:oleksandria_intl_erasure_person": ERASING,
    "admin:oleksandria_intl_erasure_export": ERASING,
    "admin:oleksandria_intl_erasure_erase": ERASING,
    "admin:oleksandria_intl_erasure_table": Rule("view"),
    "admin:oleksandria_intl_council_add": Rule(NOBODY),
    "admin:oleksandria_intl_council_delete": Rule(NOBODY),
    "admin:oleksandria_intl_issuedpaper_add": Rule(NOBODY),
    "admin:oleksandria_intl_issuedpaper_change": READ_ONLY,
    "admin:oleksandria_intl_issuedpaper_delete": Rule(NOBODY),
    "admin:oleksandria_intl_issuedpaper_download": Rule("view"),
    "admin:oleksandria_intl_signedcopy_add": Rule(NOBODY),
    "admin:oleksandria_intl_signedcopy_change": READ_ONLY,
    "admin:oleksandria_intl_signedcopy_delete": Rule(NOBODY),
    "admin:oleksandria_intl_signedcopy_download": Rule("view"),
    "admin:oleksandria_intl_signedcopy_attach": Rule("add"),
    "admin:oleksandria_intl_picture_file": Rule("view"),
    "admin:oleksandria_intl_picture_withdraw": Rule("change"),
    "admin:oleksandria_intl_vote_names": Rule("change"),
    "admin:oleksandria_intl_vote_paper": Rule("view"),
    "admin:oleksandria_intl_decision_step": Rule("oleksandria_intl.add_decisionstep"),
    "admin:oleksandria_intl_decision_take_back": Rule("oleksandria_intl.add_mistakenpaper"),
    "admin:partners_agreement_paper": Rule("view"),
    "admin:partners_agreement_register": Rule("view"),
    "admin:partners_agreement_scan": Rule("view"),
    "admin:partners_agreement_attach": Rule("change"),
    "admin:partners_agreement_step": Rule("partners.add_agreementstep"),
    "admin:partners_agreement_take_back": Rule("partners.add_agreementstep+partners.delete_agreement"),
    "admin:partners_city_paper": Rule("view"),
    "admin:partners_officetext_paper": Rule("view"),
    "admin:partners_greeting_paper": Rule("view"),
    "admin:partners_greeting_due": Rule("view", "add"),
    "admin:partners_greeting_calendar": Rule("view"),
    "admin:partners_greeting_send": Rule("change"),
    "admin:partners_greeting_unsend": Rule("change"),
    "admin:delegations_delegation_step": Rule("delegations.add_delegationstep"),
    "admin:delegations_delegation_take_back": Rule("oleksandria_intl.add_mistakenpaper"),
    "admin:delegations_delegation_paper": Rule("view"),
    "admin:delegations_delegation_scan": Rule("view"),
    "admin:delegations_plannedvisit_prepare": Rule("delegations.add_delegation"),
    "admin:delegations_conference_prepare": Rule("delegations.add_delegation"),
    "admin:programs_edition_paper": Rule("view"),
    "admin:programs_edition_withdraw": Rule("change+oleksandria_intl.add_decisionstep"),
    "admin:oleksandria_intl_decision_paper": Rule("view"),
    "admin:programs_edition_points": Rule("oleksandria_intl.add_decisionpoint+oleksandria_intl.delete_decisionpoint"),
    "admin:programs_edition_amend": Rule("add+oleksandria_intl.add_decision"),
    "admin:programs_edition_as_it_was": Rule("view"),
    "admin:programs_edition_as_it_was_paper": Rule("view"),
    "admin:programs_edition_desk": Rule("view"),
    "admin:programs_edition_desk_paper": Rule("view"),
    "admin:programs_edition_desk_state": Rule("view"),
    "admin:programs_edition_desk_open": Rule("view", seen=LOST),
    "admin:programs_edition_desk_style": Rule(STAFF),
    "admin:programs_edition_table": Rule("view+budget.view_measureline"),
    "admin:programs_edition_workbook": Rule("view"),
    "admin:programs_edition_units": Rule("view"),
    "admin:programs_edition_unit_workbook": Rule("view"),
    "admin:programs_edition_unit": ROWS,
    "admin:programs_edition_proposals": ROWS,
    "admin:programs_program_workbook": ROWS,
    "admin:programs_program_workbook_empty": ROWS,
    "admin:programs_program_workbook_try": ROWS,
    "admin:programs_program_workbook_discard": ROWS,
    "admin:delegations_delegation_members": Rule("view+delegations.view_participant"),
    "admin:delegations_delegation_days": Rule("view+delegations.view_tripday"),
    "admin:delegations_delegation_spent": Rule("view+delegations.view_estimateline"),
    "admin:budget_appropriation_months": Rule("view+budget.view_allotment"),
    "admin:programs_edition_next_year": Rule("add+programs.add_program+programs.add_section+budget.add_measureline"),
    "admin:programs_edition_left_years": Rule(
        "view", "change|programs.change_section|oleksandria_intl.change_decision"
    ),
    "admin:delegations_tripreport_paper": Rule("view"),
    "admin:delegations_writeoffact_paper": Rule("view"),
    "admin:delegations_writeoffact_sign": Rule("change"),
    "admin:delegations_followup_add": Rule(NOBODY),
    "admin:delegations_followup_answer": Rule("delegations.add_followupanswer"),
    "admin:delegations_delegation_sums": Rule("view"),
    "admin:delegations_delegation_money": Rule("view"),
    "admin:delegations_delegation_per_diem": Rule("delegations.change_estimateline"),
    "admin:delegations_delegation_commit": Rule("budget.change_commitment"),
    "admin:delegations_delegation_payments": Rule("budget.view_payment", "budget.change_payment"),
    "admin:delegations_delegation_advance": Rule("view"),
    "admin:programs_wordfile_change": READ_ONLY,
    "admin:programs_wordfile_delete": Rule(NOBODY),
    "admin:programs_wordfile_decide": Rule("change"),
    "admin:budget_closingreport_paper": Rule("view"),
    "admin:budget_closedperiod_add": Rule(NOBODY),
    "admin:budget_closedperiod_change": READ_ONLY,
    "admin:budget_closedperiod_delete": Rule(NOBODY),
    "admin:budget_closedperiod_reopen": Rule("change"),
    "admin:budget_latechange_add": Rule(NOBODY),
    "admin:budget_latechange_change": READ_ONLY,
    "admin:budget_latechange_delete": Rule(NOBODY),
    "admin:budget_payee_add": Rule(NOBODY),
    "admin:budget_payee_delete": Rule(NOBODY),
    "admin:budget_measure_add": Rule(NOBODY),
    "admin:budget_measure_change": READ_ONLY,
    "admin:budget_measure_delete": Rule(NOBODY),
    "admin:budget_measure_simple_history": READ_ONLY,
    "admin:budget_measureline_change": Rule("view", "change|budget.change_funding"),
    "admin:budget_measureline_delete": Rule("delete", "delete+budget.delete_funding"),
    "admin:budget_measureline_export": Rule("budget.view_funding"),
    "admin:budget_measureline_import": Rule(FUNDING),
    "admin:budget_measureline_try": Rule(FUNDING),
    "admin:budget_measureline_discard": Rule(FUNDING),
    "admin:budget_appropriation_annex": Rule("add+oleksandria_intl.add_decision"),
    "admin:budget_appropriation_import": Rule(GRANT),
    "admin:budget_appropriation_try": Rule(GRANT),
    "admin:budget_appropriation_discard": Rule(GRANT),
    "admin:budget_commitment_free": Rule("view"),
    "admin:budget_issuedreport_change": READ_ONLY,
    "admin:budget_issuedreport_delete": Rule(NOBODY),
    "admin:budget_issuedreport_copy": Rule("view"),
    "admin:budget_issuedreport_working": Rule("budget.view_commitment+budget.view_payment"),
    "admin:budget_issuedreport_working_file": Rule("budget.view_commitment+budget.view_payment"),
    "admin:budget_payment_import": Rule(NOBODY),
    "admin:budget_payment_try": Rule(NOBODY),
    "admin:budget_payment_discard": Rule(NOBODY),
    "admin:budget_importbatch_change": READ_ONLY,
    "admin:budget_importbatch_delete": Rule(NOBODY),
    "admin:budget_statementsource_add": Rule(NOBODY),
    "admin:budget_importbatch_add": INTAKE,
    "admin:budget_importbatch_try": INTAKE,
    "admin:budget_importbatch_discard": INTAKE,
    "admin:budget_importbatch_answers": INTAKE,
    "admin:budget_importbatch_columns": INTAKE,
    "admin:budget_importbatch_template": INTAKE,
    "admin:budget_importbatch_words": INTAKE,
    "admin:budget_importbatch_withdraw": Rule("budget.add_importbatch+budget.delete_payment"),
}
"""What the addresses ask for that no model's page is like."""
ACTIONS = {
    "delete_selected": "delete",
    "assign_payments": "change",
    "apply_rules": "change",
    "set_payments_aside": "change",
    "say_person": "change",
    "say_organisation": "change",
    "write_off": "change",
}
"""What is asked for to do something with the chosen rows of a list."""
PUBLIC = {
    "healthz",
    "sitemap",
    "robots",
    "picture",
    "greetings-calendar",
    "gallery-file",
    "home",
    "program-list",
    "program-page",
    "programs:text",
    "programs:decisions",
    "programs:changes",
    "programs:whole-text-pdf",
    "programs:whole-text-docx",
    "programs:edition-pdf",
    "programs:edition-docx",
    "programs:decision-pdf",
    "programs:decision-docx",
    "budget:newest",
    "budget:page",
    "budget:payments",
    "budget:report",
    "budget:after-closing",
    "budget/<slug:slug>/report/report.<slug:format>",
    "budget:paper",
    "budget:csv-metadata",
    "partners:list",
    "partners:city",
    "partners:agreements",
    "partners:agreement",
    "partners:agreement-scan",
    "partners:register-pdf",
    "partners:register-docx",
    "partners:register-xlsx",
    "visits:list",
    "visits:page",
    "visits:calendar",
    "search",
    "drafts",
    "decisions-feed",
    "visits-feed",
    "about",
    "accessibility",
    "privacy",
    "data:list",
    "data:catalog",
    "data:structure",
    "data:file",
    "data:metadata",
    "decision-list",
    "decision-page",
    "decision-pdf",
    "decision-docx",
    "decision-note",
    "documents",
    "issue",
    "issued-file",
    "signed-copy",
}
"""The addresses that everybody may read, and that show staff nothing more."""


LOGIN = {
    "admin:login",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "session-left",
}
"""The addresses that whoever is about to log in needs."""
ACCOUNT = {
    "accounts/",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "usersessions_list",
}
"""The addresses of one's own account, for whoever has logged in."""


@dataclass(frozen=True)
class Address:
    """A kind of address: its route from the root, its name, and the admin pages of the rows that it is about."""

    route: str
    name: str
    pages: Any = None

    @property
    def page(self) -> str:
        """Which of the model's pages it is: «change»."""
        opts = self.pages.opts
        return self.name.removeprefix(f"admin:{opts.app_label}_{opts.model_name}_")

    @property
    def rule(self) -> Rule | None:
        """Who may do what here; None where nobody has said so."""
        if self.name in OTHERS:
            return OTHERS[self.name]
        if self.name.endswith("/<path:object_id>/"):  # leads to the change page
            return Rule(STAFF)
        return PAGES.get(self.page) if self.pages else None

    def is_due(self, power: str, held: set[str]) -> bool:
        """Whether somebody with these permissions has a power here."""
        return any(all(self._permission(each) in held for each in both.split("+")) for both in power.split("|"))

    def _permission(self, power: str) -> str:
        if "." in power or self.pages is None:
            return power
        return f"{self.pages.opts.app_label}.{power}_{self.pages.opts.model_name}"


def addresses() -> list[Address]:
    """Return the kinds of addresses that the portal has."""
    pages = {(each.opts.app_label, each.opts.model_name): each for each in admin.site._registry.values()}
    found = _patterns(get_resolver().url_patterns)
    return [Address(route, name, pages.get(tuple(route.split("/")[1:3]))) for route, name in found]  # type: ignore[call-overload]


def _patterns(patterns: Any, before: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    for each in patterns:
        route = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _patterns(each.url_patterns, route, inner)
        elif isinstance(each, URLPattern):
            yield route, f"{namespace}{each.name}" if each.name else route
