"""Queries about programmes, in the office's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, F, Value, When

from oleksandria_intl import clock
from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from oleksandria_intl.models import Decision
    from programs.models import (  # noqa: F401 - named in strings
        Edition,
        KeptPart,
        PassportRow,
        Program,
        Section,
        UsedCode,
    )


PUBLIC = ("published", "adopted")
"""How far an edition has come that the public may see."""


def shown_first(on: date, path: str = "") -> tuple[Any, ...]:
    """Return the order in which a programme's editions are shown on a day: in force, else public, else the newest.

    The path leads to the editions: «edition__».
    """
    is_in_force = {f"{path}status": "adopted", f"{path}in_force_from__lte": on}
    in_force_since = Case(When(**is_in_force, then=F(f"{path}in_force_from")))
    is_public = Case(When(**{f"{path}status__in": PUBLIC}, then=Value(0)), default=Value(1))
    return in_force_since.desc(nulls_last=True), is_public, f"-{path}number"


class ProgramQuerySet(models.QuerySet["Program"]):
    """Programmes, whatever their editions say."""

    def named(self) -> ProgramQuerySet:
        """Return the programmes with the editions that name them today, in a constant number of queries."""
        editions: Any = self.model._meta.get_field("editions").related_model
        shown = editions.objects.shown_to_staff(clock.today())
        return self.prefetch_related(models.Prefetch("editions", shown, to_attr="shown_editions"))


class ProgramManager(NaturalManager["Program"].from_queryset(ProgramQuerySet)):  # type: ignore[misc]
    """Finds programmes by natural key, and with their names."""


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions of programmes."""

    def visible(self) -> EditionQuerySet:
        """Return the editions that the public may see: published drafts and adopted ones."""
        return self.filter(status__in=PUBLIC)

    def of_decision(self, decision: Decision) -> EditionQuerySet:
        """Return the edition that a decision adopts, or none."""
        return self.filter(decision=decision).select_related("program", "decision")

    def unseen(self) -> EditionQuerySet:
        """Return the editions that the public may not see: drafts at work and withdrawn ones."""
        return self.exclude(status__in=PUBLIC)

    def decision_keys(self) -> Any:
        """Return the primary keys of the editions' decisions."""
        return self.filter(decision__isnull=False).order_by().values("decision")

    def shown_days(self, decision: Any) -> Any:
        """Return the day on which the draft of the edition of a decision was published."""
        return self.filter(decision=decision).order_by().values("published_on")

    def on_decisions(self, decisions: Iterable[Any]) -> EditionQuerySet:
        """Return the editions of decisions, and those whose decision names one as its prior; the newest last."""
        keys = [decision.pk for decision in decisions]
        found = self.filter(models.Q(decision__in=keys) | models.Q(decision__prior__in=keys))
        return found.with_papers().order_by("program__slug", "number")

    def covering(self, year: int) -> EditionQuerySet:
        """Return the editions of programmes of which a year is one, the latest programme first."""
        covering = self.filter(year_from__lte=year, year_to__gte=year)
        return covering.select_related("program").order_by("-year_from", "program__slug")

    def begun_by(self, year: int) -> EditionQuerySet:
        """Return the editions of programmes that have begun by a year, the latest programme first."""
        return self.filter(year_from__lte=year).order_by("-year_to", "-year_from")

    def of_address(self, slug: str) -> EditionQuerySet:
        """Return the editions of the programme with this address."""
        return self.filter(program__slug=slug)

    def of_programs(self, programs: Iterable[int]) -> EditionQuerySet:
        """Return the editions of the programmes with these primary keys."""
        return self.filter(program__in=list(programs))

    def adopted_by(self, on: date) -> EditionQuerySet:
        """Return the adopted editions that are in force on a day or were before it, the latest first."""
        return self.filter(status="adopted", in_force_from__lte=on).order_by("-in_force_from", "-number")

    def adopted_after(self, edition: Edition, on: date) -> EditionQuerySet:
        """Return the editions that came into force after another of their programme, by a day; the first leading."""
        later = self.filter(program=edition.program_id, number__gt=edition.number).adopted_by(on)
        return later.order_by("in_force_from", "number").select_related("decision__body")

    def in_force(self, on: date) -> EditionQuerySet:
        """Return of every programme the one edition that is in force on a day, where any is."""
        return self.adopted_by(on)._first_of_each(*shown_first(on))

    def current(self, on: date) -> EditionQuerySet:
        """Return the edition by which every programme is shown on a day: in force then, else the newest public."""
        return self.visible()._first_of_each(*shown_first(on))

    def shown_by(self, slug: str, on: date) -> EditionQuerySet:
        """Return the edition by which the programme with an address is shown on a day, as ``current`` does of all."""
        return self.of_address(slug).visible().order_by(*shown_first(on))[:1]

    def shown_to_staff(self, on: date) -> EditionQuerySet:
        """Return the current edition of every programme on a day; where nothing is public, the newest draft."""
        return self._first_of_each(*shown_first(on))

    def changing(self) -> EditionQuerySet:
        """Return the editions that may still be edited, those of the newest programme first."""
        return self.filter(status__in=["draft", "published"]).order_by("-year_from", "-number")

    def changing_by_session(self) -> EditionQuerySet:
        """Return the same, the draft whose session comes first leading."""
        by_session = F("decision__planned_session_on").asc(nulls_last=True)
        return self.changing().select_related("program", "decision").order_by(by_session, "-year_from", "-number")

    def standing(self) -> EditionQuerySet:
        """Return the editions that are adopted or may yet be, the newest first."""
        return self.exclude(status="withdrawn").newest_first()

    def adopted_last(self) -> EditionQuerySet:
        """Return the adopted editions, in force already or not, the last to be adopted first."""
        return self.filter(status="adopted").newest_first()

    def newest_first(self) -> EditionQuerySet:
        """Return the editions with the highest number first."""
        return self.order_by("-number")

    def newest_of_each(self, slug: str | None = None) -> EditionQuerySet:
        """Return the newest edition of every programme, or of the one with this address."""
        programs = self.filter(program__slug=slug) if slug else self
        return programs._first_of_each("-number").with_papers()

    def _first_of_each(self, *order: Any) -> EditionQuerySet:
        """Return of every programme the edition that stands first in an order."""
        first = self.filter(program=models.OuterRef("program")).order_by(*order).values("pk")[:1]
        return self.filter(pk=models.Subquery(first))

    def newest_decisions_first(self) -> EditionQuerySet:
        """Return the editions that hang on a decision, by its day once it is made, before by that of the draft."""
        day = Case(When(decision__number__gt="", then=F("decision__period_start")), default=F("published_on"))
        return self.filter(decision__isnull=False).order_by(day.desc(nulls_last=True), "-pk").with_papers()

    def at_hand_first(self, on: date) -> EditionQuerySet:
        """Return the editions of programmes that have begun by a day first, the latest of them leading."""
        is_begun = Case(When(year_from__lte=on.year, then=Value(0)), default=Value(1))
        return self.order_by(is_begun, "-year_to", "-year_from", "program__slug")

    def primary_keys(self) -> list[int]:
        """Return the editions' primary keys: for several questions about them, each of which would find them again."""
        return list(self.order_by().values_list("pk", flat=True))

    def keys(self) -> list[str]:
        """Return the keys by which papers name the editions: «2020/1»."""
        return [f"{slug}/{number}" for slug, number in self.order_by().values_list("program__slug", "number")]

    def decision_numbers(self) -> dict[str, str]:
        """Return the numbers of the decisions of adopted editions, by the editions' keys."""
        adopted = self.filter(status="adopted").order_by()
        rows = adopted.values_list("program__slug", "number", "decision__number")
        return {f"{slug}/{number}": decision for slug, number, decision in rows}

    def with_papers(self) -> EditionQuerySet:
        """Return the editions with all that the head of a paper prints."""
        return self.select_related(
            "program",
            "decision__signed_words",
            "decision__body",
            "decision__prior__signed_words",
            "decision__prior__body",
            "decision__signatory__official",
            "decision__approver__official",
            "decision__annex_signatory__official",
            "decision__developer",
            "decision__speaker__official",
            "decision__executor__official",
        )


