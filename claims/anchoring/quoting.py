"""A quote as a program sends it: the words, and where they stand in which captured text."""

from typing import Any

from django.core.exceptions import ValidationError

from claims.models import Statement
from reeapi.api.bodies import invalid_body, wrong
from reeapi.api.errors import Problem
from sources.models import Article, Snapshot

from .placing import named, occurrences, place_of

NO_QUOTE = {
    "quote_exact": "",
    "quote_start": None,
    "quote_end": None,
    "snapshot": None,
    "anchor_status": None,
}
POINTERS = {"quote_exact": "/quote/exact", "quote_start": "/anchor/start"}


def quote_columns(
    row: Statement, article: Article, quote: dict | None, anchor: dict | None, *, may_read: bool
) -> dict[str, Any]:
    """The columns of a quote. One that is there already stays as it is, whatever became of its anchor.

    `may_read`: whether the caller may be told what the text has. Raises the problems `invalid-body` and `quote-mismatch`.
    """
    if quote is None:
        if anchor is not None:
            raise invalid_body([wrong("/anchor", "An anchor belongs to a quote, and there is none.")])
        return NO_QUOTE
    anchor = {name: value for name, value in (anchor or {}).items() if value is not None}
    if _is_there(row, article, quote["exact"], anchor):
        return {}
    snapshot = _snapshot(article, anchor.get("snapshot_sha256"))
    exact, start = quote["exact"], anchor.get("start")
    if start is None:
        exact, start = _found(exact, snapshot, may_read=may_read)
    elif snapshot.text is not None and not snapshot.text.startswith(exact, start):
        raise _mismatch("/quote/exact", _what_stands(exact, start, snapshot.text, may_read=may_read))
    end = start + len(exact)
    if anchor.get("end", end) != end:
        raise _mismatch("/anchor/end", f"The quote has {len(exact)} code points, so it ends at {end}.")
    return {
        "quote_exact": exact, "quote_start": start, "quote_end": end, "snapshot": snapshot,
        "anchor_status": Statement.AnchorStatus.EXACT,
    }  # fmt: skip


def _is_there(row: Statement, article: Article, exact: str, anchor: dict) -> bool:
    if row._state.adding or row.snapshot is None or row.article_id != article.pk or row.quote_exact != exact:
        return False
    now = {"snapshot_sha256": row.snapshot.sha256, "start": row.quote_start, "end": row.quote_end}
    return anchor.items() <= now.items()


def _snapshot(article: Article, sha256: str | None) -> Snapshot:
    texts = Snapshot.objects.filter(article=article)
    if sha256 is not None:
        found = texts.filter(sha256=sha256).first()
        if found is None:
            detail = "No text of this article with this hash was captured."
            raise invalid_body([wrong("/anchor/snapshot_sha256", detail)])
        return found
    newest = texts.exclude(text_state=Snapshot.TextState.TAKEN_DOWN).order_by("-captured_at", "-pk").first()
    if newest is None:
        detail = "No text of this article was captured yet. Capture it first, or leave the quote out."
        raise invalid_body([wrong("/quote", detail)])
    return newest


def _found(exact: str, snapshot: Snapshot, *, may_read: bool) -> tuple[str, int]:
    """The quote and its place, where the words stand once in the text."""
    if snapshot.text is None:
        detail = "This text is not held here, so say where the quote starts."
        raise invalid_body([wrong("/anchor/start", detail)])
    try:
        return place_of(exact, snapshot.text, start=None, version=snapshot.canonical_version)
    except ValidationError as error:
        ((column, messages),) = error.message_dict.items()
        words = (
            " ".join(messages) if may_read else "These words do not stand exactly once in the captured text."
        )
        raise _mismatch(POINTERS[column], words) from None


def _what_stands(exact: str, start: int, text: str, *, may_read: bool) -> str:
    if not may_read:
        return f"Other words stand at {start}."
    there = text[start : start + len(exact)]
    places = occurrences(exact, text)
    elsewhere = (
        f" Yours start at {named(exact, text, places)}." if places else " Yours stand nowhere in this text."
    )
    return f"At {start} stands “{there}”.{elsewhere}"


def _mismatch(pointer: str, detail: str) -> Problem:
    return Problem("quote-mismatch", detail, errors=[wrong(pointer, detail)])
