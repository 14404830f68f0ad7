"""Who of the payees is a natural person, and which of their data stand in nothing that is public."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from oleksandria_intl import ukrainian, withheld

PERSON = "фізична особа"
"""What stands for a natural person's name on pages and papers; a fixed word of papers."""

WITHHELD = "[не оприлюднюється]"
"""What stands for a person's number within a text that is public."""

_TAXPAYER = re.compile(r"[0-9]{10}")
_DOCUMENT = re.compile(r"[0-9]{9}|[А-ЯІЇЄҐ]{2} ?[0-9]{6}|[0-9]{8}-?[0-9]{5}")
"""The number of a person's document: an identity card, a passport, a record of the demographic register."""

_ENTREPRENEUR = re.compile(
    r"(?:\b(?:фоп|фо п|ф о п|спд|спдфо|фо підприєм\w+)\b|^приватний підприємець\b|^субєкт підприємницької діяльності\b"
    r"|\bфізична особа ?(?:суб.?єкт )?підприєм\w+)"
)
_CALLED_PERSON = re.compile(r"\b(?:фізична особа|фізособа|фіз особа|громадян(?:ин|ка|ину|ці)|гр)\b")
_ORGANISATION = re.compile(
    r"\b(?:тов|тзов|тдв|ат|пат|прат|ват|зат|кп|дп|дпзку|кнп|кз|ку|ко|му|му?кп|нвп|нвф|вкф|пп|фг|сфг|стов|бо|го|гс|бф|осбб"
    r"|мпп|пвкп|гу|дксу|дпс|уксу|удксу|днз|зднз|здо|зош|знз|дюсш|нвк|нво|квк|філія|філії|банк\w*|рад[аиі]|школ[аиі]"
    r"|ліце[йю]|гімназі\w+|садок|заклад\w*|центр\w*|управлінн\w+|департамент\w*|відділ\w*|міністерств\w+|інспекці\w+"
    r"|казначейств\w+|університет\w*|інститут\w*|коледж\w*|академі\w+|лікарн\w+|поліклінік\w+|бібліотек\w+|музе[йю]"
    r"|будин\w+|палац\w*|фонд\w*|спілк\w+|асоціаці\w+|організаці\w+|установ\w*|виконком\w*|комітет\w*|служб\w+"
    r"|агентств\w+|агенці\w+|редакці\w+|газет\w+|телерадіо\w+|компані\w+|корпораці\w+|фірм\w+|кооператив\w*"
    r"|ансамбл\w+|театр\w*|клуб\w*|федераці\w+|церкв\w+|парафі\w+|єпархі\w+|обєднанн\w+|адміністраці\w+|господарств\w+"
    r"|товариств\w+|підприємств\w+|готель\w*|ресторан\w*|кафе|магазин\w*|видавництв\w+|друкарн\w+|завод\w*|фабрик\w+"
    r"|комбінат\w*|станці\w+|бюро|студі\w+|салон\w*|аптек\w+|громад[аиі]|комунальн\w+|державн\w+|національн\w+"
    r"|міськ\w{1,4}|сільськ\w{1,4}|селищн\w{1,4}|обласн\w{1,4}|районн\w{1,4}|приватне|ltd|llc|gmbh|inc|sp|ооо)\b"
)
_BEFORE_NAME = re.compile(
    r"(?:(?:приватн\w+ +)?(?:нотаріус|адвокат|перекладач|експерт|викладач)\w*|самозайнят\w+ +особ\w+|пп|сгд)[ :,]+",
    re.IGNORECASE,
)
"""What a person is called before the name; «ПП» with the code of a legal person is an enterprise."""
_LEGAL_PERSON = re.compile(r"[0-9]{8}")
_PATRONYMIC = re.compile(
    r"\w{2,}(?:ович|йович|евич|євич)(?:а|у|ем|еві|ові|і)?|\w{2,}(?:івн|ївн|євн|овн|івен)(?:а|и|і|у|ою|о)?"
    r"|(?:ілл|кузьм|лук|хом|фом|сав|як|микит)(?:ович|ич|івич)(?:а|у|ем|еві|ові|і)?"
)
_INITIALS = re.compile(
    r"[А-ЯІЇЄҐ][\w'’ʼ-]{2,} +[А-ЯІЇЄҐ]\. ?(?:[А-ЯІЇЄҐ]\.?)?|[А-ЯІЇЄҐ]\. ?(?:[А-ЯІЇЄҐ]\.)? ?[А-ЯІЇЄҐ][\w'’ʼ-]{2,}"
)
_NAME = re.compile(r"[А-ЯІЇЄҐа-яіїєґ'’ʼ. -]+")
_MOST_WORDS = 4
"""A person's name: a double surname, the name and the patronymic."""

