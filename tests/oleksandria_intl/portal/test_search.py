"""The search page: words in any form, words of the same root, what is near, what does no harm."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from oleksandria_intl import search
from oleksandria_intl.near_words import near
from oleksandria_intl.word_forms import asked_for, compared
from programs.models import Edition
from tests import factories


def hits(client: Client, query: str, prefix: str = "") -> list[Any]:
    """Return what the page shows of a query."""
    response = client.get(f"{prefix}/search/", {"q": query})
    assert response.status_code == 200
    return list(response.context.get("hits", []))


def titles(client: Client, query: str, prefix: str = "") -> str:
    return strip_tags(" ".join(str(hit.title) for hit in hits(client, query, prefix)))


def test_a_reader_finds_what_there_is_by_any_form_and_name_of_it(client: Client, programme_2020: Edition) -> None:
    for query in ("Ярочина", "Ярочині", "Яроцин", "jarocin"):
        assert "Ярочин, Польща" in titles(client, query), query
    assert "Тервел, Болгарія" in titles(client, "Тервелі")
    assert "сувенірн" in titles(client, "сувеніри")
    assert "бібліот" in " ".join(str(hit.text).lower() for hit in hits(client, "бібліотека"))
    assert "Візити" in titles(client, "поїздка")
    assert titles(client, "гранти")
    for query, page in (("звіт", "/documents/"), ("голосування", "/decisions/"), ("контакти", "/about/")):
        assert page in [hit.address for hit in hits(client, query)], query
    assert "/en/visits/" in [hit.address for hit in hits(client, "travelled", "/en")]
    assert hits(client, "library", "/en")


def test_a_decision_with_votes_is_found_by_them(client: Client, programme_2020: Edition) -> None:
    address = f"/decisions/{programme_2020.decision.code}/"
    assert address not in [hit.address for hit in hits(client, "голосування")]
    factories.vote(programme_2020.decision)
    assert address in [hit.address for hit in hits(client, "голосування")]


def test_what_is_not_there_says_so_and_what_is_near(client: Client, programme_2020: Edition) -> None:
    response = client.get("/search/", {"q": "Росія"})
    assert response.context["total"] == 0
    assert [each.query for each in near(asked_for("тервлл"))] == ["тервел"]
    both = near(asked_for("болгарія нісенітниця"))
    assert [each.query for each in both] == ["болгарія"]
    assert both[0].number == search.entries().with_words(asked_for("болгарія")).count()


@pytest.mark.parametrize("query", ["%", "'; --", "_", "=", "=сувенір", "а" * 10_000, "\0", "½ №", "'"])
def test_no_query_does_harm(client: Client, programme_2020: Edition, query: str) -> None:
    assert len(hits(client, query)) < 20


def test_only_words_of_the_same_root_are_named_as_such(client: Client, programme_2020: Edition) -> None:
    assert client.get("/search/", {"q": "бібліотека"}).context["only_akin"]
    assert "only_akin" not in client.get("/search/", {"q": "бібліотечна"}).context
    assert [word.akin for word in asked_for("рада міст")] == [None, None]


def test_a_form_is_no_beginning_of_a_word(db: None) -> None:
    assert compared("Сувенірів") == " сувенірів =сувенір "
    assert compared("travelling") == " travelling =travel "
    assert [word.forms for word in asked_for("libraries")] == [frozenset({"librari"})]
