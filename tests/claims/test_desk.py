"""The curation desk without a browser: who may do what, what is refused and why, and what a save writes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim, Relay, Statement, Support
from sources.identifiers import uuid7
from sources.models import Speaker
from tests import factories as make
from tests.desk_calls import errors, marking, piece, post, put
from tests.sources.test_admin import curator, reviewer

pytestmark = pytest.mark.django_db
__all__ = ["curator", "piece", "reviewer"]

MEMBERS = (
    "version", "snapshot", "start", "end", "quote", "speaker", "affiliation", "claim", "stance", "fidelity", "role_as_printed",
    "said_on", "via", "edges", "dropped", "suggestion",
)  # fmt: skip


PAGES = ["desk:desk", "desk:review"]


def test_nobody_enters_without_an_account_that_may_read_texts(client, piece, django_user_model):
    urls = [reverse(name) for name in PAGES] + [reverse("desk:article", args=[piece.pk])]
    for url in urls:
        assert client.get(url).status_code == 302
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
    for url in [*urls, reverse("desk:marks", args=[piece.pk]), reverse("desk:claims")]:
        assert client.get(url).status_code == 403
    assert put(client, piece, marking(piece)).status_code == 403


def test_a_marking_is_saved_whole_and_once(curator, piece):
    report, key = make.article(), uuid7()
    sent = marking(
        piece, via=[str(report.pk)], role_as_printed="Mayor", speaker={"name": "Ines Halla", "kind": "person"}
    )
    sent["edges"] = [
        {"id": str(uuid7()), "kind": "rebuttal", "target": {"type": "article", "id": str(report.pk)}, "relation": "undermines", "ground": "omission", "basis": "stated"},
        {"id": str(uuid7()), "kind": "support", "target": {"type": "claim", "id": str(make.claim().pk)}, "relation": "endorses", "basis": "stated"},
    ]  # fmt: skip
    first, second = put(curator, piece, sent, key), put(curator, piece, sent, key)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    made = Statement.objects.get(article=piece)
    assert (made.pk, made.speaker.name, made.recorded_by, made.status) == (
        key,
        "Ines Halla",
        "curator-7",
        "draft",
    )
    assert (
        Relay.objects.get(statement=made).article,
        made.rebuttals_made.count(),
        made.supports_made.count(),
    ) == (report, 1, 1)
    assert Speaker.objects.filter(name="Ines Halla").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"quote": "the mines were rich"}, "quote", "not the words that the text has"),
        ({"start": None}, "quote", "Mark some words"),
        ({"speaker": None}, "speaker", "Say who speaks"),
        ({"speaker": {"id": 10**12}}, "speaker", "not here any more"),
        ({"speaker": {"name": "Ines Halla", "kind": "alien"}}, "speaker", "Say what the new speaker is"),
        ({"claim": {"id": str(uuid7()), "text": " "}}, "claim", "required"),
        ({"claim": {"id": str(uuid7()), "text": "x" * 1001}}, "claim", "1000"),
        ({"stance": "shouts"}, "stance", "not one of the available choices"),
        ({"said_on": "2026-13-01"}, "said_on", "valid date"),
        ({"said_on": "2026-03-04", "said_on_precision": "month"}, "__all__", "a month is its first day"),
        ({"edges": [{"id": str(uuid7()), "kind": "rebuttal"}]}, "edges", "Choose what it bears on"),
        ({"edges": [{"id": "?", "kind": "rebuttal"}]}, "edges", "identifier"),
        ({"via": ["nonsense"]}, "", "chain"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_field_and_nothing_is_written(curator, piece, changes, field, words):
    before = (Claim.objects.count(), Speaker.objects.count())
    response = put(curator, piece, marking(piece) | changes)
    assert response.status_code == 422
    assert words in " ".join(errors(response).get("" if field == "__all__" else field, []))
    assert (Claim.objects.count(), Speaker.objects.count(), Statement.objects.count()) == (*before, 0)


@pytest.mark.parametrize("body", ["", "[]", "nonsense", '{"quote": "\\u0000"}'])
def test_what_is_no_object_is_refused(curator, piece, body):
    url = reverse("desk:statement", args=[piece.pk, uuid7()])
    assert curator.put(url, body, "application/json").status_code == 422


@pytest.mark.parametrize("value", [5, "x", [5], {"id": []}, [{}]], ids=str)
def test_nonsense_in_any_member_is_never_an_error_of_the_server(curator, piece, value):
    for name in MEMBERS:
        assert put(curator, piece, marking(piece) | {name: value}).status_code in (200, 409, 410, 422), name


def test_ground_and_target_must_fit(curator, piece):
    edge = {
        "id": str(uuid7()),
        "kind": "rebuttal",
        "target": {"type": "claim", "id": str(make.claim().pk)},
        "relation": "rebuts",
        "ground": "omission",
        "basis": "stated",
    }
    response = put(curator, piece, marking(piece, edges=[edge]))
    assert "does not fit this kind of target" in errors(response)["edges"][0]


def test_somebody_elses_identifier_is_no_way_to_change_their_row(curator, piece):
    other = make.statement(article=piece, status="draft", recorded_by="somebody-else")
    assert put(curator, piece, marking(piece), other.pk).status_code == 409


def test_an_edit_needs_the_version_that_was_seen(curator, piece):
    key = uuid7()
    mark = put(curator, piece, sent := marking(piece), key).json()["mark"]
    Statement.objects.filter(pk=key).update(hedge="perhaps")
    stale = put(
        curator,
        piece,
        sent | {"version": mark["version"], "venue": "the council", "claim": {"id": mark["claim"]["id"]}},
        key,
    )
    assert (stale.status_code, stale.json()["theirs"]["hedge"]) == (409, "perhaps")
    fresh = sent | {
        "version": stale.json()["theirs"]["version"],
        "venue": "the council",
        "claim": {"id": mark["claim"]["id"]},
    }
    assert [put(curator, piece, fresh, key).status_code for _ in range(2)] == [200, 200]


def test_a_published_statement_is_for_reviewers_to_change(curator, reviewer, piece):
    row = make.statement(article=piece, snapshot=piece.snapshots.get(), quote="the mines are rich")
    sent = marking(piece, version=row.version, claim={"id": str(row.claim.pk)}, stance="predicts")
    assert put(curator, piece, sent, row.pk).status_code == 403
    assert put(reviewer, piece, sent, row.pk).status_code == 200


def test_the_words_of_a_draft_claim_are_changed_with_its_version(curator, piece):
    mark = put(curator, piece, marking(piece)).json()["mark"]
    sent = marking(
        piece,
        version=mark["version"],
        claim={"id": mark["claim"]["id"], "text": "All mines are rich.", "version": mark["claim"]["version"]},
    )
    assert put(curator, piece, sent, mark["id"]).json()["mark"]["claim"]["label"] == "All mines are rich."
    again = put(curator, piece, sent | {"version": 9}, mark["id"])
    assert again.status_code == 200
    sent["claim"]["text"] = "No mine is rich."
    refused = put(curator, piece, sent, mark["id"])
    theirs = refused.json()["theirs"]
    assert (refused.status_code, theirs["claim"]["label"]) == (409, "All mines are rich.")
    sent["claim"]["version"] = theirs["claim"]["version"]
    assert put(curator, piece, sent, mark["id"]).json()["mark"]["claim"]["label"] == "No mine is rich."


def test_a_conflict_shows_the_row_as_it_is_stored_with_nothing_of_what_was_sent(curator, piece):
    mark = put(curator, piece, marking(piece)).json()["mark"]
    Statement.objects.filter(pk=mark["id"]).update(stance="predicts")
    words = {"id": mark["claim"]["id"], "text": "No mine is rich.", "version": mark["claim"]["version"]}
    edge = {"id": str(uuid7()), "kind": "support", "target": {"type": "claim", "id": str(make.claim().pk)}, "relation": "endorses", "basis": "stated"}  # fmt: skip
    stale = put(
        curator, piece, marking(piece, version=mark["version"], claim=words, edges=[edge]), mark["id"]
    )
    theirs = stale.json()["theirs"]
    assert (stale.status_code, theirs["claim"]["label"], theirs["stance"], theirs["edges"]) == (
        409, "The mines are rich.", "predicts", [],
    )  # fmt: skip


def test_an_edge_that_somebody_else_changed_or_deleted_is_a_conflict(curator, piece):
    edge = {"id": str(uuid7()), "kind": "support", "target": {"type": "claim", "id": str(make.claim().pk)}, "relation": "endorses", "basis": "stated"}  # fmt: skip
    mark = put(curator, piece, sent := marking(piece, edges=[edge])).json()["mark"]
    Support.objects.filter(pk=edge["id"]).update(note="So it is said.")
    sent |= {"version": mark["version"], "claim": {"id": mark["claim"]["id"]}}
    sent["edges"] = [edge | {"version": mark["edges"][0]["version"], "note": "Really."}]
    stale = put(curator, piece, sent, mark["id"])
    assert (stale.status_code, stale.json()["theirs"]["edges"][0]["note"]) == (409, "So it is said.")
    Support.objects.filter(pk=edge["id"]).delete()
    gone = put(curator, piece, sent, mark["id"])
    assert (gone.status_code, gone.json()["theirs"]["edges"]) == (409, [])


def test_a_draft_is_deleted_with_its_claim_and_published_rows_are_not(curator, reviewer, piece):
    mark = put(curator, piece, marking(piece)).json()["mark"]
    url = reverse("desk:statement", args=[piece.pk, mark["id"]])
    assert curator.delete(f"{url}?version=7").status_code == 409
    assert [curator.delete(f"{url}?version={mark['version']}").status_code for _ in range(2)] == [200, 200]
    assert not Claim.objects.filter(pk=mark["claim"]["id"]).exists()
    public = make.statement(article=piece)
    url = reverse("desk:statement", args=[piece.pk, public.pk])
    assert reviewer.delete(f"{url}?version={public.version}").status_code == 403


@pytest.mark.parametrize("is_public", [True, False])
def test_the_very_words_of_a_claim_are_that_claim_also_as_the_target_of_its_denial(curator, piece, is_public):
    known = make.claim(text="The mines are rich.", status="published" if is_public else "draft")
    if is_public:
        make.statement(claim=known)
    sent = marking(piece, stance="denies")
    edge = {"id": str(uuid7()), "kind": "rebuttal", "target": {"type": "claim", "id": sent["claim"]["id"]}, "relation": "rebuts", "ground": "denial", "basis": "stated"}  # fmt: skip
    mark = put(curator, piece, sent | {"edges": [edge]}).json()["mark"]
    assert (mark["claim"]["id"], mark["edges"][0]["target"]["id"]) == (str(known.pk), str(known.pk))
    about = marking(piece, claim=sent["claim"] | {"id": str(uuid7()), "about": str(piece.pk)})
    assert put(curator, piece, about).json()["mark"]["claim"]["id"] != str(known.pk)


def test_marks_take_the_same_queries_for_3_and_30_rows(curator, piece):
    def fill(count: int) -> None:
        for _ in range(count):
            made = make.statement(
                article=piece, via=[make.article(publisher=make.speaker())], claim=make.claim(make.topic())
            )
            first = make.rebuttal(statement=made)
            make.rebuttal(target_rebuttal=first, statement=made)
            make.support(target_article=make.article(publisher=make.speaker()), statement=made)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert len(curator.get(reverse("desk:marks", args=[piece.pk])).json()["marks"]) > 0
        return len(found)

    fill(3)
    queries()
    few = queries()
    fill(27)
    assert queries() == few


def test_a_suggestion_is_decided_once(curator, piece):
    row = piece.snapshots.get().suggestions.create(kind="quote", start=0, end=5, cue="said")
    assert post(curator, "suggestion", row.pk, status="rejected", version=row.version).status_code == 200
    stale = post(curator, "suggestion", row.pk, status="accepted", version=row.version)
    assert (stale.status_code, stale.json()["theirs"]["status"]) == (409, "rejected")
    assert post(curator, "suggestion", row.pk, status="burnt", version=2).status_code == 422


def test_what_waited_and_was_changed_before_it_was_sent_again_is_compared_with_what_arrived(curator, piece):
    key, sent = uuid7(), marking(piece)
    sent["claim"]["text"] = "The  mines of Naïve are rich."  # two blanks, a combining mark
    first = put(curator, piece, sent, key).json()["mark"]
    assert put(curator, piece, sent, key).json()["mark"] == first
    words = sent["claim"] | {"text": "All mines are rich."}
    for changed in ({"stance": "denies"}, {"claim": words}):
        stale = put(curator, piece, sent | changed, key)
        assert (stale.status_code, stale.json()["theirs"]["stance"]) == (409, "asserts")
    assert Statement.objects.get(pk=key).claim.text == first["claim"]["label"]


def test_what_somebody_deleted_meanwhile_is_told_to_be_recorded_anew(curator, piece):
    mark = put(curator, piece, sent := marking(piece)).json()["mark"]
    url = reverse("desk:statement", args=[piece.pk, mark["id"]])
    assert curator.delete(f"{url}?version={mark['version']}").status_code == 200
    gone = put(curator, piece, sent | {"version": mark["version"]}, mark["id"])
    assert gone.status_code == 410
    assert "save again to record it anew" in errors(gone)[""][0]
    assert put(curator, piece, sent | {"version": None}).status_code == 200


def test_a_target_that_is_gone_is_named_as_what_it_is(curator, piece):
    target = {"type": "claim", "id": str(uuid7())}
    edge = {"id": str(uuid7()), "kind": "rebuttal", "target": target, "relation": "rebuts", "ground": "scale", "basis": "stated"}  # fmt: skip
    assert "not here any more" in errors(put(curator, piece, marking(piece, edges=[edge])))["edges"][0]


def test_topics_are_offered_by_the_words_of_the_claim_and_of_the_article(curator, piece):
    mining, law = make.topic(name="Mining"), make.topic(name="Law")
    make.topic(name="Transport")
    make.statement(article=piece, claim=make.claim(law))
    found = curator.get(reverse("desk:topics"), {"claim": "The mines are rich.", "article": piece.pk}).json()
    assert [one["id"] for one in found["found"]] == [mining.pk, law.pk]
    assert len(curator.get(reverse("desk:topics"), {"q": "tran"}).json()["found"]) == 1
