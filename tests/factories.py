"""Small rows for tests: a council, its programme, an edition with two directions and three measures."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile

from budget.models import Direction, Funding, FundingSource, MeasureLine, Responsible
from delegations.models import Conference, PlannedVisit, VisitField, VisitLine, VisitPurpose, VisitTheme
from oleksandria_intl import roles
from oleksandria_intl.models import (
    Approval,
    Body,
    Council,
    Decision,
    DecisionPoint,
    DecisionStep,
    ExplanatoryNote,
    MinutesExtract,
    Official,
    PublicationRule,
    Term,
    Unit,
    Vote,
    VoteByName,
)
from oleksandria_intl.portal import codes
from partners.models import (
    Agreement,
    AgreementParty,
    Area,
    City,
    Contact,
    Country,
    Greeting,
    OfficeText,
    TimelineNote,
)
from programs.models import (
    AgreedTotal,
    CityProfile,
    Edition,
    Footnote,
    Indicator,
    IndicatorValue,
    PassportRow,
    Program,
    Section,
)
from tests.snapshots import bring_in

FORMER = "Заздравний"
"""The surname of the official who left."""
AMOUNTS = {"1.1": 40_000, "1.2": 300_000, "2.1": 45_000}
"""The measures of the edition, with their money in hryvnias."""


def person(username: str, role: str, name: str) -> User:
    """Make a member of staff with a role."""
    first, last = name.split()
    user = User.objects.create_user(username, first_name=first, last_name=last, is_staff=True)
    bring_in("roles", roles.sync, [Permission, Group, Group.permissions.through])
    user.groups.add(Group.objects.get(name=role))
    return user


def file_of(content: bytes) -> ContentFile:
    """Make a file to be kept."""
    return ContentFile(content)


def council() -> Council:
    """Make the council, with a body, a unit and an official in a post."""
    row = Council.objects.create(
        name_uk="Олександрійська міська рада",
        city_uk="Олександрія",
        place="м. Олександрія",
    )
    body()
    Unit.objects.create(code="economy", name_uk="управління економіки")
    mayor = Official.objects.create(code="mayor", surname="Цапюк", given_name="Степан")
    Term.objects.create(official=mayor, code="mayor-2015", post_uk="Міський голова", since=date(2015, 11, 1))
    return row


def former_official(by: User) -> Official:
    """Make an official who left in 2019, whose patronymic somebody corrected, which the journal says, too."""
    official = Official.objects.create(
        code="zazdravnyi", surname=FORMER, given_name="Остап", patronymic="Ігорович", name_en="Ostap Zazdravnyi"
    )
    term = {"post_uk": "Секретар ради", "since": date(2015, 11, 1), "until": date(2019, 5, 1), "phone": "7-77-99"}
    Term.objects.create(official=official, code="secretary-2015", **term)
    official.patronymic = "Іванович"
    official._history_user = by  # type: ignore[attr-defined]
    official.save()
    message = [{"changed": {"name": "строк", "object": f"Секретар ради {official}", "fields": ["Телефон"]}}]
    LogEntry.objects.log_actions(by.pk, [official], CHANGE, message, single_object=True)
    return official


def body(kind: str = "council", **fields: str) -> Body:
    """Make a body of the council: the council in session, unless said otherwise."""
    names = {
        "name_uk": "Олександрійська міська рада",
        "name_genitive": "Олександрійської міської ради",
        "short_name": "міська рада",
        "short_name_genitive": "міської ради",
        "act_name": "рішення",
        "act_verb": "вирішила",
    }
    return Body.objects.create(code=kind, kind=kind, **names | fields)


def decision(code: str = "programme-2020") -> Decision:
    """Make a draft decision of the council with two points."""
    row = Decision.objects.create(
        code=code,
        body=Body.objects.get(code="council"),
        subject="Про затвердження {Програми}",
        preamble="Відповідно до статті 26 Закону",
        signatory=Term.objects.get(),
        approver=Term.objects.get(),
    )
    for order, text in enumerate(("Затвердити {Програму}.", "Контроль покласти на комісію."), 1):
        DecisionPoint.objects.create(decision=row, order=order, text=text)
    return row


def vote(of: Decision, *, names: dict[str, str] | None = None, **fields: Any) -> Vote:
    """Make a vote of a council of 34 with its mayor: 20 for, 3 against, 2 abstained, 4 silent, 6 away."""
    known = {"held_on": date(2019, 12, 20), "composition": 34, "votes_for": 20, "votes_against": 3}
    known |= {"votes_abstained": 2, "votes_not_voting": 4, "votes_absent": 6}
    row = Vote.objects.create(decision=of, **known | fields)
    for order, (name, choice) in enumerate((names or {}).items(), 1):
        VoteByName.objects.create(vote=row, order=order, name=name, choice=choice)
    return row


def roll_call(of: Decision) -> Vote:
    """Make the votes of a council of 34 and its mayor by name: one on an amendment, one on the whole."""
    vote(of, order=1, kind="amendment", amendment="У пункті 2 слова «до 1 лютого» замінити словами «до 1 березня».")
    choices = ["for"] * 20 + ["against"] * 3 + ["abstained"] * 2 + ["not-voting"] * 4 + ["absent"] * 6
    given = (("Олександра", "Володимирівна"), ("Святослав", "Олександрович"), ("Зоя", "Львівна"))
    names = [" ".join((f"Прізвищенко-Довгий {chr(1040 + place)}.", *given[place % 3])) for place in range(35)]
    known: dict[str, Any] = {"kind": "whole-amended", "number": "16", "held_at": time(11, 42, 7), "sitting": 2}
    return vote(of, order=2, names=dict(zip(names, choices, strict=True)), **known)


def publication_rules() -> None:
    """Make the rules of publication that every council begins with: 20 days, 10 since the autumn of 2020."""
    for row in (row for row in codes.rows() if row["model"] == "oleksandria_intl.publicationrule"):
        PublicationRule.objects.create(**row["fields"])


def twinning(code: str = "twinning") -> Decision:
    """Make the draft of a decision that belongs to no programme: the mayor may sign an agreement."""
    if not Council.objects.exists():
        council()
    row = Decision.objects.create(
        code=code,
        body=Body.objects.get(code="council"),
        subject="Про встановлення побратимських відносин",
        preamble="Відповідно до статті 26 Закону",
        signatory=Term.objects.get(),
        draft_date=date(2026, 3, 1),
    )
    for order, text in enumerate(("Уповноважити міського голову підписати угоду.", "Контроль покласти на комісію."), 1):
        DecisionPoint.objects.create(decision=row, order=order, text=text)
    return row


def edition(slug: str = "2020", *, years: tuple[int, int] = (2020, 2020), status: str = "draft") -> Edition:
    """Make a programme's first edition: two directions, three measures, their money and the agreed total."""
    bring_in(f"edition {slug} {years} {status}", lambda: _make_edition(slug, years, status))
    return Edition.objects.get(program__slug=slug, number=1)


