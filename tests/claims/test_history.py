"""What became of an object: what was public, in the members' own names, by handle."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pghistory
import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from claims.models import Claim, ClaimTopic, Relay
from sources.models import Affiliation, ArticleAuthor, Curator, Speaker
from tests import factories as make
from tests.past import MARK, client, history, moment, then
from tests.sources.test_tokens import token

pytestmark = pytest.mark.django_db(transaction=True)


def changes(entry: dict) -> dict[str, tuple]:
    return {change["member"]: (change["old"], change["new"]) for change in entry["changes"]}


def account(handle: str | None) -> int:
    user = get_user_model().objects.create(username=f"{MARK}-{handle}", email=f"{MARK}@example.org")
    if handle:
        Curator.objects.create(user=user, handle=handle)
    return user.pk


def test_a_change_is_told_with_old_and_new_and_by_whom():
    claim = make.claim(text="The plant opens in May.")
    for user, text in (
        (account("curator-7"), "The plant opens in June."),
        (account(None), "It opens in July."),
    ):
        with pghistory.context(user=user, request_id=MARK, url=MARK):
            Claim.objects.update(text=text)
    last, middle, first = history(f"claims/{claim.pk}/")
    assert changes(last) == {"text": ("The plant opens in June.", "It opens in July.")}
    assert changes(middle) == {"text": ("The plant opens in May.", "The plant opens in June.")}
    assert (last["by"], middle["by"], first["by"]) == (None, "curator-7", None)
    assert (last["event"], first["event"]) == ("changed", "published")
    assert changes(first)["text"] == (None, "The plant opens in May.")
    assert last["at"] > middle["at"] > first["at"]
    assert MARK not in client.get(f"/api/v1/claims/{claim.pk}/history/").content.decode()


def test_a_change_through_the_api_names_the_owner_of_the_token():
    user = get_user_model().objects.create_superuser(MARK, f"{MARK}@example.org")
    Curator.objects.create(user=user, handle="curator-7")
    _, secret = token(user=user)
    claim = make.claim(text="One.")
    path, headers = f"/api/v1/claims/{claim.pk}/", {"Authorization": f"Bearer {secret}"}
    etag = client.get(path, headers=headers)["ETag"]
    kind = "application/merge-patch+json"
    changed = client.patch(path, {"text": "Two."}, content_type=kind, headers=headers | {"If-Match": etag})
    assert changed.status_code == 200, changed.content
    newest = history(f"claims/{claim.pk}/")[0]
    assert (newest["by"], changes(newest)["text"]) == ("curator-7", ("One.", "Two."))
    assert claim.events.order_by("pgh_id").last().pgh_context.metadata["request_id"]


def test_what_a_draft_said_is_never_told():
    claim = make.claim(make.topic(MARK, name=MARK), text=f"{MARK} one", status="draft")
    while_draft = moment()
    Claim.objects.update(text=f"{MARK} two")
    ClaimTopic.objects.all().delete()
    Claim.objects.update(text="The plant opens.")
    claim.refresh_from_db()
    claim.publish("reviewer-9")
    (only,) = history(f"claims/{claim.pk}/")
    assert (only["event"], changes(only)["text"]) == ("published", (None, "The plant opens."))
    assert MARK not in str(only)
    assert then(f"claims/{claim.pk}/", while_draft)["code"] == 404


def test_what_changed_while_it_was_withdrawn_is_told_only_by_what_came_of_it():
    claim = make.claim(text="The plant opens.")
    open_then = moment()
    claim.withdraw("It was recorded twice.")
    closed = moment()
    assert then(f"claims/{claim.pk}/", open_then)["code"] == 410
    assert client.get(f"/api/v1/claims/{claim.pk}/history/").status_code == 410
    Claim.objects.update(text=f"{MARK} while nobody sees it")
    Claim.objects.update(text="The plant opens late.")
    claim.refresh_from_db()
    claim.publish("reviewer-9")
    again, withdrawn, _ = history(f"claims/{claim.pk}/")
    assert (withdrawn["event"], withdrawn["reason"], withdrawn["changes"]) == (
        "withdrawn",
        "It was recorded twice.",
        [],
    )
    assert (again["event"], changes(again)["text"]) == (
        "republished",
        ("The plant opens.", "The plant opens late."),
    )
    assert MARK not in str(again)
    gone = then(f"claims/{claim.pk}/", closed)
    assert (gone["code"], gone["reason"]) == (410, "It was recorded twice.")
    assert then(f"claims/{claim.pk}/", open_then)["text"] == "The plant opens."


def test_several_changes_in_one_transaction_are_one_entry():
    claim = make.claim(text="One.")
    with transaction.atomic():
        Claim.objects.update(text=MARK)
        Claim.objects.update(text="Three.")
    assert changes(history(f"claims/{claim.pk}/")[0]) == {"text": ("One.", "Three.")}


def test_what_belongs_to_a_row_in_another_table_is_told_with_it():
    near, far = make.article(publisher=make.speaker("gazette", kind="publication")), make.article()
    author = make.statement(speaker=make.speaker("ann-lee", name="Ann Lee")).speaker
    topic = make.topic("mining")
    make.claim(topic)
    statement = make.statement(claim=make.claim(topic), article=make.article(author), via=[near])
    Relay.objects.create(statement=statement, article=far, position=1)
    ClaimTopic.objects.filter(claim=statement.claim).delete()
    ArticleAuthor.objects.all().delete()
    link = {"article": str(near.pk), "publisher": "gazette"}
    assert changes(history(f"statements/{statement.pk}/")[0]) == {
        "chain": ([link], [link, {"article": str(far.pk), "publisher": None}])
    }
    assert changes(history(f"claims/{statement.claim_id}/")[0]) == {"topics": (["mining"], [])}
    byline, now = changes(history(f"articles/{statement.article_id}/")[0])["authors"]
    assert ([speaker["name"] for speaker in byline], now) == (["Ann Lee"], [])


def test_a_link_to_what_is_not_public_leaves_no_entry():
    claim = make.claim()
    article = make.article(title="An open article")
    draft = make.article(title=MARK, status="draft")
    make.citation(article, draft)
    assert [entry["event"] for entry in history(f"articles/{article.pk}/")] == ["published"]
    make.statement(claim=claim, status="draft", venue=MARK)
    assert [entry["event"] for entry in history(f"claims/{claim.pk}/")] == ["published"]


def test_what_was_said_of_a_part_before_its_target_was_public_is_never_told():
    person = make.statement().speaker
    hidden = make.speaker("company", kind="organization")
    role = make.affiliation(speaker=person, organization=hidden, role=MARK)
    Affiliation.objects.filter(pk=role.pk).update(role="owner")
    assert [entry["event"] for entry in history(f"speakers/{person.slug}/")] == ["published"]
    make.statement(speaker=hidden)
    changed, _ = history(f"speakers/{person.slug}/")
    old, new = changes(changed)["affiliations"]
    assert (old, [one["role"] for one in new]) == ([], ["owner"])
    assert MARK not in str(history(f"speakers/{person.slug}/"))


def test_references_keep_their_names_of_today_and_make_no_entry():
    statement = make.statement(speaker=make.speaker("ann-lee", name="Ann Lee"))
    Speaker.objects.filter(slug="ann-lee").update(name="Anne Lee")
    (only,) = history(f"statements/{statement.pk}/")
    assert changes(only)["speaker"][1]["name"] == "Anne Lee"
    assert [entry["event"] for entry in history("speakers/ann-lee/")] == ["changed", "published"]


def test_a_history_is_read_by_pages_in_both_directions():
    claim = make.claim(text="0")
    for number in range(1, 6):
        Claim.objects.update(text=str(number))
    read, address = [], f"/api/v1/claims/{claim.pk}/history/?page_size=2"
    while address:
        page = client.get(address).json()
        read += [changes(entry)["text"][1] for entry in page["results"]]
        back, address = page["previous"], page["next"]
    assert read == ["5", "4", "3", "2", "1", "0"]
    assert [changes(entry)["text"][1] for entry in client.get(back).json()["results"]] == ["3", "2"]


@pytest.mark.parametrize(
    "query", ["page_size=0", "cursor=x", "as_of=2025-05-01T00:00:00Z", "format=csv", "fields=at"]
)
def test_a_history_takes_no_other_parameters(query):
    problem = client.get(f"/api/v1/claims/{make.claim().pk}/history/?{query}")
    assert (problem.status_code, problem["Content-Type"]) == (400, "application/problem+json")


def test_the_history_of_what_went_elsewhere_is_there():
    old, new = make.claim(), make.claim()
    Claim.objects.filter(pk=old.pk).update(merged_into=new)
    moved = client.get(f"/api/v1/claims/{old.pk}/history/?page_size=5")
    assert (moved.status_code, moved["Location"]) == (301, f"/api/v1/claims/{new.pk}/history/?page_size=5")
    speaker = make.statement().speaker
    former, speaker.slug = speaker.slug, "renamed"
    speaker.save()
    assert (
        client.get(f"/api/v1/speakers/{former}/history/")["Location"] == "/api/v1/speakers/renamed/history/"
    )


def test_who_began_first_and_wrote_last_is_told_last():
    claim = make.claim(text="The plant opens in May.", language="en")
    first, second = make.topic(name="Alloys"), make.topic(name="Batteries")
    begun, written = Event(), Event()

    def began_first() -> None:
        with transaction.atomic(), pghistory.context(reason="A"):
            moment()  # a transaction begins with its first statement
            begun.set()
            written.wait(10)
            Claim.objects.filter(pk=claim.pk).update(language="de")
            ClaimTopic.objects.create(claim=claim, topic=second)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(began_first)
        begun.wait(10)
        with transaction.atomic(), pghistory.context(reason="B"):
            Claim.objects.filter(pk=claim.pk).update(text="The plant opens in June.")
            ClaimTopic.objects.create(claim=claim, topic=first)
        written.set()
        other.result()
    last, before, _ = history(f"claims/{claim.pk}/")
    assert (before["reason"], last["reason"]) == ("B", "A")
    assert changes(before)["text"] == ("The plant opens in May.", "The plant opens in June.")
    assert changes(last)["language"] == ("en", "de")
    one, both = [first.slug], [first.slug, second.slug]
    assert (changes(before)["topics"], changes(last)["topics"]) == (([], one), (one, both))
    assert then(f"claims/{claim.pk}/", moment())["language"] == "de"
