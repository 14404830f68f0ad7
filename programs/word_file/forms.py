"""The form by which an edited Word file comes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.admin.choices import EditionChoiceField

MOST_MEGABYTES = 10


class WordFileForm(forms.Form):
    """Of which edition a file is, and the file."""

    edition = EditionChoiceField(label=_("Edition of the programme"))
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,
        help_text=_("The Word file (.docx) of the edition, downloaded from its page and edited since; up to 10 MB."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any paper."""
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * 1024 * 1024:
            sentence = gettext("The file is larger than %(most)d MB; it is hardly a paper of the programme.")
            raise forms.ValidationError(sentence % {"most": MOST_MEGABYTES})
        return file
