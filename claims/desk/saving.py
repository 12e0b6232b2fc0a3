"""A marking becomes rows: speaker, claim, statement, chain and edges, all of them or none.

The browser mints the ids, so a marking that is sent twice is one: what is there already is taken for the answer.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest

from claims.models import Claim, ClaimTopic, Relay, Statement, Topic
from sources.admin import searching
from sources.admin.searching import as_uuid, words_of
from sources.identifiers import validate_uuid7
from sources.ingestion.speakers import new_speaker, speaker_named
from sources.models import Article, Curator, Snapshot, Speaker, Status, Suggestion
from sources.models.review import Method

from . import marks
from .answers import Conflict, Gone, Stale, listed, part
from .edges import save_edges
from .lookups import COMPARED

MEANWHILE = (
    "Somebody else saved this while you were writing. Nothing of yours is lost: compare, then save again."
)


class StatementForm(forms.ModelForm):
    """What is typed and chosen of a statement itself; what it refers to is found before."""

    class Meta:
        model = Statement
        fields = marks.PLAIN

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("said_on") and not cleaned.get("said_on_precision"):
            cleaned["said_on_precision"] = "day"
        return cleaned


class ClaimForm(forms.ModelForm):
    class Meta:
        model = Claim
        fields = ("text", "language")


def save(request: HttpRequest, article: Article, key: UUID, sent: dict[str, Any]) -> Statement:
    """Write the marking `sent` as the statement `key`. To be called in a transaction.

    Raises ValidationError by field, PermissionDenied, or Conflict where the statement, the words of its claim or an edge have
    another version than the one that was seen.
    """
    try:
        with transaction.atomic():
            return write(request, article, key, sent)
    except Stale:  # what was written is taken back before it is told how the row is now
        raise Conflict(stored(article, key, sent), MEANWHILE) from None


def stored(article: Article, key: UUID, sent: dict[str, Any]) -> dict[str, Any] | None:
    """The mark of a statement as it is, with its place in the text that the sender reads."""
    row = marks.statements().filter(pk=key).first()
    return marks.mark(row, snapshot_of(article, sent)) if row else None


def write(request: HttpRequest, article: Article, key: UUID, sent: dict[str, Any]) -> Statement:
    by = Curator.objects.handle_of(request.user)
    row = Statement.objects.select_for_update(no_key=True, of=("self",)).filter(pk=key).first()
    if row is not None and row.article_id != article.pk:
        raise Conflict(None, "This identifier is taken by a statement of another article.")
    if row is not None and sent.get("version") is None:
        return sent_twice(request, row, article, sent, by)
    new = row is None
    if row is None:
        row = begun(article, key, sent, by)
    allowed(request, Statement, None if new else row)
    was = values_of(row)
    fill(row, request, article, sent, by)
    if new:
        row.save(force_insert=True)
    else:
        unless_changed(row, was, sent)
        row.save(update_fields=list(was))
    save_chain(row, listed(sent, "via", str))
    edges = [of_own_claim(one, sent, row) for one in listed(sent, "edges", dict)]
    save_edges(request, row, edges, listed(sent, "dropped", str), by)
    accept(sent.get("suggestion"))
    row.remarks.settle(by)
    connection.check_constraints()
    note_in_log(request, row, new=new)
    return row


def sent_twice(
    request: HttpRequest, row: Statement, article: Article, sent: dict[str, Any], by: str
) -> Statement:
    """What is there already is the answer; but what was changed before it was sent again is compared with it."""
    if row.recorded_by != by:
        raise Conflict(None, "This identifier is taken by another statement.")
    was = values_of(row)
    fill(row, request, article, sent, by)
    unless_changed(row, was, sent)
    save_edges(request, row, [of_own_claim(one, sent, row) for one in listed(sent, "edges", dict)], [], by)
    return row


def begun(article: Article, key: UUID, sent: dict[str, Any], by: str) -> Statement:
    if sent.get("version") is not None:
        raise Gone("Somebody deleted this meanwhile. Nothing of yours is lost: save again to record it anew.")
    validate_uuid7(key)
    method = Method.SUGGESTED if as_uuid(str(sent.get("suggestion") or "")) else Method.CURATED
    return Statement(pk=key, article=article, recorded_by=by, method=method)


def fill(row: Statement, request: HttpRequest, article: Article, sent: dict[str, Any], by: str) -> None:
    """Set what was sent on the row, not saved yet. What it refers to is made where it is new."""
    parts = {"speaker": speaker_of, "affiliation": affiliation_of, "claim": claim_of}
    found = each_part(
        {name: lambda make=make: make(request, article, sent, by) for name, make in parts.items()}
    )
    for name, value in found.items():
        setattr(row, name, value)
    place(row, article, sent)
    form = StatementForm({name: str(sent.get(name) or "") for name in marks.PLAIN}, instance=row)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())


def allowed(request: HttpRequest, model: type[Model], row: Model | None) -> None:
    """The permissions are those of the model's own page. `row` is None for a new one."""
    own = admin.site.get_model_admin(model)
    if not (own.has_add_permission(request) if row is None else own.has_change_permission(request, row)):
        raise PermissionDenied(f"Your account may not record or change this {model._meta.verbose_name}.")


