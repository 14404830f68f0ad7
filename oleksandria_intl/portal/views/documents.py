"""Papers that were issued, as the files that left the office."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import ListView, View

from oleksandria_intl import acts, files, papers, verification
from oleksandria_intl.limits import is_staff
from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.page_parameters import kept
from oleksandria_intl.portal.views.verified import listed_papers, public_papers
from oleksandria_intl.verification import Answer
from programs.models import Edition

LARGEST_FILE = 50 * 1024 * 1024
"""No paper of the portal is larger, in bytes."""
NO_SUM = gettext_lazy("A SHA-256 has 64 digits and letters a to f.")


class VerifyForm(forms.Form):
    """What is to be verified: a SHA-256 that somebody has, or a file."""

    sha256 = forms.CharField(
        label=gettext_lazy("SHA-256"),
        required=False,
        max_length=200,
        error_messages={"max_length": NO_SUM},
    )
    file = forms.FileField(label=gettext_lazy("or a file"), required=False, allow_empty_file=True)

    def clean_sha256(self) -> str:
        """Return the sum in small letters, without spaces."""
        text = "".join(str(self.cleaned_data["sha256"]).split()).lower()
        if text and not re.fullmatch(r"[0-9a-f]{64}", text):
            raise forms.ValidationError(NO_SUM)
        return text

    def clean_file(self) -> Any:
        """Refuse what is larger than any paper."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than any document of the portal."))
        return file

    @property
    def digest(self) -> str:
        """The SHA-256 that is asked about; of a form that is right."""
        file = self.cleaned_data.get("file")
        if file is None:
            return str(self.cleaned_data["sha256"])
        digest = hashlib.sha256()
        for piece in file.chunks():
            digest.update(piece)
        return digest.hexdigest()


# Nothing is written by verifying, and a reader gets no cookie.
@kept("page", unless=("sha256",))
@method_decorator(csrf_exempt, name="dispatch")
class DocumentList(ListView):
    """Every paper that was issued, the newest first; and whether a file is one of them."""

    template_name = "documents.html"
    context_object_name = "issued"
    paginate_by = 30

    form: VerifyForm | None = None
    digest = ""
    answer: Answer | None = None

    def get_queryset(self) -> Any:
        """Return the papers that everybody may read, and that others there are which are withheld."""
        return listed_papers()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the papers and, if asked, what a file is; to a program that alone, as JSON."""
        asked = {**request.GET.dict(), **request.POST.dict()}
        if request.method != "POST" and "sha256" not in asked:
            return super().get(request, *args, **kwargs)
        self._verify(VerifyForm(asked, request.FILES))
        is_for_program = asked.get("format") == "json"
        response = self._as_json() if is_for_program else super().get(request, *args, **kwargs)
        # Of what is not public yet, staff are answered more than others.
        response["Cache-Control"] = "no-store"
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Verify a file that is sent."""
        return self.get(request, *args, **kwargs)

    def _verify(self, form: VerifyForm) -> None:
        """Find out what the file is that somebody asks about, where the question is right."""
        self.form = form
        if form.is_valid() and (digest := form.digest):
            self.digest = digest
            self.answer = verification.answer_to(digest, for_staff=is_staff(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the papers and, if asked, what the file is."""
        form = self.form or VerifyForm()
        context = super().get_context_data(form=form, digest=self.digest, answer=self.answer, **kwargs)
        return context | {"issued": list(with_numbers(context["issued"]))}

    def _as_json(self) -> HttpResponse:
        """Return what the file is, for programs; 400 and the reason where no SHA-256 was asked about."""
        if not self.digest:
            reasons = self.form.errors if self.form else {}
            return JsonResponse({"errors": reasons or {"sha256": [NO_SUM]}}, status=400)
        found = self.answer.facts if self.answer else {}
        said = {"verdict": self.answer.verdict if self.answer else "unknown", "sha256": self.digest, **found}
        return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


@kept()
class IssuePage(View):
    """What the portal says of one issue: when it was, of what, and its files with their sums."""

    def get(self, request: HttpRequest, identifier: str) -> HttpResponse:
        """Show the issue, or say that no public one has this identifier."""
        issued = list(listed_papers().of_issue(identifier))
        if not issued:
            return render(request, "issue_unknown.html", {"identifier": identifier}, status=404)
        first = issued[0]
        if first.is_withheld:
            return render(request, "issue_withheld.html", {"identifier": identifier, "issued": issued})
        kind = papers.KINDS.get(first.kind)
        return render(request, "issue.html", {"paper": first, "issued": issued, "kind": kind.title if kind else ""})


def with_numbers(issued: Iterable[IssuedPaper]) -> Iterator[IssuedPaper]:
    """Yield issued papers, each with ``shown_number``: its own, else that of the act whose last paper it is."""
    rows = list(issued)
    last = IssuedPaper.objects.last_issues({row.key for row in rows})
    numbers = {**Edition.objects.decision_numbers(), **acts.numbers()}
    for row in rows:
        is_last = last.get((row.kind, row.key)) == row.identifier
        row.shown_number = row.number or (numbers.get(row.key, "") if is_last else "")  # type: ignore[attr-defined]
        yield row


class IssuedFile(View):
    """A paper as it was issued, byte by byte: one with a number, or of an edition that the public may see."""

    def get(self, request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
        """Send the file, or only that it has not changed."""
        issued = get_object_or_404(IssuedPaper, pk=pk)
        if name != issued.file_name or not is_public(issued):
            raise Http404
        return files.send(request, files.as_issued(issued), issued.file_name)


def is_public(issued: IssuedPaper) -> bool:
    """Whether everybody may read the paper."""
    return bool(public_papers().contains(issued))