class EditionManager(NaturalManager["Edition"].from_queryset(EditionQuerySet)):  # type: ignore[misc]
    """Finds editions by natural key and by the office's questions."""

    def of_key(self, key: str, on: date | None = None) -> Edition:
        """Return the edition of «2020/1»; of «2020» the current one on a day, today unless given.

        Raises ``Edition.DoesNotExist``.
        """
        slug, _, number = key.partition("/")
        if not number:
            return self.current_on(slug, on or clock.today())
        editions = self.with_papers().filter(program__slug=slug)
        return (editions.filter(number=int(number)) if number.isdecimal() else editions.none()).get()

    def current_on(self, slug: str, on: date) -> Edition:
        """Return the edition by which a programme is shown on a day: in force then, else the newest public one.

        Raises ``Edition.DoesNotExist``.
        """
        return self.shown_by(slug, on).with_papers().get()

    def founding(self, slug: str) -> Edition:
        """Return the public edition that a programme began with; raises ``Edition.DoesNotExist``."""
        editions = self.with_papers().filter(program__slug=slug).visible()
        return editions.order_by("number").first() or editions.none().get()

    def public(self, slug: str, number: int) -> Edition:
        """Return an edition that the public may see; raises ``Edition.DoesNotExist``."""
        return self.with_papers().visible().get(program__slug=slug, number=number)