def note_in_log(request: HttpRequest, row: Statement, *, new: bool) -> None:
    own = admin.site.get_model_admin(Statement)
    (own.log_addition if new else own.log_change)(request, row, "At the curation desk.")


def each_part(parts: dict[str, Any]) -> dict[str, Any]:
    """What each function makes, or a ValidationError that has all their messages, by field."""
    made, wrong = {}, {}
    for name, make in parts.items():
        try:
            made[name] = make()
        except ValidationError as error:
            wrong[name] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return made


# Versions


def values_of(row: Statement) -> dict[str, Any]:
    names = ("speaker_id", "affiliation_id", "claim_id", "snapshot_id", "quote_exact", "quote_start", "quote_end", "anchor_status")  # fmt: skip
    return {name.removesuffix("_id"): getattr(row, name) for name in (*names, *marks.PLAIN)}


def chain_of(row: Statement) -> list[str]:
    return [str(key) for key in row.relays.order_by("position").values_list("article", flat=True)]


def unless_changed(row: Statement, was: dict[str, Any], sent: dict[str, Any]) -> None:
    """The row is locked: raise Stale if it is not the version that was seen, unless it says the same already."""
    if sent.get("version") == row.version:
        return
    if values_of(row) != was or chain_of(row) != listed(sent, "via", str):
        raise Stale


# What a statement refers to


def speaker_of(request: HttpRequest, article: Article, sent: dict[str, Any], by: str) -> Speaker:
    """Somebody on record, or somebody new: {"id": 5} or {"name": "Ann Lee", "kind": "person", "named": true}."""
    given = part(sent, "speaker")
    if given.get("id"):
        return one_of(Speaker, given["id"], "This speaker is not here any more. Choose another.")
    name, kind = str(given.get("name") or "").strip(), given.get("kind")
    if not name:
        raise ValidationError("Say who speaks.")
    if kind not in Speaker.Kind.values:
        raise ValidationError(
            "Say what the new speaker is: a person, an organization, a publication or a group."
        )
    allowed(request, Speaker, None)
    if given.get("named") is False:
        group = Speaker.objects.filter(named=False, article=article, name__iexact=name).first()
        return group or new_speaker(name, Speaker.Kind.GROUP, named=False, article=article)
    speaker = speaker_named(name, kind, [])
    if speaker is None:
        raise ValidationError(f"Several speakers are called “{name}”: choose the one that is meant.")
    return speaker


def affiliation_of(request: HttpRequest, article: Article, sent: dict[str, Any], by: str) -> Speaker | None:
    given = part(sent, "affiliation")
    return (
        one_of(Speaker, given["id"], "This organization is not here any more.") if given.get("id") else None
    )


def claim_of(request: HttpRequest, article: Article, sent: dict[str, Any], by: str) -> Claim:
    """A known claim, {"id": …}, one in other words, {"id": …, "text": …, "version": 3}, or a new one with the browser's id.

    What is typed in exactly the words of a claim on record is that claim.
    """
    given = part(sent, "claim")
    key, text = as_uuid(str(given.get("id") or "")), str(given.get("text") or "").strip()
    if key is None:
        raise ValidationError("Say what is claimed, in a sentence.")
    known = Claim.objects.select_for_update(no_key=True, of=("self",)).filter(pk=key).first()
    known = known or in_these_words(text, given.get("about"))
    if known is None:
        return new_claim(request, Claim(pk=key, recorded_by=by), given | {"text": text})
    if known.status == Status.WITHDRAWN or known.merged_into_id:
        raise ValidationError("This claim was withdrawn or merged meanwhile. Choose another.")
    if text and text != known.text:
        reword(request, known, text, given.get("version"))
    return known


