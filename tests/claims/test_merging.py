"""Two claims or two speakers become one: what rests on them moves, nothing is doubled, the old address leads on."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from claims.models import Claim, Rebuttal, Statement
from sources.models import Affiliation, NotMerged, Speaker
from tests import factories as make
from tests.claims.test_counters import disagreements
from tests.claims.test_withdrawn import a_day_passes
from tests.programs import Program
from tests.sources.test_admin import account, page

pytestmark = pytest.mark.django_db
anybody = Client()


@pytest.fixture
def reviewer() -> Program:
    return Program("reviewer-7", "Reviewer")


def test_what_rests_on_a_claim_moves_to_the_other():
    mining, law = make.topic("mining"), make.topic("law")
    old, into = make.claim(mining, law), make.claim(mining)
    statement, rebuttal, support = (
        make.statement(claim=old),
        make.rebuttal(target_claim=old),
        make.support(target_claim=old),
    )
    made = make.rebuttal(statement=make.statement(claim=old))
    make.statement(claim=into)
    old.merge(into)
    for row in (old, into, statement, rebuttal, support, made):
        row.refresh_from_db()
    assert {statement.claim, rebuttal.target_claim, support.target_claim, made.counter_claim} == {into}
    assert (into.statement_count, into.rebuttal_count, into.support_count) == (3, 1, 1)
    assert set(into.topics.all()) == {mining, law}
    assert (old.is_public, old.merged_into) == (False, into)
    assert not old.statements.exists()
    assert disagreements() == []


def test_what_refers_to_a_speaker_moves_to_the_other():
    old, into = make.speaker("old"), make.speaker("into", aliases=["I."])
    Speaker.objects.filter(pk=old.pk).update(aliases=["O.", "I."])
    article = make.article(old, publisher=old)
    rebuttal = make.rebuttal(statement=make.statement(speaker=old, affiliation=old))
    role = make.affiliation(speaker=old)
    draft = make.statement(speaker=old, status="draft")
    old.refresh_from_db()
    old.merge(into)
    for row in (into, article, rebuttal, role, draft):
        row.refresh_from_db()
    assert [article.publisher, *article.authors.all(), rebuttal.critic, role.speaker, draft.speaker] == [
        into
    ] * 5
    assert into.aliases == ["I.", "Old", "O."]
    assert (into.claim_count, into.rebuttal_count) == (1, 1)
    assert disagreements() == []


def test_what_only_the_merged_speaker_tells_of_itself_the_other_tells():
    old = make.speaker("old", website="https://old.example/", wikidata="Q11")
    into = make.speaker("into", website="https://into.example/")
    old.merge(into)
    into.refresh_from_db()
    assert (into.website, into.wikidata) == ("https://into.example/", "Q11")


def duplicate_statements() -> tuple[Claim, Claim, list]:
    first = make.statement()
    twin = make.statement(speaker=first.speaker, article=first.article)
    return twin.claim, first.claim, [twin]


def duplicate_rebuttals() -> tuple[Claim, Claim, list]:
    first = make.rebuttal()
    twin = make.rebuttal(statement=first.statement)
    return twin.target_claim, first.target_claim, [twin]


def claims_that_counter_each_other() -> tuple[Claim, Claim, list]:
    rebuttal = make.rebuttal()
    return rebuttal.target_claim, rebuttal.statement.claim, [rebuttal]


def two_authors_of_one_article() -> tuple[Speaker, Speaker, list]:
    old, into = make.speaker(), make.speaker()
    return old, into, [make.article(into, old).bylines.get(speaker=old)]


def a_member_and_its_organization() -> tuple[Speaker, Speaker, list]:
    role = make.affiliation()
    return role.speaker, role.organization, [role]


def a_claim_and_itself() -> tuple[Claim, Claim, list]:
    claim = make.claim()
    return claim, Claim.objects.get(pk=claim.pk), []


def a_public_claim_and_a_draft() -> tuple[Claim, Claim, list]:
    return make.claim(), make.claim(status="draft"), []


def one_that_was_merged() -> tuple[Claim, Claim, list]:
    gone, into, third = make.claim(), make.claim(), make.claim()
    gone.merge(into)
    return gone, third, []


REFUSED = [
    duplicate_statements, duplicate_rebuttals, claims_that_counter_each_other, two_authors_of_one_article,
    a_member_and_its_organization, a_claim_and_itself, a_public_claim_and_a_draft, one_that_was_merged,
]  # fmt: skip


@pytest.mark.parametrize("scene", REFUSED, ids=lambda scene: scene.__name__)
def test_what_would_be_doubled_or_bear_on_itself_is_named_and_nothing_moves(scene):
    old, into, standing = scene()
    before = (
        list(Statement.objects.values_list("claim", "speaker")),
        list(Rebuttal.objects.values_list("target_claim")),
    )
    with pytest.raises(NotMerged) as refusal:
        old.merge(into)
    assert refusal.value.rows == standing
    after = (
        list(Statement.objects.values_list("claim", "speaker")),
        list(Rebuttal.objects.values_list("target_claim")),
    )
    assert after == before


def test_a_claim_that_is_denied_takes_in_the_one_that_denies_it():
    denial = make.statement(stance="denies")
    rebuttal = make.rebuttal(statement=denial, target_claim=make.claim(), ground="denial")
    rebuttal.target_claim.merge(denial.claim)
    rebuttal.refresh_from_db()
    assert (rebuttal.target_claim, rebuttal.counter_claim) == (denial.claim, None)
    assert disagreements() == []


def test_what_was_withdrawn_stays_as_it_was():
    withdrawn = make.statement(status="withdrawn")
    withdrawn.claim.merge(make.claim())
    withdrawn.refresh_from_db()
    assert withdrawn.claim.merged_into is not None


@pytest.mark.parametrize("room", ["claims", "speakers"])
def test_a_program_merges_and_the_old_address_leads_on(reviewer, room):
    old, into = (
        (make.statement().claim, make.claim())
        if room == "claims"
        else (make.speaker("old"), make.speaker("into"))
    )
    if room == "speakers":
        make.article(old)
    a_day_passes()
    key, other = (row.pk if room == "claims" else row.slug for row in (old, into))
    reference = {"id": str(other)} if room == "claims" else {"slug": other}
    assert reviewer.call("POST", f"{room}/{key}/merge/", {"into": reference}).status_code == 428
    answer = reviewer.call("POST", f"{room}/{key}/merge/", {"into": reference}, If_Match="*")
    assert (answer.status_code, answer.json()["url"]) == (200, f"http://testserver/api/v1/{room}/{other}/")
    moved = anybody.get(f"/api/v1/{room}/{key}/")
    assert (moved.status_code, moved["Location"]) == (301, f"/api/v1/{room}/{other}/")
    assert reviewer.call("PATCH", f"{room}/{key}/", {}, If_Match="*").status_code == 409


def test_what_was_merged_twice_leads_straight_to_where_it_is():
    first, second, third = (make.statement().claim for _ in range(3))
    first.merge(second)
    second.merge(third)
    first.refresh_from_db()
    assert first.merged_into == third


def test_what_rests_on_a_merged_claim_can_be_sent_back_and_says_why_it_is_not_published(reviewer):
    claim, into = make.claim(), make.claim()
    statement = make.statement(claim=claim, speaker=make.speaker("ada"))
    statement.withdraw("Twice.")
    claim.merge(into)
    draft = make.statement(claim=make.claim(), status="draft", recorded_by="curator-1")
    type(draft).objects.filter(pk=draft.pk).update(claim=claim)
    shown = reviewer.call("GET", f"statements/{draft.pk}/")
    sent = reviewer.call("PUT", f"statements/{draft.pk}/", shown.json(), If_Match=shown["ETag"])
    assert (sent.status_code, sent["ETag"]) == (200, shown["ETag"])
    refused = reviewer.call("PATCH", f"statements/{draft.pk}/", {"status": "published"}, If_Match="*")
    assert refused.status_code == 409
    assert str(claim.pk) in refused.content.decode()


def test_nobody_learns_what_a_draft_was_called():
    old, into = make.speaker("never-public"), make.statement().speaker
    old.merge(into)
    renamed = make.speaker("named-in-haste")
    Speaker.objects.filter(pk=renamed.pk).update(slug="named-well")
    make.article(publisher=renamed)
    for slug in ("never-public", "named-in-haste"):
        assert anybody.get(f"/api/v1/speakers/{slug}/").status_code == 404
        assert anybody.get(f"/api/v1/claims/?speaker={slug}").status_code == 400
    staff = Program("curator-9", "Curator")
    moved = staff.call("GET", "speakers/named-in-haste/")
    assert (moved.status_code, moved["Location"]) == (301, "/api/v1/speakers/named-well/")


def test_creating_again_what_has_been_merged_is_refused(reviewer):
    same = {"name": "Twice", "kind": "person"}
    reviewer.user.groups.add(*Group.objects.filter(name="Curator"))
    assert reviewer.call("PUT", "speakers/twice/", same, If_None_Match="*").status_code == 201
    Speaker.objects.get(slug="twice").merge(make.speaker("into"))
    assert reviewer.call("PUT", "speakers/twice/", same, If_None_Match="*").status_code == 412


def test_a_program_is_told_what_stands_in_the_way(reviewer):
    old, into, [rebuttal] = duplicate_rebuttals()
    answer = reviewer.call("POST", f"claims/{old.pk}/merge/", {"into": {"id": str(into.pk)}}, If_Match="*")
    assert answer.status_code == 409
    assert str(rebuttal.pk) in answer.json()["errors"][0]["detail"]
    assert answer.json()["errors"][0]["url"].endswith(f"/api/v1/rebuttals/{rebuttal.pk}/")
    one, other, [byline] = two_authors_of_one_article()
    answer = reviewer.call(
        "POST", f"speakers/{one.slug}/merge/", {"into": {"slug": other.slug}}, If_Match="*"
    )
    (told,) = answer.json()["errors"]
    assert told["url"].endswith(f"/api/v1/articles/{byline.article_id}/")
    for body, status in (({}, 400), ({"into": {"id": "x"}}, 400), ({"to": {}}, 400), ({"into": None}, 400)):
        assert reviewer.call("POST", f"claims/{old.pk}/merge/", body, If_Match="*").status_code == status


def test_who_may_not_change_what_would_move_does_not_merge():
    curator = Program("curator-7", "Curator")
    public = make.statement()
    into = {"into": {"slug": make.speaker("into").slug}}
    path = f"speakers/{public.speaker.slug}/merge/"
    assert curator.call("POST", path, into, If_Match="*").status_code == 403
    curator.user.user_permissions.add(*Permission.objects.filter(codename__startswith="publish_"))
    program = Program("other-7", "Curator", "Reviewer")
    assert program.call("POST", path, into, If_Match="*").status_code == 200
    assert not Affiliation.objects.filter(speaker=public.speaker).exists()


# --- In the admin -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["claim", "speaker"])
def test_a_reviewer_merges_in_the_admin(kind):
    reviewer = account("reviewer-8", "Reviewer")
    old, into = (
        (make.statement().claim, make.claim())
        if kind == "claim"
        else (make.statement().speaker, make.speaker())
    )
    assert "merge_url" in reviewer.get(page(old)).context
    url = page(old, "merge")
    answer = reviewer.get(url)
    assert str(old) in answer.content.decode()
    stale = reviewer.post(url, {"into": into.pk, "seen_version": 99})
    assert "Somebody else saved" in stale.content.decode()
    done = reviewer.post(url, {"into": into.pk, "seen_version": old.version})
    assert (done.status_code, done["Location"]) == (302, page(into))
    old.refresh_from_db()
    assert old.merged_into == into
    assert reviewer.get(url).status_code == 404


def test_the_admin_lists_what_stands_in_the_way_of_a_merge():
    reviewer = account("reviewer-8", "Reviewer")
    old, into, [rebuttal] = duplicate_rebuttals()
    answer = reviewer.post(page(old, "merge"), {"into": into.pk, "seen_version": old.version})
    assert "would be there twice" in answer.content.decode()
    assert rebuttal._meta.verbose_name in answer.content.decode()
    assert (
        reviewer.post(page(old, "merge"), {"into": "", "seen_version": old.version})
        .context["form"]
        .errors["into"]
    )


def test_a_curator_does_not_merge_what_is_published_and_does_merge_drafts():
    curator = account("curator-8", "Curator")
    public = make.statement()
    assert curator.get(page(public.speaker, "merge")).status_code == 403
    assert "merge_url" not in curator.get(page(public.speaker)).context
    old, into = make.claim(status="draft"), make.claim(status="draft")
    assert curator.post(page(old, "merge"), {"into": into.pk, "seen_version": old.version}).status_code == 302
    public_claim = make.claim()
    third = make.claim(status="draft")
    refused = curator.post(page(third, "merge"), {"into": public_claim.pk, "seen_version": third.version})
    assert refused.context["form"].errors["into"]
