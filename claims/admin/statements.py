"""Pages of statements and of the articles that passed them on."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q

from claims.anchoring.arrival import put_back
from claims.anchoring.placing import place_of
from claims.models import Relay, Statement
from sources.admin.owned import OwnedAdmin, PlacesInline
from sources.admin.review import ReviewedAdmin
from sources.admin.rows import RowForm, in_short, one_word
from sources.models import Article, Snapshot

from .edges import RebuttalInline, SupportInline
from .listings import OF_STATEMENT
from .searching import statements


class StatementForm(RowForm):
    """A statement whose quote finds its own place in the captured text."""

    computed = ("quote_exact", "quote_start", "quote_end", "anchor_status", "snapshot")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("said_on") and not cleaned.get("said_on_precision"):
            cleaned["said_on_precision"] = "day"
        if not {"article", "snapshot", "quote_exact", "quote_start"} <= cleaned.keys():
            return cleaned
        if not cleaned["quote_exact"]:
            cleaned |= {"snapshot": None, "quote_start": None}
            self.instance.quote_end = self.instance.anchor_status = None
        elif {"snapshot", "quote_exact", "quote_start"} & set(self.changed_data):
            self.anchor(cleaned)
        elif cleaned["snapshot"].article_id != cleaned["article"].pk:
            self.add_error(
                "article",
                "The quote stands in a text of another article: choose its text, or remove the quote.",
            )
        return cleaned

    def anchor(self, cleaned: dict[str, Any]) -> None:
        """Set the quote's text and place, or say why they cannot be set."""
        snapshot = cleaned["snapshot"] or self.newest_text(cleaned["article"])
        if snapshot is None:
            self.add_error(
                "snapshot",
                "No text of this article was captured yet. Capture it first, or leave the quote out.",
            )
            return
        if snapshot.article_id != cleaned["article"].pk:
            self.add_error("snapshot", "This is a text of another article.")
            return
        quote, start = cleaned["quote_exact"], cleaned["quote_start"]
        if snapshot.text is None and start is None:
            self.add_error("quote_start", "This text is not held here, so say where the quote starts.")
            return
        if snapshot.text is not None:
            stale = "quote_start" not in self.changed_data and not snapshot.text.startswith(quote, start)
            try:
                quote, start = place_of(
                    quote, snapshot.text, start=None if stale else start, version=snapshot.canonical_version
                )
            except ValidationError as error:
                self.add_error(None, error)
                return
        cleaned |= {"snapshot": snapshot, "quote_exact": quote, "quote_start": start}
        self.instance.quote_end = start + len(quote)
        self.instance.anchor_status = Statement.AnchorStatus.EXACT

    def newest_text(self, article: Article) -> Snapshot | None:
        there = Snapshot.objects.filter(article=article).exclude(text_state=Snapshot.TextState.TAKEN_DOWN)
        return there.order_by("-captured_at", "-pk").first()


class RelayInline(PlacesInline):
    model = Relay
    autocomplete_fields = ["article"]
    verbose_name = "article that passed it on"
    verbose_name_plural = (
        "Chain: the articles through which it reached this one, nearest to the speaker first"
    )


@admin.register(Statement)
class StatementAdmin(ReviewedAdmin):
    form = StatementForm
    api_resource = "statements"
    list_display = ["__str__", in_short("article"), one_word("fidelity"), "state", "recorded_by", "on_api"]
    list_filter = (*ReviewedAdmin.list_filter, "stance", "fidelity", "attribution", "anchor_status")
    list_select_related = ("speaker", "claim", "article__publisher")
    search_help_text = "Words of the claim or the quote, and names of the speaker."
    autocomplete_fields = ["article", "snapshot", "speaker", "affiliation", "claim"]
    readonly_fields = (*ReviewedAdmin.readonly_fields, "quote_end", "anchor_status")
    fieldsets = [
        ("Where", {"fields": ["article"]}),
        ("Who", {"fields": ["speaker", "role_as_printed", "affiliation"]}),
        ("What", {"fields": ["stance", "claim", "attribution", "hedge", ("said_on", "said_on_precision"), "venue"]}),
        (
            "Words",
            {
                "fields": ["fidelity", "quote_exact", "snapshot", "quote_start", ("quote_end", "anchor_status")],
                "description": "Copy the words from the captured text. Leave the text empty for the newest one of the article, "
                "and the start empty unless the words occur more than once.",
            },
        ),
    ]  # fmt: skip
    inlines = [RelayInline, RebuttalInline, SupportInline]
    listings = OF_STATEMENT

    def matching(self, words: list[str]) -> Q:
        return statements(words)

    def put_back(self, row: Statement) -> str:
        """An earlier quote may be one of an earlier text: it is looked for in the newest one, as if that had come just now."""
        outcome = put_back(row)
        return f"In the newest text its quote is {outcome}." if outcome else ""


@admin.register(Relay)
class RelayAdmin(OwnedAdmin):
    owner = "statement"
    hidden = True
    list_display = ["statement", "article", "position"]
    list_select_related = ("statement__speaker", "statement__claim", "article__publisher")
    autocomplete_fields = ["statement", "article"]

    def matching(self, words: list[str]) -> Q:
        return Q(statement__in=Statement.objects.filter(statements(words)).values("pk"))