_NUMBERED = re.compile(r"[0-9]{6}")
_IN_TEXT = re.compile(
    r"(?<![0-9])(?:(?P<taxpayer>[0-9]{10})|(?P<record>(?:19|20)[0-9]{6}-[0-9]{5}))(?![0-9])"
    r"|(?P<passport>(?<!\w)(?-i:[А-ЯІЇЄҐ]{2})[ №]{0,3}[0-9]{6}(?![0-9]))"
    r"|(?P<called>(?<!\w)(?:паспорт\w*|посвідчен\w+|(?:id|ід)[ -]?карт\w+|ідентифікаційн\w+|рнокпп|ідн|іпн|дрфо)"
    r"[^0-9\n]{0,30}?)(?P<number>[0-9]{6,13})(?![0-9])",
    re.IGNORECASE,
)
_WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
"""Of the digits of a taxpayer's number; the remainder of their sum is the tenth."""


class Kind(Enum):
    """What a payee is, by code and name."""

    ORGANISATION = "organisation"
    ENTREPRENEUR = "entrepreneur"
    """A sole entrepreneur (ФОП): the name is public, as in E-data; the tax number is a person's."""
    PERSON = "person"
    PERHAPS = "perhaps"
    """The name looks like a person's, and nothing else says so: somebody has to answer."""


@lru_cache(maxsize=8192)
def kind_of(code: str, name: str) -> Kind:
    """Return what a payee is: by the code, then by words, then by the look of the name.

    A taxpayer's number has ten digits, and an entrepreneur, who has one too, says so; one who refused the number is
    known by the number of a document.
    """
    code, key = code.strip().upper(), ukrainian.search_key(name)
    if _DOCUMENT.fullmatch(code):
        return Kind.PERSON
    if _ENTREPRENEUR.search(key):
        return Kind.ENTREPRENEUR
    if _TAXPAYER.fullmatch(code):
        return Kind.PERSON
    called = None if _LEGAL_PERSON.fullmatch(code) else _BEFORE_NAME.match(name.strip())
    if called:
        name = name.strip()[called.end() :]
        key = ukrainian.search_key(name)
    if _ORGANISATION.search(key):
        return Kind.ORGANISATION
    if _CALLED_PERSON.search(key):
        return Kind.PERSON
    return Kind.PERHAPS if _looks_like_person(name, key) else Kind.ORGANISATION


def is_person(code: str, name: str) -> bool:
    """Whether a payee's name is not for the public: of a person, and of what may be one until somebody answers."""
    return kind_of(code, name) in (Kind.PERSON, Kind.PERHAPS)


def _looks_like_person(name: str, key: str) -> bool:
    """Whether a name is a surname with initials, or has a patronymic among at most four words."""
    name = name.strip()
    if not _NAME.fullmatch(name):
        return False
    words = key.split()
    has_patronymic = 2 <= len(words) <= _MOST_WORDS and any(map(_PATRONYMIC.fullmatch, words))
    return has_patronymic or bool(_INITIALS.fullmatch(name))


def public_code(code: str, name: str, *, shows_entrepreneurs: bool) -> str:
    """Return a payee's code as the public may see it: no number of a person, of an entrepreneur where it is shown."""
    bare = code.strip().upper()
    if _DOCUMENT.fullmatch(bare):
        return ""
    if _TAXPAYER.fullmatch(bare):
        return code if shows_entrepreneurs and kind_of(code, name) is Kind.ENTREPRENEUR else ""
    return code


class Shown(NamedTuple):
    """A payee, and what was paid for, as the public sees them."""

    name: str
    code: str
    purpose: str


def shown(row: Any, purpose: str = "", *, shows_entrepreneurs: bool) -> Shown:
    """Return what the public sees of the payee of a payment: of a person that it is one, of a withheld one nothing.

    The row is of a query that says ``is_withheld``.
    """
    if row.is_withheld:
        return Shown(withheld.WORDS, "", withheld.WORDS)
    if row.payee_is_person:
        return Shown(PERSON, "", "")
    code = public_code(row.payee_code, row.payee_name, shows_entrepreneurs=shows_entrepreneurs)
    own = "" if code else row.payee_code
    return Shown(public_text(row.payee_name, own), code, public_text(purpose, own))


def public_text(text: str, own: str = "") -> str:
    """Return a text without the tax numbers and the document numbers of persons, and without the payee's ``own``."""
    if not _NUMBERED.search(text):
        return text
    return _IN_TEXT.sub(_withheld, text.replace(own, WITHHELD) if own else text)


def _withheld(found: re.Match[str]) -> str:
    if found["called"]:
        return found["called"] + WITHHELD
    if found["taxpayer"] and not _is_taxpayer(found["taxpayer"]):
        return found[0]
    return WITHHELD


def _is_taxpayer(number: str) -> bool:
    """Whether the tenth digit agrees with the others, as in every taxpayer's number."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return total % 11 % 10 == int(number[9])
