"""Every named rule of the tables of sources refuses what it should, and says so to the person at the form."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from reeapi.api.errors import Moved
from sources.models import Affiliation, Article, ArticleAuthor, Citation, Curator, Snapshot, Speaker
from tests import factories

pytestmark = pytest.mark.django_db


def refused(row, rule: str) -> None:
    """`row`, not saved yet, breaks `rule`: the form says why, and the database refuses it without the form."""
    messages = {c.name: c.violation_error_message for c in row._meta.constraints}
    with pytest.raises(ValidationError) as told:
        row.validate_constraints()
    assert messages[rule] in told.value.messages
    with pytest.raises(ValidationError):
        row.full_clean()
    own_trigger = "|circle|below itself"  # says the same, and sooner
    with pytest.raises(IntegrityError, match=rule + own_trigger), transaction.atomic():  # noqa: PT012
        row.save(force_insert=True)
        connection.check_constraints()


def speaker(**fields) -> Speaker:
    return Speaker(**{"slug": "new", "name": "New", "kind": "person"} | fields)


def article(**fields) -> Article:
    return Article(**factories.reviewed(**{"status": "draft", "title": "New"} | fields))


def snapshot(**fields) -> Snapshot:
    held = factories.snapshot(factories.article(), "Words.")
    own = {f.attname: getattr(held, f.attname) for f in held._meta.fields if f.name not in ("id", "created_at", "updated_at")}  # fmt: skip
    return Snapshot(**own | {"article": factories.article()} | fields)


def affiliation(**fields) -> Affiliation:
    base = {"speaker": factories.speaker(), "organization": factories.speaker(), "role": "owner"}
    return Affiliation(**base | fields)


def affiliation_with_itself() -> Affiliation:
    return affiliation(speaker=(same := factories.speaker()), organization=same)


def affiliation_twice() -> Affiliation:
    first = factories.affiliation(role="owner")
    return affiliation(speaker=first.speaker, organization=first.organization)


def citation_twice() -> Citation:
    first = factories.citation(factories.article(), factories.article())
    return Citation(article=first.article, cited=first.cited, relation="reviews")


def author(**fields) -> ArticleAuthor:
    first = factories.article(factories.speaker()).bylines.get()
    return ArticleAuthor(**{"article": first.article, "speaker": first.speaker, "position": 0} | fields)


def merged_into_itself() -> Speaker:
    return speaker(pk=77, merged_into_id=77)


def with_wikidata_of_another() -> Speaker:
    factories.speaker(wikidata="Q7747")
    return speaker(wikidata="Q7747")


def reprint_of_itself() -> Article:
    row = article()
    row.syndicated_from_id = row.pk
    return row


def at_a_taken_address() -> Article:
    factories.article(url="https://example.org/a")
    return article(url="https://example.org/a")


def captured_twice() -> Snapshot:
    row = snapshot()
    row.article = Snapshot.objects.get().article
    return row


def citing_itself() -> Citation:
    return Citation(article=(same := factories.article()), cited=same, relation="links")


BROKEN = {
    "a speaker of unknown kind": ("speaker_kind_is_known", lambda: speaker(kind="robot")),
    "a slug with capitals": ("speaker_slug_is_lower_case_words", lambda: speaker(slug="New-Slug")),
    "a slug that ends in a hyphen": ("speaker_slug_is_lower_case_words", lambda: speaker(slug="new-")),
    "a speaker without a name": ("speaker_has_a_name", lambda: speaker(name="")),
    "a Wikidata property": ("speaker_wikidata_is_an_item", lambda: speaker(wikidata="P31")),
    "a Wikidata item that another has": ("speaker_wikidata_is_unique", with_wikidata_of_another),
    "an unnamed group without an article": ("speaker_unnamed_is_a_group_of_one_article", lambda: speaker(named=False, kind="group")),
    "an unnamed person": ("speaker_unnamed_is_a_group_of_one_article", lambda: speaker(named=False, article=factories.article())),
    "a named speaker of one article": ("speaker_unnamed_is_a_group_of_one_article", lambda: speaker(article=factories.article())),
    "a speaker merged into itself": ("speaker_is_not_merged_into_itself", merged_into_itself),
    "an affiliation that ends before it starts": (
        "affiliation_starts_before_it_ends",
        lambda: affiliation(start_date=date(2025, 1, 2), end_date=date(2025, 1, 1)),
    ),
    "an affiliation with oneself": ("affiliation_is_with_somebody_else", affiliation_with_itself),
    "an affiliation without a role": ("affiliation_has_a_role", lambda: affiliation(role="")),
    "an affiliation without dates twice": ("affiliation_is_recorded_once", affiliation_twice),
    "an article of unknown kind": ("article_kind_is_known", lambda: article(kind="poem")),
    "a language that is no tag": ("article_language_is_a_tag", lambda: article(language="English")),
    "an address that another article has": ("article_url_is_unique", at_a_taken_address),
    "a reprint of itself": ("article_is_not_its_own_source", reprint_of_itself),
    "an unknown status": ("article_status_is_known", lambda: article(status="hidden")),
    "an unknown method": ("article_method_is_known", lambda: article(method="guessed")),
    "nobody who recorded it": ("article_names_its_recorder", lambda: article(recorded_by="")),
    "published without a reviewer": ("article_is_reviewed_before_it_is_published", lambda: article(status="published", reviewed_by="")),
    "published without a review date": ("article_is_reviewed_before_it_is_published", lambda: article(status="published", reviewed_at=None)),
    "withdrawn without a reason": ("article_is_withdrawn_with_date_and_reason", lambda: article(status="withdrawn", withdrawn_reason="")),
    "withdrawn without a date": ("article_is_withdrawn_with_date_and_reason", lambda: article(status="withdrawn", withdrawn_at=None)),
    "a draft with a reason for withdrawal": ("article_is_withdrawn_with_date_and_reason", lambda: article(withdrawn_reason="Why")),
    "an author named twice": ("articleauthor_is_named_once", lambda: author(position=1)),
    "a place in the byline taken twice": ("articleauthor_place_is_taken_once", lambda: author(speaker=factories.speaker())),
    "a citation of unknown relation": ("citation_relation_is_known", lambda: Citation(article=factories.article(), cited=factories.article(), relation="likes")),
    "a citation of itself": ("citation_is_of_another_article", citing_itself),
    "a citation twice": ("citation_is_recorded_once", citation_twice),
    "a held text that is not here": ("snapshot_state_says_whether_text_is_held", lambda: snapshot(text=None)),
    "a text that was taken down and is here": ("snapshot_state_says_whether_text_is_held", lambda: snapshot(text_state="taken_down")),
    "a hash of another text": ("snapshot_hash_and_length_are_of_its_text", lambda: snapshot(sha256="0" * 64)),
    "a length of another text": ("snapshot_hash_and_length_are_of_its_text", lambda: snapshot(length=7)),
    "a hash in capitals": ("snapshot_hash_is_sha256", lambda: snapshot(sha256="A" * 64, text=None, text_state="never_held")),
    "an empty text": ("snapshot_has_a_text", lambda: snapshot(length=0, text=None, text_state="never_held")),
    "the same text twice": ("snapshot_is_captured_once", captured_twice),
    "a raw hash in capitals": ("snapshot_raw_hash_is_sha256", lambda: snapshot(raw_sha256="A" * 64)),
    "furniture of a text that was taken down": (
        "snapshot_taken_down_keeps_no_furniture",
        lambda: snapshot(text=None, text_state="taken_down", removed=["Share this"]),
    ),
    "a handle with a space": ("curator_handle_is_lower_case_words", lambda: Curator(user=account(), handle="ann lee")),
}  # fmt: skip


def account():
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create(username="ann")


@pytest.mark.parametrize(("rule", "make"), BROKEN.values(), ids=BROKEN)
def test_refused_with_its_message(rule, make):
    refused(make(), rule)


def rules_of(*models) -> set[str]:
    return {c.name for model in models for c in model._meta.constraints if "violation_error_message" in c.deconstruct()[2]}  # fmt: skip


def test_every_rule_of_sources_is_broken_once_above():
    assert rules_of(Speaker, Affiliation, Article, ArticleAuthor, Citation, Snapshot, Curator) == {
        *(rule for rule, _ in BROKEN.values()),
        "snapshot_of_its_article",  # holds wherever the primary key does; statements' foreign key points to it
    }


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"title": "Printed"}, "Printed"),
        ({"title": "", "published_on": date(2026, 1, 2)}, "(untitled, 2026-01-02)"),
        ({"title": ""}, "(untitled)"),
    ],
)
def test_an_article_without_a_title_says_so(fields, shown):
    assert article(**fields).display_title == shown


def renamed(row, *slugs: str) -> None:
    for slug in slugs:
        row.slug = slug
        row.save()


def test_a_former_slug_redirects_and_so_do_those_before_it():
    row = factories.speaker("first")
    factories.statement(speaker=row)
    row.refresh_from_db()
    renamed(row, "second", "third")
    assert [Speaker.objects.whereabouts(slug) for slug in ("first", "second")] == [Moved("third")] * 2
    assert Speaker.objects.resolve_slugs(["first"]) == ({"first": row.pk}, [])


def test_a_slug_may_be_taken_back():
    row = factories.speaker("first")
    renamed(row, "second", "first")
    assert [former.slug for former in row.former_slugs.all()] == ["second"]
    renamed(row, "second")
    assert [former.slug for former in row.former_slugs.all()] == ["first"]


@pytest.mark.parametrize("make", [factories.speaker, factories.topic])
def test_a_slug_that_another_gave_up_is_never_taken(make):
    renamed(make("first"), "second")
    with pytest.raises(IntegrityError, match="used before by another"), transaction.atomic():
        make("first")
    with pytest.raises(IntegrityError, match="used before by another"), transaction.atomic():
        renamed(make("other"), "first")


def tables(pattern: str) -> list[str]:
    return [t for t in connection.introspection.table_names() if t.startswith(("sources_", "claims_")) and pattern in t]  # fmt: skip


def test_no_table_is_ever_truncated():
    assert len(tables("")) > 25
    for table in tables(""):
        with pytest.raises(IntegrityError, match="never truncated"), transaction.atomic():
            connection.cursor().execute(f"TRUNCATE {table} CASCADE")


class TestVersions:
    """A row's own columns move its version; what others count on it moves `updated_at` alone."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.mark.parametrize("make", ["speaker", "topic", "article", "affiliation", "claim", "statement", "rebuttal", "support"])  # fmt: skip
    def test_saving_without_a_change_moves_nothing(self, make):
        row = getattr(factories, make)(**({"said_on": date(2026, 1, 1)} if make == "statement" else {}))
        row.refresh_from_db()
        before = (row.version, row.updated_at)
        row.save()
        row.refresh_from_db()
        assert (row.version, row.updated_at) == before

    @pytest.mark.parametrize(("make", "column"), [("speaker", "name"), ("topic", "name"), ("article", "title"), ("claim", "text"), ("statement", "venue"), ("rebuttal", "note"), ("support", "note"), ("affiliation", "role")])  # fmt: skip
    def test_an_own_column_moves_both(self, make, column):
        row = getattr(factories, make)()
        row.refresh_from_db()
        version, updated_at = row.version, row.updated_at
        type(row).objects.filter(pk=row.pk).update(**{column: "Other"})
        row.refresh_from_db()
        assert row.version == version + 1
        assert row.updated_at > updated_at

    def test_a_counter_moves_updated_at_alone(self):
        claim, speaker = factories.claim(), factories.speaker()
        before = [(row.version, row.updated_at) for row in (claim, speaker)]
        factories.statement(claim=claim, speaker=speaker)
        for row, (version, updated_at) in zip((claim, speaker), before, strict=True):
            row.refresh_from_db()
            assert row.version == version
            assert row.updated_at is not None
            assert updated_at is None or row.updated_at > updated_at

    def links(self, kind: str):
        one, two = (factories.topic() for _ in range(2)) if kind == "topics" else (None, None)
        if kind == "topics":
            return factories.claim(), [one, two]
        if kind == "authors":
            return factories.article(), [factories.speaker(), factories.speaker()]
        return factories.statement(), [factories.article(), factories.article()]

    @pytest.mark.parametrize("kind", ["topics", "authors", "via"])
    @pytest.mark.parametrize("saved", [True, False], ids=["after a save without a change", "alone"])
    def test_links_move_their_owner_once(self, kind, saved):
        owner, linked = self.links(kind)
        with transaction.atomic():
            if saved:
                owner.save()
            manager = getattr(owner, kind)
            manager.through.objects.bulk_create(
                manager.through(**{manager.source_field_name: owner, manager.target_field_name: row} | ({} if kind == "topics" else {"position": place}))
                for place, row in enumerate(linked)
            )  # fmt: skip
        assert type(owner).objects.get(pk=owner.pk).version == owner.version + 1

    def test_links_move_a_claim_that_was_counted_in_the_same_transaction(self):
        claim, topic, draft = factories.claim(), factories.topic(), None
        draft = factories.statement(claim=claim, status="draft")
        with transaction.atomic():
            draft.publish("reviewer-9")
            claim.topic_links.create(topic=topic)
        assert type(claim).objects.get().version == claim.version + 1

    def test_what_is_made_with_its_links_is_at_its_first_version(self):
        with transaction.atomic():
            claim = factories.claim(factories.topic(), factories.topic())
        assert claim.version == 1

    def test_nobody_can_set_counters_version_or_dates(self):
        row = factories.claim(statement_count=5, first_said_on=date(2020, 1, 1), first_said_on_precision="day", version=9)  # fmt: skip
        created = row.created_at
        type(row).objects.update(rebuttal_count=7, created_at=factories.NOW, updated_at=factories.NOW)
        row.refresh_from_db()
        assert (row.statement_count, row.rebuttal_count, row.first_said_on, row.version) == (0, 0, None, 1)
        assert row.created_at == created


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x1b", "\x7f"])
def test_a_form_refuses_control_characters(character):
    with pytest.raises(ValidationError) as told:
        factories.article(title=f"The{character} mine").full_clean()
    assert list(told.value.message_dict) == ["title"]
    assert f"U+{ord(character):04X}" in told.value.message_dict["title"][0]
    factories.article(title="The\tmine\r\n").full_clean()
