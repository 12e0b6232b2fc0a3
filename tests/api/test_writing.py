"""Writing: what is read can be written back, nothing else is stored, and nobody's change is lost."""

import json
import re
import shlex
from pathlib import Path

import pghistory.models
import pytest
from django.core.management import call_command
from django.test import Client
from uuid_utils import compat

from claims.models import Claim
from reeapi.urls import router
from sources.models import Article, Citation, Speaker
from tests import factories as make
from tests.programs import Program, assert_unchanged_by_itself, everything, refused

pytestmark = pytest.mark.django_db
anybody = Client()
VIEWS = {prefix: viewset for prefix, viewset, _ in router.registry}
CLAIM = {"text": "Mines are slow."}


@pytest.fixture
def curator() -> Program:
    return Program("curator-7", "Curator")


@pytest.fixture
def reviewer() -> Program:
    return Program("reviewer-7", "Curator", "Reviewer")


def new_id() -> str:
    return str(compat.uuid7())


# --- The same shape both ways -----------------------------------------------------------------------------------------


def test_drafts_can_be_put_back_with_all_that_is_not_public_in_them(curator):
    draft = {"status": "draft", "recorded_by": "curator-7"}
    group = make.speaker("critics", kind="group", named=False, article=make.article(**draft))
    article = make.article(group, publisher=make.speaker(), syndicated_from=make.article(**draft), **draft)
    cited = make.article(**draft)
    make.citation(article, cited)
    claim = make.claim(make.topic("mining"), about_article=article, **draft)
    statement = make.statement(claim=claim, speaker=group, article=article, via=[cited], **draft)
    rebuttal = make.rebuttal(statement=statement, target_article=cited, **draft)
    support = make.support(statement=statement, target_rebuttal=rebuttal, **draft)
    for room, key in (
        ("speakers", "critics"), ("articles", article.pk), ("topics", "mining"), ("claims", claim.pk),
        ("statements", statement.pk), ("rebuttals", rebuttal.pk), ("supports", support.pk),
    ):  # fmt: skip
        assert anybody.get(f"/api/v1/{room}/{key}/").status_code == 404
        assert_unchanged_by_itself(curator, f"{room}/{key}/")
    shown = curator.call("GET", f"articles/{article.pk}/").json()
    assert [one["slug"] for one in shown["authors"]] == ["critics"]
    assert [one["article"]["id"] for one in shown["citations"]] == [str(cited.pk)]
    assert (shown["status"], shown["reviewed_by"]) == ("draft", None)


def test_every_writable_member_is_read_under_the_same_name():
    for view in VIEWS.values():
        form = view.input_class()
        assert set(form.fields) <= set(view.object_shape()().fields)


def test_every_kind_of_object_is_created_as_it_was_sent(curator, reviewer):
    made = everything(curator)
    assert made["speakers"]["affiliations"][0]["organization"]["name"] == "The Harbour Gazette"
    assert made["topics"]["broader"]["name"] == "Energy"
    assert made["articles"]["citations"][0]["relation"] == "reviews"
    assert made["claims"]["topics"] == ["energy", "lithium"]
    assert [set(link) for link in made["statements"]["chain"]] == [
        {"speaker"},
        *[{"article", "publisher"}] * 2,
    ]
    assert made["statements"]["said_on_precision"] == "month"
    assert made["rebuttals"]["critic"]["slug"] == "halla"
    assert made["supports"]["basis"] == "stated"
    for room, row in made.items():
        assert_unchanged_by_itself(curator, f"{room}/{row.get('slug') or row['id']}/")


# --- Creating at an address -------------------------------------------------------------------------------------------


def test_a_put_to_a_fresh_id_creates_and_the_same_again_changes_nothing(curator):
    path = f"claims/{new_id()}/"
    first = curator.call("PUT", path, {"text": "Mines are slow."}, If_None_Match="*")
    again = curator.call("PUT", path, {"text": "Mines are slow."}, If_None_Match="*")
    other = curator.call("PUT", path, {"text": "Mines are fast."}, If_None_Match="*")
    assert [first.status_code, again.status_code, other.status_code] == [201, 200, 412]
    assert first["Location"] == first.json()["url"] == f"http://testserver/api/v1/{path}"
    assert first.json() == again.json()
    assert Claim.objects.get().recorded_by == "curator-7"


