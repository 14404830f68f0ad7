"""Passports of the data sets (Положення про набори даних, КМУ № 835): for people, for portals (DCAT), for search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from oleksandria_intl.documents.sheets import metadata
from oleksandria_intl.localized import in_english, in_language
from oleksandria_intl.models import Council, Unit
from oleksandria_intl.opendata import FORMATS, DataSet, states
from oleksandria_intl.portal.views.datasets import SETS
from oleksandria_intl.ukrainian import capitalised
from programs.models import Edition

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
BASIS = "https://zakon.rada.gov.ua/laws/show/835-2015-%D0%BF"
MEDIA = "https://www.iana.org/assignments/media-types/"
CONTINUOUSLY = "http://publications.europa.eu/resource/authority/frequency/UPDATE_CONT"
CATALOGUE_TITLE = _("open data on international cooperation")
DATATYPES = {"number": "decimal", "integer": "integer", "date": "date", "boolean": "boolean"}
"""What CSV on the Web calls the types of Table Schema."""
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Whole = Callable[[str], str]
"""From an address on the portal to one with its host."""


class File(NamedTuple):
    """A file of a data set."""

    format: str
    address: str
    media: str


@dataclass(frozen=True)
class Passport:
    """What is said of a data set."""

    set: DataSet
    changed_at: datetime | None

    @property
    def files(self) -> list[File]:
        """The files."""
        return [File(name, address("file", self.set.code, name), media) for name, media in FORMATS.items()]

    @property
    def structure(self) -> str:
        """The address of the structure."""
        return address("structure", self.set.code)

    @cached_property
    def fields(self) -> list[dict[str, Any]]:
        """The fields, with their titles in the language of the page."""
        name = "title_en" if in_english() else "title"
        return [{**field, "head": field[name]} for field in self.set.made()[0].schema_fields()]


class Publication(NamedTuple):
    """All data sets, and what their passports have in common."""

    council: Council | None
    unit: Unit | None
    """The unit that is responsible; None where the portal does not know it."""
    passports: list[Passport]


def address(name: str, *parts: str) -> str:
    """Return an address of the data, the same in every language."""
    with override("uk"):
        return reverse(f"data:{name}", args=parts)


def publication(on: date) -> Publication:
    """Return what is published on a day, in a constant number of queries."""
    found = states(SETS, on)
    passports = [Passport(each, found[each.code].changed_at) for each in SETS]
    return Publication(Council.objects.current(), responsible(on), passports)


def responsible(today: date) -> Unit | None:
    """Return the unit that prepares the public programme at hand on a day, if its decision names one."""
    edition = Edition.objects.current(today).at_hand_first(today).select_related("decision").first()
    return edition.decision.developer if edition and edition.decision else None


def structure(data_set: DataSet) -> dict[str, Any]:
    """Return the structure of a data set as a Table Schema, led by what it is."""
    resource = data_set.made()[0]
    return {
        "name": data_set.code,
        "title": in_language(data_set.title, "uk"),
        "title_en": in_language(data_set.title, "en"),
        "description": in_language(data_set.description, "uk"),
        "description_en": in_language(data_set.description, "en"),
        "fields": resource.schema_fields(),
        "primaryKey": list(resource.key),
        "missingValues": [""],
    }


def csv_metadata(data_set: DataSet, changed_at: datetime | None) -> dict[str, Any]:
    """Return what is said of a set's CSV, which lies beside it (CSV on the Web, W3C 2015)."""
    resource = data_set.made()[0]
    columns = [
        {
            "name": field["name"],
            "titles": {"und": field["name"]},
            "dc:title": {"uk": field["title"], "en": field["title_en"]},
            "datatype": DATATYPES.get(field["type"], "string"),
            "required": bool(field.get("constraints", {}).get("required")),
        }
        for field in resource.schema_fields()
    ]
    return {
        "@context": metadata.CONTEXT,
        "url": f"{data_set.code}.csv",
        **metadata.described(data_set.about(changed_at)),
        "dc:license": {"@id": LICENCE},
        "dialect": {**metadata.DIALECT, "delimiter": ","},
        "tableSchema": {"columns": columns, "primaryKey": list(resource.key)},
    }


def _both(text: Any) -> list[dict[str, str]]:
    """Return a text in both languages as JSON-LD has it."""
    return [{"@language": language, "@value": in_language(text, language)} for language in ("uk", "en")]


def _moment(moment: datetime) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": localtime(moment).isoformat(timespec="seconds")}


