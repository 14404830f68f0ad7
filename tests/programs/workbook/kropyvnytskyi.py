"""Kropyvnytskyi's programme of 2021-2023, as far as it is known, as a clerk would type it into the empty workbook.

Known: 1 830,0 thousand hryvnias in all, 350,0 + 740,0 + 740,0 by year, 30,0 for the support of its website. All other
measures are invented, and say so; how the website's money lies by year is invented, too.
"""

from __future__ import annotations

from tests.programs.workbook.books import EditedBook

BY_YEAR = {2021: 350, 2022: 740, 2023: 740}
"""Thousands of hryvnias."""
INVENTED = "(вигадано для перевірки)"
SOURCE = "Загальний фонд міського бюджету"
UNIT = "управління економіки"
MEASURES = (
    ("Підтримка вебсайту", 10, 10, 10),
    (f"Прийом офіційних делегацій {INVENTED}", 140, 330, 330),
    (f"Візити до міст-партнерів {INVENTED}", 200, 400, 400),
)


def fill_in(book: EditedBook) -> None:
    """Type the programme into an empty workbook."""
    book.fact("Назва без слова «Програма» і без років", "міжнародного співробітництва міста Кропивницького")
    book.fact("Перший рік", 2021)
    book.fact("Останній рік", 2023)
    book.fact("Суми заходів у файлі", "у тисячах гривень")
    decision = [
        ("Заголовок", "Про затвердження {Програми}"),
        ("Преамбула", "Відповідно до статті 26 Закону України «Про місцеве самоврядування в Україні»"),
        ("Пункт", "Затвердити {Програму} (додається)."),
        ("Пункт", "Контроль за виконанням цього рішення покласти на постійну комісію."),
    ]
    book.fill_in("Рішення", ("Частина", "Слова"), decision)
    book.fill_in("Міста", ("Місто", "Країна", "Що воно для нас"), [("Добрич", "Болгарія", "місто-побратим")])
    passport = [
        ("Назва Програми", "{Програма}", None),
        ("Строк виконання", "{рік}", None),
        ("Обсяг фінансування за роками", None, "загальна сума за роками"),
    ]
    book.fill_in("Паспорт", ("Рядок паспорта", "Зміст", "Сума, яку обчислить портал"), passport)
    sections = [
        (None, "Вступ", None, "Текст цієї книги вигадано для перевірки.\n\n- перше\n- друге"),
        (None, "Партнери", None, "Міста, з якими співпрацюємо."),
        ("Партнери", "Міста-побратими", "міста-побратими", None),
        (None, "Кошторис і заходи", "кошторис", None),
    ]
    heads = ("Частина розділу", "Назва розділу", "Що друкується після тексту", "Текст")
    book.fill_in("Розділи", heads, sections)
    profiles = [("Міста-побратими", "Добрич, Болгарія", "Добрич, Республіка Болгарія.", f"Опис міста {INVENTED}.")]
    book.fill_in("Описи міст", ("Розділ", "Місто", "Заголовок", "Про місто"), profiles)
    years = tuple(name for name in book.heads("Заходи") if name.endswith(" рік"))
    for head, year in zip(years, BY_YEAR, strict=True):
        book.book["Заходи"].cell(1, book.heads("Заходи")[head], f"{year} рік")
    columns = ("Напрям", "Захід", "Відповідальні виконавці", "Джерело коштів", *(f"{year} рік" for year in BY_YEAR))
    rows = [
        (None if at else f"Міжнародна діяльність {INVENTED}", name, UNIT, SOURCE, *amounts)
        for at, (name, *amounts) in enumerate(MEASURES)
    ]
    book.fill_in("Заходи", columns, rows)
    totals = [(year, amount * 1000) for year, amount in BY_YEAR.items()]
    book.fill_in("Погоджені суми", ("Рік", "Погоджена сума, грн"), totals)