def test_an_id_in_a_post_is_refused_with_the_way_to_choose_one(curator):
    fresh = new_id()
    errors = refused(curator.call("POST", "claims/", CLAIM | {"id": fresh}), 400)
    assert list(errors) == ["/id"]
    assert "PUT" in errors["/id"]
    assert not Claim.objects.exists()
    assert (
        curator.call("PUT", f"claims/{fresh}/", CLAIM | {"id": fresh}, If_None_Match="*").status_code == 201
    )


def test_an_id_that_is_no_uuid_of_version_7_is_refused(curator):
    path = "claims/0197d2a0-0000-4000-8000-000000000000/"
    answer = curator.call("PUT", path, {"text": "Mines are slow."}, If_None_Match="*")
    assert answer.status_code == 400
    assert "version 7" in answer.json()["detail"]


def test_a_body_of_another_object_is_refused(curator):
    one, other = curator.made("claims/", {"text": "One."}), curator.made("claims/", {"text": "Other."})
    assert "/id" in refused(curator.call("PUT", f"claims/{one['id']}/", other, If_Match="*"), 400)


def test_a_new_slug_is_that_of_the_address(curator):
    body = {"slug": "b", "name": "B", "kind": "person"}
    assert "/slug" in refused(curator.call("PUT", "speakers/a/", body, If_None_Match="*"), 400)


# --- On which condition -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_change_needs_the_version_that_was_read(curator, method):
    made = curator.made("claims/", {"text": "Mines are slow."})
    path = f"claims/{made['id']}/"
    body = (made if method == "PUT" else {}) | {"text": "Mines are fast."}
    assert curator.call(method, path, body).status_code == 428
    for stale in ('"7-00ff"', 'W/"1-00ff"', '"abc"', "nonsense", ""):
        assert curator.call(method, path, body, If_Match=stale).status_code == 412, stale
    assert curator.call(method, path, body, If_Match='"1-00ff"', If_None_Match="*").status_code == 400
    assert Claim.objects.get().text == "Mines are slow."
    assert curator.call(method, path, body, If_Match='"7-00", "1-ffff"').status_code == 200


def test_a_weak_tag_never_matches_and_the_answer_says_so(curator):
    created = curator.call("POST", "claims/", CLAIM)
    path, tag = f"claims/{created.json()['id']}/", created["ETag"]
    answer = curator.call("PATCH", path, {"text": "Mines are fast."}, If_Match=f"W/{tag}")
    assert (answer.status_code, "strong" in answer.json()["detail"]) == (412, True)
    both = curator.call("PATCH", path, {"text": "Mines are fast."}, If_Match=f"W/{tag}, {tag}")
    assert both.status_code == 200
    other = curator.call("PATCH", path, {"text": "Mines are deep."}, If_Match='"of-a-list"')
    assert (other.status_code, "strong" in other.json()["detail"]) == (412, False)


def test_what_others_do_around_a_row_does_not_turn_its_editor_away(curator):
    claim = make.claim()
    reviewer = Program("reviewer-7", "Reviewer")
    tag = reviewer.call("GET", f"claims/{claim.pk}/")["ETag"]
    make.rebuttal(target_claim=claim)
    assert reviewer.call("GET", f"claims/{claim.pk}/")["ETag"] != tag
    assert reviewer.call("PATCH", f"claims/{claim.pk}/", {"text": "Better."}, If_Match=tag).status_code == 200


def test_a_put_takes_away_nothing_that_it_does_not_name(curator):
    made = everything(curator)
    make.article(Speaker.objects.get(slug="halla"))
    rows = curator.call("GET", "speakers/").json()["results"]
    (row,) = [row for row in rows if row["slug"] == "halla"]
    errors = refused(curator.call("PUT", "speakers/halla/", row, If_Match="*"), 400)
    assert list(errors) == ["/affiliations"]
    for room, fields in (
        ("claims", "text"),
        ("articles", "title,kind"),
        ("statements", "claim,speaker,article"),
    ):
        path = f"{room}/{made[room]['id']}/"
        part = curator.call("GET", f"{path}?fields={fields}").json()
        missing = refused(curator.call("PUT", path, part, If_Match="*"), 400)
        writable = set(VIEWS[room].input_class().fields) - {"status", "provenance"}
        assert set(missing) == {f"/{name}" for name in writable - set(fields.split(","))}
        assert curator.call("GET", path).json() == made[room]


