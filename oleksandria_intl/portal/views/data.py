"""Open data: the page, the files, their structures, the catalogue for other portals."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.generic import TemplateView, View

from oleksandria_intl import clock, opendata
from oleksandria_intl.documents.sheets.metadata import MEDIA_TYPE
from oleksandria_intl.opendata import DataSet
from oleksandria_intl.page_meta import in_script
from oleksandria_intl.page_parameters import kept
from oleksandria_intl.portal.views import passports
from oleksandria_intl.portal.views.datasets import BY_CODE

FILE_LANGUAGE = "uk"
"""What is not code in the files is Ukrainian first, whatever the language of the page that leads to them."""


@kept()
class DataList(TemplateView):
    """The sets of open data with their passports."""

    template_name = "data/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the passports, and the same for search engines in the words of schema.org."""
        publication = passports.publication(clock.today())
        return super().get_context_data(
            publication=publication,
            catalogue=passports.address("catalog"),
            structured_data=in_script(passports.schema_org(publication, self.request.build_absolute_uri)),
            **kwargs,
        )


def set_called(code: str) -> DataSet:
    """Return a data set by its code; raises ``Http404``."""
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


@kept()
class DataFile(View):
    """A data set as a file, made of the tables as they are; a program that has it is answered 304."""

    def get(self, request: HttpRequest, code: str, format: str) -> HttpResponseBase:
        """Stream the file, or send 304 where it has not changed."""
        data_set = set_called(code)
        if format not in opendata.FORMATS:
            raise Http404
        on = clock.today()
        state = opendata.states([data_set], on)[code]
        etag, changed = f'"{state.digest}-{format}"', int(state.changed_at.timestamp()) if state.changed_at else None
        response: Any = get_conditional_response(request, etag=etag, last_modified=changed)
        if response is None:
            # Nobody reads the body of an answer to HEAD: nothing is made for it.
            body = () if request.method == "HEAD" else data_set.stream(format, on, state.changed_at)
            response = StreamingHttpResponse(body, content_type=_content_type(format))
            response["Content-Disposition"] = content_disposition_header(True, f"{code}.{format}") or "attachment"
        if format == "csv":
            response["Link"] = f'<{reverse("data:metadata", args=[code])}>; rel="describedby"; type="{MEDIA_TYPE}"'
        return _versioned(response, etag, changed)


def _content_type(format: str) -> str:
    """Return the media type; CSV says that its first line is a head."""
    kind = opendata.FORMATS[format]
    return f"{kind}; charset=utf-8; header=present" if format == "csv" else kind


def _versioned(response: HttpResponseBase, etag: str, changed: int | None = None) -> HttpResponseBase:
    """Return an answer with its version in the headers; pages of other hosts may read it."""
    response["ETag"] = etag
    if changed:
        response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "no-cache"
    response["Content-Language"] = FILE_LANGUAGE
    response["Access-Control-Allow-Origin"] = "*"
    return response


@kept()
class StructureFile(View):
    """The structure of a data set: its fields with types, titles in both languages, what codes mean."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Send the Table Schema."""
        return _json(request, passports.structure(set_called(code)), f"{code}-structure.json")


@kept()
class MetadataFile(View):
    """What is said of a set's CSV, where programs look for it (CSV on the Web)."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Send the metadata."""
        data_set = set_called(code)
        state = opendata.states([data_set], clock.today())[code]
        data = passports.csv_metadata(data_set, state.changed_at)
        return _json(request, data, f"{code}.csv-metadata.json", MEDIA_TYPE)


@kept()
class Catalogue(View):
    """Every data set with its passport for other portals, in the words of DCAT."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the catalogue."""
        publication = passports.publication(clock.today())
        data = passports.catalogue(publication, request.build_absolute_uri)
        return _json(request, data, "catalog.json", "application/ld+json")


def _json(request: HttpRequest, data: Any, name: str, kind: str = "application/json") -> HttpResponseBase:
    """Send data as JSON under a name, or 304 where it has not changed."""
    content = (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:40]}"'
    response: Any = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return _versioned(response, etag)


URLS = (
    [
        path("", DataList.as_view(), name="list"),
        path("catalog.json", Catalogue.as_view(), name="catalog"),
        path("<slug:code>-structure.json", StructureFile.as_view(), name="structure"),
        path("<slug:code>.csv-metadata.json", MetadataFile.as_view(), name="metadata"),
        path("<slug:code>.<slug:format>", DataFile.as_view(), name="file"),
    ],
    "data",
)
"""The addresses below ``/data/``."""
