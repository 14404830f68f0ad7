"""The file around the text: parts, settings, properties, a zip archive that is always the same.

The package is put together from nothing: python-docx's template brings an English theme,
a thumbnail and its own name.
"""

from __future__ import annotations

from datetime import datetime, timezone
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package
from docx.parts.document import DocumentPart

from oleksandria_intl.documents.measuring import LIMIT
from oleksandria_intl.release import product

from .look import FONT, SAME_METRICS
from .xml import Element, clean, el, val

if TYPE_CHECKING:
    from oleksandria_intl.documents.document import Document

PROPERTY_LENGTH = 255
"""No property of a file may be longer."""
_LOCALES = {"uk": "uk-UA", "en": "en-GB"}
_PROGRAM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{}</Application></Properties>"
)
_COMPATIBILITY = "http://schemas.microsoft.com/office/word"
_MODERN_WORD = 15
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def new_package() -> DocumentPart:
    """Return the main part of an empty file; its body is its only child."""
    package = Package()
    element = el("w:document", el("w:body"))
    part = DocumentPart(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, element, package)
    package.relate_to(part, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    return part


def add_part(main: DocumentPart, kind: str, element: Element) -> str:
    """Add a part (STYLES, NUMBERING, SETTINGS, FONT_TABLE, HEADER, FOOTER) and return the id of its relation."""
    content_type = getattr(CONTENT_TYPE, f"WML_{kind}")
    relation = getattr(RELATIONSHIP_TYPE, kind)
    others = sum(each.reltype == relation for each in main.rels.values())
    name = PackURI(f"/word/{kind.lower().replace('_', '-')}{others or ''}.xml")
    return main.relate_to(XmlPart(name, content_type, element, main.package), relation)


def locale_of(language: str) -> str:
    """Return the language as Word's speller calls it."""
    return _LOCALES.get(language, language)


def settings(language: str) -> Element:
    """Return the settings: how many hyphens in a row, decimal comma, the ways of a modern Word."""
    modern = el("w:compatSetting", name="compatibilityMode", uri=_COMPATIBILITY, val=_MODERN_WORD)
    return el(
        "w:settings",
        el("w:zoom", percent=100),
        val("w:defaultTabStop", 708),
        val("w:consecutiveHyphenLimit", LIMIT),
        val("w:characterSpacingControl", "doNotCompress"),
        el("w:compat", el("w:doNotExpandShiftReturn"), modern),
        val("w:themeFontLang", language),
        val("w:decimalSymbol", ","),
        val("w:listSeparator", ";"),
    )


def fonts() -> Element:
    """Return the table of fonts: what to set the paper in where Times New Roman is missing."""
    same_metrics = val("w:altName", SAME_METRICS)
    return el("w:fonts", el("w:font", same_metrics, val("w:family", "roman"), name=FONT))


def describe(main: DocumentPart, document: Document, label: str = "") -> None:
    """Write who made the paper, by which program, what it is, and of what moment it or its data are."""
    package = main.package
    program = _PROGRAM.format(escape(product())).encode()
    part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, program, package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    about = package.core_properties
    about.title = _property(document.title)
    about.subject = _property(document.subject)
    if label:
        about.keywords = _property(label)
    about.author = about.last_modified_by = _property(document.author)
    about.language = locale_of(document.language)
    about.created = about.modified = _in_utc(document.dated)
    about.revision = 1


def packed(main: DocumentPart) -> bytes:
    """Return the file; python-docx stamps its entries with the clock, so they are stamped anew."""
    written, stamped = BytesIO(), BytesIO()
    main.package.save(written)
    with ZipFile(written) as source, ZipFile(stamped, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return stamped.getvalue()


def _property(text: str) -> str:
    return clean(text).replace("\n", " ")[:PROPERTY_LENGTH]


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc) if moment.tzinfo else moment
