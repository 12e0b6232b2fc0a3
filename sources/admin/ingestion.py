"""An article from pasted text, a file or an address."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from sources.ingestion.capturing import Report, capture
from sources.ingestion.facts import Facts, Unreadable
from sources.ingestion.fetching import fetch
from sources.ingestion.reading import LARGEST, read
from sources.models import Curator
from sources.refusals import REFUSALS, in_words

from .rows import RowAdmin

OUTCOMES = {
    "created": "A draft of the article was made, and its text was captured.",
    "captured": "The article is on record: its new text was captured, and the article stays as it is.",
    "supplied": "The text was known by its hash alone, and is held now.",
    "unchanged": "This very text is on record: nothing was changed.",
}


class IngestionForm(forms.Form):
    url = forms.URLField(
        label="Address", required=False, max_length=2000, assume_scheme="https",
        help_text="Where it was published. With nothing below it the page is fetched, if that is switched on here.",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )  # fmt: skip
    publisher = forms.CharField(
        required=False, max_length=200, help_text="The outlet, where the page does not say it.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip
    text = forms.CharField(
        required=False, strip=False, max_length=LARGEST,
        help_text="All of the article: text, HTML, or the JSON of a WordPress post.",
        widget=forms.Textarea(attrs={"rows": 20, "class": "vLargeTextField"}),
    )  # fmt: skip
    file = forms.FileField(required=False, help_text="Or a file of that.")
    archive_url = forms.URLField(
        label="Archived copy", required=False, max_length=2000, assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(f"This is larger than {LARGEST:,} bytes: no article is.")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text, file, url = cleaned.get("text", ""), cleaned.get("file"), cleaned.get("url")
        if self.errors or file or text.strip():
            return cleaned
        if text:
            raise forms.ValidationError("The text is nothing but spaces. Give a text, a file or an address.")
        if not url:
            raise forms.ValidationError("Give a text, a file or an address.")
        return cleaned

    def ingest(self, by: str) -> Report:
        """Raises Unreadable, whose message is for the person at the form."""
        said = self.cleaned_data
        given = Facts(url=said["url"], publisher=said["publisher"], archive_url=said["archive_url"])
        if said["text"].strip():
            return capture(read(said["text"].encode(), given), by, "pasted")
        if said["file"]:
            return capture(read(said["file"].read(), given), by, "file")
        url, raw = fetch(said["url"])
        return capture(read(raw, Facts(url=url).or_else(given)), by, "url")


class IngestingAdmin(RowAdmin):
    """The list of articles, with the way to add one from what was published."""

    change_list_template = "admin/curation/article_list.html"

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.ingest_view)
        return [path("ingest/", view, name="sources_article_ingest"), *super().get_urls()]

    def ingest_view(self, request: HttpRequest) -> HttpResponse:
        """GET asks for a text, POST reads it and leads to the article."""
        if not (self.has_add_permission(request) and request.user.has_perm("sources.add_snapshot")):
            raise PermissionDenied
        form = IngestionForm(request.POST, request.FILES) if request.method == "POST" else IngestionForm()
        report = self._ingested(request, form) if form.is_valid() else None
        if report is not None:
            return redirect(self.page("change"), report.article.pk)
        context = self.admin_site.each_context(request) | {
            "title": "Add an article from text or address", "opts": self.opts, "form": form, "media": self.media,
        }  # fmt: skip
        return TemplateResponse(request, "admin/curation/ingest.html", context)

    def _ingested(self, request: HttpRequest, form: IngestionForm) -> Report | None:
        """The report, told to the curator, or None with an error on the form."""
        try:
            report = form.ingest(Curator.objects.handle_of(request.user))
        except Unreadable as refusal:
            form.add_error(None, str(refusal))
            return None
        except REFUSALS as error:
            form.add_error(None, in_words(error))
            return None
        messages.success(request, OUTCOMES[report.outcome])
        if report.outcome == "created":
            self.log_addition(request, report.article, "Read from what was published.")
        if report.furniture:
            messages.info(
                request,
                f"Page furniture removed: {report.furniture} lines or parts of lines, listed on the captured text.",
            )
        if report.suggestions:
            messages.info(
                request, f"Suggestions below the captured text, for you to decide: {report.suggestions}."
            )
        for note in report.notes:
            messages.warning(request, note)
        return report