def _make_edition(slug: str, years: tuple[int, int], status: str) -> None:
    if not Council.objects.exists():
        council()
    program = Program.objects.create(slug=slug)
    row = Edition.objects.create(
        program=program,
        name_uk="розвитку співробітництва",
        year_from=years[0],
        year_to=years[1],
        decision=decision(f"programme-{slug}"),
    )
    for order in (1, 2):
        Direction.objects.create(edition=row, code=str(order), order=order, name_uk=f"Напрям {order}")
    for order, (code, amount) in enumerate(AMOUNTS.items(), 1):
        measure(row, code, order=order, amount=amount)
    for year in row.years:
        AgreedTotal.objects.create(edition=row, year=year, amount=sum(AMOUNTS.values()))
    Edition.objects.filter(pk=row.pk).update(status=status, in_force_from=date(2020, 1, 1))


def amendment(of: Edition, **changed: Any) -> Edition:
    """Make a draft without rows that amends an edition, adopted by then; what is not changed is as there."""
    Edition.objects.changing().filter(pk=of.pk).update(status="adopted")
    number = Edition.objects.filter(program=of.program).count() + 1
    kept = {name: getattr(of, name) for name in ("name_uk", "name_en", "year_from", "year_to")}
    if "decision" not in changed:
        changed["decision"] = decision(f"{of.program.slug}-amendment-{number}")
    return Edition.objects.create(program=of.program, number=number, base=of, **kept | changed)


def measure(of: Edition, code: str, *, order: int = 1, amount: int = 0) -> MeasureLine:
    """Make a measure with its money of every year and who answers for it."""
    direction = Direction.objects.get(edition=of, code=code[0])
    row = MeasureLine.objects.create(edition=of, code=code, direction=direction, order=order, name_uk=f"Захід {code}")
    source, _made = FundingSource.objects.get_or_create(code="city", defaults={"name_uk": "Міський бюджет"})
    for year in of.years:
        Funding.objects.create(measure_line=row, year=year, source=source, amount=Decimal(amount))
    Responsible.objects.create(measure_line=row, unit=Unit.objects.first())
    return row


def city(slug: str = "mozyr", name: str = "Мозир", kind: str = "twin") -> City:
    """Make a city abroad."""
    country, _made = Country.objects.get_or_create(
        code="PL", defaults={"name_uk": "Польща", "formal_name_uk": "Республіка Польща"}
    )
    return City.objects.create(slug=slug, name_uk=name, kind=kind, country=country)