def in_these_words(text: str, about: Any) -> Claim | None:
    """The claim that says exactly this of the same piece, or of the world: a second one would part what was said of it."""
    words = sorted(dict.fromkeys(words_of(text)), key=len, reverse=True)[:COMPARED]
    if not words:
        return None
    alike = Claim.objects.filter(text=text, merged_into=None, about_article=as_uuid(str(about or "")))
    usable = alike.exclude(status=Status.WITHDRAWN).order_by("pk")
    # Each by its index, as what is offered while one types is found.
    public = usable.filter(is_public=True, search=searching.in_text(words)).first()
    return public or usable.filter(is_public=False).first()


def of_own_claim(edge: dict[str, Any], sent: dict[str, Any], row: Statement) -> dict[str, Any]:
    """A denial names its own claim by the identifier of the browser, where a claim on record has been taken for it."""
    target = edge.get("target")
    if not isinstance(target, dict) or target.get("type") != "claim":
        return edge
    is_own = target.get("id") == part(sent, "claim").get("id")
    return edge | {"target": target | {"id": str(row.claim_id)}} if is_own else edge


def new_claim(request: HttpRequest, claim: Claim, given: dict[str, Any]) -> Claim:
    allowed(request, Claim, None)
    validate_uuid7(claim.pk)
    filled(claim, given)
    about = given.get("about")
    if about:
        claim.about_article = one_of(Article, about, "The article that the claim is about is not here.")
    claim.save(force_insert=True)
    topics = [one_of(Topic, key, "This topic is not here any more.") for key in listed(given, "topics", int)]
    ClaimTopic.objects.bulk_create(ClaimTopic(claim=claim, topic=topic) for topic in dict.fromkeys(topics))
    return claim


def reword(request: HttpRequest, claim: Claim, text: str, seen: int | None) -> None:
    allowed(request, Claim, claim)
    if claim.version != seen:
        raise Stale
    filled(claim, {"text": text, "language": claim.language})
    claim.save(update_fields=["text"])


def filled(claim: Claim, given: dict[str, Any]) -> None:
    form = ClaimForm({"text": given["text"], "language": given.get("language") or "en"}, instance=claim)
    if not form.is_valid():
        raise ValidationError([message for found in form.errors.as_data().values() for message in found])


def one_of(model: type[Model], key: Any, message: str) -> Any:
    """The row with that key; ValidationError with the message if there is none."""
    field = model._meta.pk
    assert field is not None
    try:
        row = model._base_manager.filter(pk=field.to_python(key)).first()
    except ValidationError:
        row = None
    if row is None:
        raise ValidationError(message)
    return row


# Words and their place


def snapshot_of(article: Article, sent: dict[str, Any]) -> Snapshot | None:
    """The text that the sender reads."""
    return Snapshot.objects.filter(pk=as_uuid(str(sent.get("snapshot") or "")), article=article).first()


def place(row: Statement, article: Article, sent: dict[str, Any]) -> None:
    """The quote, cut again from the text at the place that was sent. A marking that stays on another text keeps it."""
    start, end, quote = sent.get("start"), sent.get("end"), str(sent.get("quote") or "")
    if start is None and row.pk and not row._state.adding:
        return
    snapshot = snapshot_of(article, sent)
    if snapshot is None or snapshot.text is None:
        raise ValidationError({"quote": "This text is not held here any more: reload the page."})
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        raise ValidationError({"quote": "Mark some words."})
    if snapshot.text[start:end] != quote:
        raise ValidationError(
            {"quote": "These are not the words that the text has at this place. Mark them again."}
        )
    if (row.snapshot_id, row.quote_start, row.quote_end) != (snapshot.pk, start, end):
        row.snapshot, row.quote_exact = snapshot, quote
        row.quote_start, row.quote_end, row.anchor_status = start, end, Statement.AnchorStatus.EXACT


def save_chain(row: Statement, keys: Iterable[Any]) -> None:
    """The articles that passed it on, in this order."""
    wanted = list(dict.fromkeys(keys))
    if wanted == chain_of(row):
        return
    articles = [one_of(Article, key, "An article of the chain is not here any more.") for key in wanted]
    row.relays.all().delete()
    Relay.objects.bulk_create(
        Relay(statement=row, article=one, position=at) for at, one in enumerate(articles)
    )


def accept(key: Any) -> None:
    """The suggestion that led to the statement is decided by recording it."""
    found = as_uuid(str(key or ""))
    if found:
        Suggestion.objects.filter(pk=found).update(status=Suggestion.State.ACCEPTED)
