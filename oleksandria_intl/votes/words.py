"""The words for how somebody voted: as papers print them, and as files of voting systems write them."""

from __future__ import annotations

from oleksandria_intl.models import Choice
from oleksandria_intl.tables.sources import normal

LIKE_CYRILLIC = str.maketrans("iIaAoOcCeEpPxX", "іІаАоОсСеЕрРхХ")
"""Latin letters that look like Ukrainian ones, which files of voting systems are full of."""
PRINTED = {
    # man, woman, not known which
    Choice.FOR: ("ЗА", "ЗА", "ЗА"),
    Choice.AGAINST: ("ПРОТИ", "ПРОТИ", "ПРОТИ"),
    Choice.ABSTAINED: ("УТРИМАВСЯ", "УТРИМАЛАСЬ", "УТРИМАВСЯ (-ЛАСЬ)"),
    Choice.NOT_VOTING: ("НЕ ГОЛОСУВАВ", "НЕ ГОЛОСУВАЛА", "НЕ ГОЛОСУВАВ (-ЛА)"),
    Choice.ABSENT: ("ВІДСУТНІЙ", "ВІДСУТНЯ", "ВІДСУТНІЙ (-НЯ)"),
}
COUNTED = {
    Choice.FOR: "підтримали",
    Choice.AGAINST: "не підтримали",
    Choice.ABSTAINED: "утримались",
    Choice.NOT_VOTING: "не голосували",
    Choice.ABSENT: "відсутні",
}
OTHER_WORDS = {
    Choice.FOR: ("підтримав", "підтримала", "підтримав (-ла)"),
    Choice.AGAINST: ("не підтримав", "не підтримала", "не підтримав (-ла)"),
    Choice.ABSTAINED: ("утрималася", "утрималися", "утримано"),
    Choice.NOT_VOTING: (),
    Choice.ABSENT: (),
}
SIGNS = {"+": Choice.FOR, "-": Choice.AGAINST, "–": Choice.AGAINST, "−": Choice.AGAINST}
CHOICES = {
    normal(word): choice for choice in Choice for word in (*PRINTED[choice], COUNTED[choice], *OTHER_WORDS[choice])
}
WOMANS, MANS = ("вна", "ична", "кизи"), ("ович", "йович", "евич", "ич", "огли")
"""How patronymics end."""
NAMES_WITH_PATRONYMIC = 3


def choice_of(text: str) -> Choice | None:
    """Return the choice that a cell names; None where it names none."""
    word = text.strip().translate(LIKE_CYRILLIC)
    return SIGNS.get(word) or CHOICES.get(normal(word))


def printed(choice: str, name: str) -> str:
    """Return the word for a choice in the form that the name asks for: «ВІДСУТНЯ»; both forms where it tells nothing.

    A patronymic tells whether it is a man or a woman; a name without one does not.
    """
    *_others, last = name.casefold().split() or [""]
    has_patronymic = len(name.split()) >= NAMES_WITH_PATRONYMIC
    form = 2
    if has_patronymic and last.endswith(WOMANS):
        form = 1
    elif has_patronymic and last.endswith(MANS):
        form = 0
    return PRINTED[Choice(choice)][form]