def everything(of: Edition, suffix: str = "") -> dict[str, Any]:
    """Make a row of every model that the edition lacks; return some of them by name."""
    bring_in(f"everything of {of.pk}{suffix}", lambda: _make_everything(of, suffix))
    models = {"city": City, "section": Section, "visit": PlannedVisit, "purpose": VisitPurpose, "agreement": Agreement}
    return {name: model._default_manager.latest("pk") for name, model in models.items()}


def _make_everything(of: Edition, suffix: str) -> None:
    where = city(f"mozyr{suffix}")
    Area.objects.create(code=f"culture{suffix}", name_uk="Культура")
    agreement = Agreement.objects.create(code=f"mozyr{suffix}", kind="agreement", title_uk="Угода", state="prepared")
    AgreementParty.objects.create(agreement=agreement, city=where)
    year_of_relations(where, suffix)
    PassportRow.objects.create(edition=of, order=1, label_uk="Замовник", value_uk="Міська рада")
    section = Section.objects.create(edition=of, order=1, title_uk="Вступ", body_uk="Текст.")
    CityProfile.objects.create(edition=of, section=section, city=where, agreement=agreement, heading="Мозир.")
    footnote = Footnote.objects.create(edition=of, section=section, order=1, text="Примітка")
    indicator = Indicator.objects.create(edition=of, order=1, name_uk="Візитів", unit_uk="од.")
    IndicatorValue.objects.create(indicator=indicator, year=of.year_from, value=3)
    pays = MeasureLine.objects.get(edition=of, code="1.2")
    visit = PlannedVisit.objects.create(
        edition=of, order=1, city=where, amount=Decimal(30_000), measure_line=pays, footnote=footnote
    )
    Conference.objects.create(
        edition=of, order=1, city=where, topic_uk="Туризм", amount=Decimal(50_000), measure_line=pays
    )
    field = VisitField.objects.create(edition=of, order=1, name_uk="Економіка")
    theme = VisitTheme.objects.create(field=field, order=1, name_uk="Інвестиції")
    purpose = VisitPurpose.objects.create(theme=theme, order=1, name_uk="Вивчення досвіду")
    VisitLine.objects.create(purpose=purpose, visit=visit, order=1, participants="4 особи")


def year_of_relations(where: City, suffix: str = "") -> None:
    """Make what the office does with a partner: a text and a greeting, an entry of the timeline, a contact."""
    OfficeText.objects.get_or_create(
        kind="our-city", defaults={"text_uk": "{наше місто} - місто.", "text_en": "{our city} is a city."}
    )
    Greeting.objects.create(city=where, occasion="city-day", day=date(2020, 5, 6))
    TimelineNote.objects.create(
        code=f"aid{suffix}", city=where, kind="aid-received", text_uk="Отримано генератор", period_words="навесні"
    )
    Contact.objects.create(city=where, name="Канцелярія", email="office@example.org")


def papers_of_one_line(patched: pytest.MonkeyPatch) -> None:
    """Make every paper of its title alone."""
    patched.setattr(
        "oleksandria_intl.documents.store.rendered", lambda document, format, **marks: document.title.encode()
    )


def papers_of(row: Decision) -> None:
    """Make what all papers beside a draft are written from: introduced, approved, concluded on, in the minutes."""
    term = Term.objects.order_by("pk").last()
    row.developer, row.speaker, row.executor = Unit.objects.first(), term, term
    row.draft_number, row.draft_date = "01-03/390", date(2019, 12, 12)
    row.save()
    ExplanatoryNote.objects.create(
        decision=row,
        grounds="Чинність Програми закінчується 31 грудня 2019 року, а співпраця з містами-побратимами триває.",
        legal_basis="- Закон України «Про місцеве самоврядування в Україні»;\n- Закон України «Про транскордонне "
        "співробітництво».",
    )
    for order, each in enumerate(Term.objects.order_by("pk"), 1):
        remark = "Погоджено із зауваженням: уточнити строки заходів." if order == 1 else ""
        Approval.objects.create(decision=row, order=order, term=each, approved_on=date(2019, 12, 13), remark=remark)
    MinutesExtract.objects.create(decision=row, minutes_number="67", spoke="Депутати міської ради.", certified_by=term)
    committee = Body.objects.filter(kind="standing").first() or body(
        "standing",
        name_uk="Постійна комісія з питань бюджету",
        name_genitive="постійної комісії з питань бюджету",
        short_name="постійна комісія з питань бюджету",
        act_name="висновок",
        act_verb="",
    )
    DecisionStep.objects.create(
        decision=row,
        step="conclusion",
        stage_before="draft",
        stage_after="draft",
        on=date(2019, 12, 17),
        body=committee,
        number="12",
        conclusion="Рекомендувати міській раді прийняти рішення в цілому.",
        remark="Доповнити кошторис поясненням витрат на делегації.",
    )