def test_a_put_may_leave_the_key_to_the_address_and_the_status_as_it_is(curator):
    made = everything(curator)
    for path, row in (
        ("speakers/halla/", made["speakers"]),
        (f"claims/{made['claims']['id']}/", made["claims"]),
    ):
        body = {name: value for name, value in row.items() if name not in {"slug", "id", "status"}}
        answer = curator.call("PUT", path, body, If_Match="*")
        assert (answer.status_code, answer.json()) == (200, row)


@pytest.mark.parametrize("member", ["affiliations", "citations", "authors", "topics", "chain"])
def test_a_change_of_what_belongs_to_a_row_is_a_new_version(reviewer, member):
    made = everything(reviewer)
    room = {"affiliations": "speakers", "topics": "claims", "chain": "statements"}.get(member, "articles")
    path = f"{room}/{made[room].get('slug') or made[room]['id']}/"
    answer = reviewer.call("PATCH", path, {member: []}, If_Match="*")
    assert answer.json()["version"] == made[room]["version"] + 1
    assert (
        reviewer.call("PATCH", path, {member: None}, If_Match=f'"{made[room]["version"]}-0"').status_code
        == 412
    )


# --- What a body may refer to, and leave out --------------------------------------------------------------------------


@pytest.mark.parametrize("debug", [False, True])
def test_an_address_without_its_slash_keeps_what_was_to_be_written(curator, settings, debug):
    settings.DEBUG = debug
    answer = curator.call("POST", "claims?a=b", CLAIM)
    assert (answer.status_code, answer["Location"]) == (308, "/api/v1/claims/?a=b")
    followed = curator.post("/api/v1/claims", CLAIM, "application/json", headers=curator.headers, follow=True)
    assert followed.status_code == 201
    assert Claim.objects.get().text == CLAIM["text"]
    assert anybody.get("/api/v1/claims").status_code == 301
    assert curator.call("POST", "nothing", CLAIM).status_code == 404


def test_a_reference_says_no_other_name_than_that_of_what_it_refers_to(curator):
    article = make.article(title="The river")
    said = {"id": str(article.pk), "url": "http://elsewhere.example/", "title": "The sea"}
    errors = refused(curator.call("POST", "claims/", CLAIM | {"about_article": said}), 400)
    assert list(errors) == ["/about_article/title"]


def test_former_slugs_and_merged_rows_lead_to_what_they_became(curator):
    topic = make.topic("mining")
    topic.slug = "mines"
    topic.save()
    assert curator.made("claims/", CLAIM | {"topics": ["mining"]})["topics"] == ["mines"]


def test_a_merge_patch_changes_what_it_names_and_null_takes_away(curator):
    made = everything(curator)["statements"]
    path, tag = f"statements/{made['id']}/", "*"
    other = curator.made("claims/", {"text": "Other."})
    patch = {"claim": {"id": other["id"]}, "hedge": None, "affiliation": None, "stance": None}
    answer = curator.call("PATCH", path, patch, If_Match=tag, Content_Type="application/merge-patch+json")
    changed = answer.json()
    assert {name for name in made if changed[name] != made[name]} == {
        "claim", "hedge", "affiliation", "stance", "version", "updated_at"
    }  # fmt: skip
    assert (changed["claim"]["text"], changed["hedge"], changed["stance"]) == ("Other.", None, "asserts")


def test_a_null_for_what_nothing_is_known_of_is_told(curator):
    row = everything(curator)["supports"]
    for patch, place in (({"": None}, "/"), ({"statement": {"ids": None}}, "/statement/ids")):
        answer = curator.call("PATCH", f"supports/{row['id']}/", patch, If_Match="*")
        assert answer.status_code == 400
        assert [error["pointer"] for error in answer.json()["errors"]] == [place]


def test_nothing_is_stored_of_what_cannot_be_written(reviewer):
    """Every member that is read, sent with a value of its own: only those change that are declared as writable."""
    made = everything(reviewer)
    for room, row in made.items():
        path, form = f"{room}/{row.get('slug') or row['id']}/", VIEWS[room].input_class()
        kept = [name for name in row if name not in form.fields and name != "id"]
        assert {"version", "url", "created_at"} <= set(kept)
        forged = {name: 99 if isinstance(row[name], int) else "forged" for name in kept}
        answer = reviewer.call("PATCH", path, forged, If_Match="*")
        assert (answer.status_code, answer.json()) == (200, row)
        columns = (
            {f.name for f in VIEWS[room].queryset.model._meta.concrete_fields} - set(row) - set(form.fields)
        )
        for name in columns | {"pk", "is_staff", "__class__"}:
            assert f"/{name}" in refused(reviewer.call("PATCH", path, {name: 1}, If_Match="*"), 400)