class KeptPartQuerySet(models.QuerySet["KeptPart"]):
    """What pages show of adopted editions, as it was printed then."""

    def text(self, edition: Edition) -> str:
        """Return the text of an adopted edition as HTML; nothing of a draft, or where no parts were kept yet."""
        return self.filter(edition=edition, part="text").values_list("html", flat=True).first() or ""

    def acts(self, editions: Iterable[Edition]) -> dict[int, str]:
        """Return the decisions on adopted editions as HTML, by the edition's primary key."""
        return dict(self.filter(edition__in=editions, part="act").values_list("edition", "html"))


class KeptPartManager(models.Manager["KeptPart"].from_queryset(KeptPartQuerySet)):  # type: ignore[misc]
    """Finds kept parts."""


class UsedCodeQuerySet(models.QuerySet["UsedCode"]):
    """Codes that rows have or had."""

    def of(self, kind: type[models.Model], program: int, code: str) -> UsedCodeQuerySet:
        """Return the uses of a code by rows of a kind in a programme."""
        return self.filter(kind=kind._meta.db_table, program_pk=program, code=code)

    def of_row(self, row: int | None) -> UsedCodeQuerySet:
        """Return the uses by the row with this primary key."""
        return self.filter(row_pk=row)

    def of_edition(self, edition: int | None) -> UsedCodeQuerySet:
        """Return the uses in the edition with this primary key."""
        return self.filter(edition_pk=edition)

    def codes_of(self, kind: type[models.Model], program: int) -> set[str]:
        """Return the codes that rows of a kind have or had in a programme."""
        return set(self.filter(kind=kind._meta.db_table, program_pk=program).values_list("code", flat=True))


class UsedCodeManager(models.Manager["UsedCode"].from_queryset(UsedCodeQuerySet)):  # type: ignore[misc]
    """Finds used codes."""


class SectionQuerySet(models.QuerySet["Section"]):
    """Sections of an edition."""

    def listed(self, edition: Edition) -> SectionQuerySet:
        """Return an edition's numbered sections in order, without what they print."""
        return self.filter(edition=edition, parent=None)

    def printed(self, edition: Edition) -> SectionQuerySet:
        """Return an edition's numbered sections in order, with all that they and their subsections print."""
        within = ("profiles", "footnotes")
        return self.listed(edition).prefetch_related(*within, "children", *(f"children__{name}" for name in within))


class SectionManager(NaturalManager["Section"].from_queryset(SectionQuerySet)):  # type: ignore[misc]
    """Finds sections by natural key and by the office's questions."""


class PassportRowQuerySet(models.QuerySet["PassportRow"]):
    """Rows of the passport."""

    def of_edition(self, edition: Edition) -> PassportRowQuerySet:
        """Return the passport of an edition in its printed order."""
        return self.filter(edition=edition).order_by("order", "pk")


class PassportRowManager(NaturalManager["PassportRow"].from_queryset(PassportRowQuerySet)):  # type: ignore[misc]
    """Finds rows of the passport by natural key and by the office's questions."""
