"""The papers of a reception say what was entered: who comes, hour by hour, for how much, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from delegations import gifts, reception_order
from delegations.documents.reception import data_of, reception_estimate
from delegations.documents.reception import reception_order as order_paper
from delegations.documents.stay import ENGLISH, stay_programme
from delegations.documents.write_off import write_off_act
from delegations.models import Delegation, Giving, WriteOffAct
from delegations.receptions import facts_of
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import ApprovalMark, DraftMark, Paragraph, Signature, Table, text_of
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import sources_of
from tests.delegations import receptions
from tests.delegations.receptions import FIRST

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"
SUM = "11 500,00 - одинадцять тисяч п'ятсот гривень 00 копійок"


def tables(paper: Document) -> list[list[list[str]]]:
    found = [block for block in paper.blocks if isinstance(block, Table)]
    return [[[_text(cell) for cell in row.cells] for group in table.groups for row in group.rows] for table in found]


def _text(cell: Any) -> str:
    return " ".join(text_of(block.runs) for block in cell.content).replace(NBSP, " ")


def lines(paper: Document) -> str:
    found = [text_of(block.runs) for block in paper.blocks if isinstance(block, Paragraph)]
    return "\n".join(found).replace(NBSP, " ")


def test_the_estimate_counts_norm_persons_and_days_and_says_the_total_in_words(stay: Delegation) -> None:
    paper = reception_estimate(stay)
    assert tables(paper)[0] == [
        ["1.", "Офіційний обід", "300,00", "5", "2", "3 000,00"],
        ["2.", "Проживання", "800,00", "5", "1", "4 000,00"],
        ["3.", "Сувеніри", "900,00", "5", "1", "4 500,00"],
        ["ВСЬОГО", "11 500,00"],
    ]
    assert f"Загальна сума: {SUM}." in lines(paper)
    assert "Джерело фінансування: Міський бюджет." in lines(paper)
    assert not [block for block in paper.blocks if isinstance(block, ApprovalMark)]
    stay.lines.update(source=stay.lines.first().source)
    stay.payer_words = "решту – за рахунок гостей"
    assert "Міський бюджет (решту – за рахунок гостей)." in lines(reception_estimate(stay))


def test_the_order_ends_with_the_programme_and_the_estimate_as_its_annexes(stay: Delegation) -> None:
    with pytest.raises(papers.PaperNotFound):
        order_paper(stay)
    receptions.order(stay)
    paper = order_paper(stay)
    marks = [block.lines[:2] for block in paper.blocks if isinstance(block, ApprovalMark)]
    assert marks == [(f"Додаток {number}", "до розпорядження міського голови") for number in (1, 2)]
    assert [len(rows) for rows in tables(paper)] == [4, 4]
    assert len([block for block in paper.blocks if isinstance(block, Signature)]) == 3
    assert None not in set(sources_of(paper.blocks))
    assert paper.mark == "ПРОЄКТ"
    stay.stay.all().delete()
    assert [block.lines[0] for block in order_paper(stay).blocks if isinstance(block, ApprovalMark)] == ["Додаток"]


def test_what_is_proposed_for_the_order_names_guests_days_and_money(stay: Delegation) -> None:
    stay.invitation, stay.payer_words = "лист бургомістра", "за рахунок гостей"
    points = [point.replace(NBSP, " ") for point in reception_order.points(stay)]
    assert reception_order.subject(stay) == "Про прийом делегації міста Яроцин (Республіка Польща)"
    assert reception_order.preamble(stay).endswith("№ 1026, враховуючи лист бургомістра")
    assert points[:3] == [
        "Організувати з 29 вересня по 1 жовтня 2020 року прийом делегації міста Яроцин (Республіка Польща) у складі "
        "5 осіб (керівник делегації – бургомістр Адам Бургомістр) для обговорення молодіжних проєктів.",
        "Затвердити програму перебування делегації згідно з додатком 1.",
        "Затвердити кошторис видатків на прийом делегації в сумі 11 500 грн згідно з додатком 2.",
    ]
    assert points[3] == "Джерело фінансування видатків на прийом: Міський бюджет. Інші витрати – за рахунок гостей."
    stay.lines.all().delete()
    stay.period_end = FIRST
    bare = list(reception_order.points(stay))
    assert bare[0].startswith("Організувати 29 вересня 2020 року прийом")
    assert bare[1:3] == [
        "Затвердити програму перебування делегації (додається).",
        "Видатки на прийом здійснити за рахунок гостей.",
    ]


def test_the_programme_of_the_stay_goes_hour_by_hour_in_both_languages(stay: Delegation) -> None:
    assert tables(stay_programme(stay))[0] == [
        ["29 вересня 2020 року, вівторок"],
        ["09.00 – 10.00", "Зустріч на вокзалі", "Вокзал"],
        ["1 жовтня 2020 року, четвер"],
        ["08.00 – 09.00", "Від’їзд", ""],
    ]
    english = stay_programme(stay, ENGLISH)
    assert tables(english)[0][:2] == [["Tuesday, 29 September 2020"], ["09.00 – 10.00", "Welcome", "Вокзал"]]
    assert (english.language, english.title) == (
        "en",
        "Programme of the stay of the delegation of Яроцин (Польща)",
    )
    assert "29 September - 1 October 2020" in lines(english)


def test_the_act_says_what_went_to_whom_and_how_much_it_was(stay: Delegation, clerk: User, it_is: Any) -> None:
    it_is("2020-10-05")
    receptions.order(stay)
    albums = receptions.albums()
    given = gifts.give(purchase=albums, quantity=2, to_whom="бургомістру", delegation=stay, on=FIRST, by=clerk)
    served = Giving.objects.create(purchase=albums, way="served", delegation=stay, given_on=FIRST)
    act = gifts.begin_write_off(givings=[given, served], by=clerk)
    receptions.commission(act)
    paper = write_off_act(WriteOffAct.objects.with_details().get(pk=act.pk))
    assert tables(paper)[0] == [
        ["1.", "Альбом «Олександрія»", "шт.", "2", "230,00", "460,00", "бургомістру"],
        ["2.", "Альбом «Олександрія»", "шт.", "1", "230,00", "230,00", "використано під час прийому"],
        ["ВСЬОГО", "690,00", ""],
    ]
    text = lines(paper)
    assert "690,00 - шістсот дев'яносто гривень 00 копійок" in text
    assert "голова комісії – головний спеціаліст О. БОЙКО" in text
    assert "під час прийому делегації міста Яроцин (Республіка Польща) з 29 вересня по 1 жовтня 2020 року" in text
    assert "відповідно до розпорядження міського голови" in text
    assert "Зазначені цінності використано за призначенням" in text
    names = [(block.post, block.name) for block in paper.blocks if isinstance(block, Signature)]
    assert names[:2] == [("Голова комісії", "О. БОЙКО"), ("Член комісії", "О. КОВАЛЬ")]
    mark = next(block for block in paper.blocks if isinstance(block, ApprovalMark))
    assert mark.lines == ("ЗАТВЕРДЖУЮ", "Міський голова", "_____ С. ЦАПЮК", "«___» _____ 2020 року")
    assert None not in set(sources_of(paper.blocks))


def test_everybody_may_know_numbers_and_sums_and_nobody_a_guest(stay: Delegation) -> None:
    Giving.objects.create(purchase=receptions.albums(), quantity=3, to_whom="Адаму", delegation=stay, given_on=FIRST)
    facts = facts_of(stay)
    assert (facts.number, facts.gifts.quantity) == (5, 3)
    assert facts.estimate == 11_500
    assert facts.gifts.amount == 690
    head = facts.head
    assert head is not None
    assert [day for day, _items in facts.days] == [FIRST, date(2020, 10, 1)]
    said = str([data_of(stay), papers.get("stay-programme").data(stay)])
    assert "11500.00" in said
    assert not [each for each in (head.name_uk, head.contact, "Адаму") if each in said]


def test_what_is_invented_says_so_on_every_paper(stay: Delegation) -> None:
    receptions.order(stay)
    for build in (order_paper, reception_estimate, stay_programme):
        assert not [block for block in build(stay).blocks if isinstance(block, DraftMark) and "ДЕМО" in block.lines[0]]
    stay.is_demonstration = True
    for build in (order_paper, reception_estimate, stay_programme):
        assert [block for block in build(stay).blocks if isinstance(block, DraftMark) and "ДЕМО" in block.lines[0]]