# --- Who did it -------------------------------------------------------------------------------------------------------


def test_the_history_names_who_wrote_through_the_api(curator):
    everything(curator)
    for model in (Claim, Article, Citation, Speaker):
        events = model.pgh_event_model.objects.all()
        contexts = pghistory.models.Context.objects.filter(pk__in=events.values("pgh_context"))
        assert {context.metadata["user"] for context in contexts} == {curator.user.pk}
        assert events.filter(pgh_context=None).count() == 0


def test_a_page_of_another_site_cannot_write(curator):
    preflight = anybody.options(
        "/api/v1/claims/", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    )
    assert "POST" not in preflight.get("Access-Control-Allow-Methods", "")
    anybody.force_login(curator.user)
    assert anybody.post("/api/v1/claims/", CLAIM, "application/json").status_code == 401
    anybody.logout()


# --- The guide --------------------------------------------------------------------------------------------------------

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


def test_the_calls_of_the_guide_work_one_after_the_other(curator, tmp_path, monkeypatch):
    make.speaker("newsweek", kind="publication")
    make.speaker("vladimir-potanin")
    make.topic("processing")
    text = GUIDE.read_text().partition("\n## Writing\n")[2].partition("\n| | |\n")[0]
    calls = re.findall(r"^    ((?:curl|manage\.py) .*(?:\n      .*)*)", text, re.MULTILINE)
    assert [call.split()[0] for call in calls] == ["curl"] * 3 + ["manage.py", "curl"]
    (tmp_path / "river.txt").write_text("The river\n\nThe minister said that the plant opens in May.\n")
    monkeypatch.chdir(tmp_path)
    made: dict[str, str] = {}
    for call in calls:
        words = shlex.split(call.replace("\\\n", " "))
        if words[0] == "manage.py":
            call_command(*words[1:])
            continue
        room = words[3].removeprefix("http://127.0.0.1:8000/api/v1/").split("/")[0]
        path = words[3].removeprefix("http://127.0.0.1:8000/api/v1/").replace("…", made.get(room, ""))
        body = json.loads(words[words.index("-d") + 1])
        for name in {"claim", "article"} & set(body):
            body[name] = {"id": made[f"{name}s"]}
        condition = {"If_Match": "*"} if words[2] == "PATCH" else {}
        answer = curator.call(words[2], path, body, **condition)
        assert answer.status_code == (200 if condition else 201), answer.content
        made[room] = answer.json()["id"]
    assert answer.json()["quote"]["exact"] == "opens in May"


@pytest.mark.parametrize("slug", ["A_b", "two--hyphens", "ümlaut", "x" * 101, "x" * 300])
def test_an_address_that_no_row_can_have_is_refused_with_the_rule(curator, slug):
    answer = curator.call("PUT", f"topics/{slug}/", {"name": "Energy"}, If_None_Match="*")
    assert answer.status_code == 400, answer.content
    assert "hyphens" in answer.json()["detail"] or "100 characters" in answer.json()["detail"]
    assert "UUIDv7" in curator.call("PUT", "claims/1/", {"text": "x"}, If_None_Match="*").json()["detail"]
    assert curator.call("PUT", f"topics/{slug}/", {"name": "Energy"}, If_Match="*").status_code == 404


def test_staff_are_led_on_from_the_former_slug_of_what_nothing_public_uses(curator):
    curator.made("topics/", {"slug": "lithium", "name": "Lithium"})
    curator.call("PATCH", "topics/lithium/", {"slug": "lithium-ores"}, If_Match="*")
    answer = curator.call("GET", "topics/lithium/?fields=name")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/topics/lithium-ores/?fields=name")
    assert curator.call("PATCH", "topics/lithium/", {"name": "x"}, If_Match="*").status_code == 409
    assert Program("reads", "Curator", scope="read").call("GET", "topics/lithium/").status_code == 404
