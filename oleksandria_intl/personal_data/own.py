"""The persons that the house knows: members of staff by their accounts, officials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import clock, roles, ukrainian
from oleksandria_intl.models import Official, Term

from .people import MOST_FOUND, Holding, Kind, Person, register

# Accounts


def _find_accounts(words: list[str]) -> Iterator[Person]:
    """Yield the accounts that have all the words; there are hundreds at most."""
    for user in User.objects.order_by("username"):
        text = ukrainian.search_key(f"{user.username} {user.get_full_name()} {user.email}")
        if all(word in text for word in words):
            yield _account(user)


def _account(user: User) -> Person:
    return Person("account", user.pk, user.get_full_name() or user.username, f"{user.username} {user.email}".strip())


def _get_account(pk: int) -> Person | None:
    user = User.objects.filter(pk=pk).first()
    return _account(user) if user else None


def _account_refusal(person: Person, by: User) -> str:
    """Say why an account is not erased: the reader's own, a superuser's, the last administrator's."""
    user = User.objects.get(pk=person.pk)
    if user == by:
        return _("This is your own account; another administrator erases it.")
    if user.is_superuser and not by.is_superuser:
        return _("Only a superuser erases the account of a superuser.")
    administrators = _administrators().values_list("pk", flat=True)
    if user.pk in administrators and len(administrators) == 1:
        return _("This is the last administrator; give the role to somebody else first.")
    return ""


def _administrators() -> Any:
    """Return who may administer the portal."""
    power = Q(is_superuser=True) | Q(groups__name=roles.ADMINISTRATOR)
    return User.objects.filter(power, is_active=True, is_staff=True).distinct()


# Officials


def _find_officials(words: list[str]) -> Iterator[Person]:
    """Yield the officials who have, or had, all the words in their names; those who are deleted, too."""
    found = Q()
    for word in words:
        found &= Q(search_text__contains=word)
    numbers = set(Official.objects.filter(found).values_list("pk", flat=True)[:MOST_FOUND])
    numbers |= set(Official.history.filter(found).order_by().values_list("id", flat=True).distinct()[:MOST_FOUND])
    return filter(None, map(_get_official, sorted(numbers)))


def _get_official(pk: int) -> Person | None:
    last = Official.objects.filter(pk=pk).first()
    is_deleted = last is None
    record = Official.history.filter(id=pk).first() if is_deleted else None
    official = record.instance if record else last
    if official is None:
        return None
    posts = Term.history if is_deleted else Term.objects
    about = "; ".join(dict.fromkeys(posts.filter(official_id=pk).values_list("post_uk", flat=True)))
    return Person("official", pk, str(official), about)


def _official_holdings(person: Person) -> Iterator[Holding]:
    """Yield the official's own row and all terms that ever were theirs."""
    yield Holding(Official, person.pk)
    numbers = set(Term.objects.filter(official_id=person.pk).values_list("pk", flat=True))
    numbers |= set(Term.history.filter(official_id=person.pk).values_list("id", flat=True))
    yield from (Holding(Term, pk) for pk in sorted(numbers))


def _official_refusal(person: Person, by: User) -> str:
    """Say why an official is not erased: a term that is not over."""
    open_terms = Q(until__isnull=True) | Q(until__gte=clock.today())
    term = Term.objects.filter(open_terms, official_id=person.pk).first()
    if term is None:
        return ""
    return _("The official holds an office: “%(post)s”. Enter the day on which the term ended first.") % {
        "post": term.post_uk
    }


def register_own() -> None:
    """Register the house's own kinds of persons."""
    staff = Kind(
        gettext_lazy("Members of staff"),
        _find_accounts,
        _get_account,
        lambda person: [Holding(User, person.pk)],
        _account_refusal,
    )
    register("account", staff)
    officials = Kind(gettext_lazy("Officials"), _find_officials, _get_official, _official_holdings, _official_refusal)
    register("official", officials)