def _names(row: Council | Unit) -> list[dict[str, str]]:
    names = (("uk", row.name_uk), ("en", row.name_en))
    return [{"@language": language, "@value": name} for language, name in names if name]


def catalogue(publication: Publication, whole: Whole) -> dict[str, Any]:
    """Return the catalogue in the words of DCAT 3 and DCAT-AP."""
    shared: dict[str, Any] = {}
    if council := publication.council:
        shared["dct:publisher"] = {"@type": "foaf:Agent", "foaf:name": _names(council)}
        if council.email or council.data_officer:
            shared["dcat:contactPoint"] = _contact(council)
        if council.data_since:
            shared["dct:issued"] = {"@type": "xsd:date", "@value": council.data_since.isoformat()}
    if unit := publication.unit:
        shared["dct:creator"] = {"@type": "foaf:Agent", "foaf:name": _names(unit)}
    return {
        "@context": CONTEXT,
        "@id": whole(address("catalog")),
        "@type": "dcat:Catalog",
        "dct:title": _both(CATALOGUE_TITLE),
        "dct:description": _both(_("Data sets that the portal publishes by Resolution 835.")),
        "dct:language": ["uk", "en"],
        "dct:license": {"@id": LICENCE},
        "foaf:homepage": {"@id": whole(address("list"))},
        **shared,
        "dcat:dataset": [_dataset(passport, shared, whole) for passport in publication.passports],
    }


def _contact(council: Council) -> dict[str, Any]:
    """Return who is responsible for the data, as vCard has it."""
    name = council.data_officer or council.name_uk
    email = {"vcard:hasEmail": {"@id": f"mailto:{council.email}"}} if council.email else {}
    return {"@type": "vcard:Kind", "vcard:fn": name, **email}


def _dataset(passport: Passport, shared: dict[str, Any], whole: Whole) -> dict[str, Any]:
    page = f"{whole(address('list'))}#{passport.set.code}"
    changed = {"dct:modified": _moment(passport.changed_at)} if passport.changed_at else {}
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": passport.set.code,
        "dct:title": _both(passport.set.title),
        "dct:description": _both(passport.set.description),
        "dcat:keyword": [
            {"@language": language, "@value": word} for language in ("uk", "en") for word in _words(passport, language)
        ],
        "dcat:landingPage": {"@id": page},
        "dct:accrualPeriodicity": {"@id": CONTINUOUSLY},
        "dcatap:applicableLegislation": {"@id": BASIS},
        **changed,
        **shared,
        "dct:conformsTo": {"@id": whole(passport.structure)},
        "dcat:distribution": [_distribution(passport, file, changed, whole) for file in passport.files],
    }


def _words(passport: Passport, language: str) -> list[str]:
    with override(language):
        return passport.set.key_words


def _distribution(passport: Passport, file: File, changed: dict[str, Any], whole: Whole) -> dict[str, Any]:
    return {
        "@id": whole(file.address),
        "@type": "dcat:Distribution",
        "dct:title": f"{passport.set.code}.{file.format}",
        "dcat:accessURL": {"@id": whole(file.address)},
        "dcat:downloadURL": {"@id": whole(file.address)},
        "dcat:mediaType": {"@id": MEDIA + file.media},
        "dct:license": {"@id": LICENCE},
        "dct:conformsTo": {"@id": whole(passport.structure)},
        **changed,
    }


def schema_org(publication: Publication, whole: Whole) -> dict[str, Any]:
    """Return the sets for search engines, in the language of the page."""
    publisher = {"@type": "GovernmentOrganization", "name": publication.council.name} if publication.council else None
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": capitalised(str(CATALOGUE_TITLE)),
        "url": whole(address("list")),
        "license": LICENCE,
        **({"publisher": publisher} if publisher else {}),
        "dataset": [_schema_org_set(passport, publisher, whole) for passport in publication.passports],
    }


def _schema_org_set(passport: Passport, publisher: Any, whole: Whole) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "identifier": passport.set.code,
        "name": capitalised(str(passport.set.title)),
        "description": str(passport.set.description),
        "keywords": passport.set.key_words,
        "license": LICENCE,
        "isAccessibleForFree": True,
        **({"creator": publisher} if publisher else {}),
        **({"dateModified": localtime(passport.changed_at).date().isoformat()} if passport.changed_at else {}),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": file.media, "contentUrl": whole(file.address)}
            for file in passport.files
        ],
    }
