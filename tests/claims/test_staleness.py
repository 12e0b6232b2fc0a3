"""Nothing stale is ever shown, and the mark moves with whatever is shown."""

import re
import threading
from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from claims.models import Claim, ClaimEntry, Statement
from reeapi.api.findings import Findings
from reeapi.api.questions import compiled_question
from reeapi.urls import router
from sources.models import Mark
from tests import factories as make
from tests.claims.datasets import loaded, sample
from tests.worlds import Generator, inserted

client = Client()  # one for all: each of its own would load the middleware anew
VIEWS = {prefix: viewset for prefix, viewset, _ in router.registry}
OLD, NEW = "Old Name of Hers", "Another Name"


def addresses() -> Iterator[str]:
    """Every list in every format, also with all that it can embed, every object, and the pages beside them."""
    yield from ("/", "/api/v1/claims/facets/", "/api/v1/rebuttals/facets/")
    for name, view in VIEWS.items():
        yield f"/api/v1/{name}/"
        yield from (f"/api/v1/{name}/?format={kind}" for kind in ("csv", "ndjson"))
        if view.expandable:
            yield f"/api/v1/{name}/?expand={','.join(view.expandable)}"
        for key in view.queryset.values_list(view.lookup_field, flat=True):
            yield f"/api/v1/{name}/{key}/"
    yield from (
        "/api/v1/claims/?speaker=her",
        "/api/v1/statements/?speaker=her&count=true",
        "/api/v1/rebuttals/?critic=her",
    )


def crawl(paths: list[str]) -> dict[str, tuple[int, str, str]]:
    """{address: (status, tag, body)}"""
    found = {}
    for path in paths:
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = answer.status_code, answer.get("ETag", ""), body.decode()
    return found


@pytest.mark.django_db
def test_after_raw_changes_no_address_shows_what_was():
    her = make.speaker("her", name=OLD)
    outlet = make.speaker("outlet", kind="publication")
    article = make.article(publisher=outlet)
    kept, withdrawn = make.claim(make.topic("mining")), make.claim(make.topic("law"))
    for claim in (kept, withdrawn):
        make.statement(claim=claim, speaker=her, article=article)
    counter = make.statement(claim=make.claim(), speaker=her, article=article)
    make.rebuttal(statement=counter, target_claim=kept, relation="rebuts", ground="legal")
    paths = list(addresses())
    crawl(paths)  # so that all is kept that can be
    before = crawl(paths)
    assert {status for status, _, _ in before.values()} == {200}
    with connection.cursor() as sql:
        sql.execute("UPDATE sources_speaker SET name = %s WHERE slug = 'her'", [NEW])
        sql.execute(
            "UPDATE claims_claim SET status = 'withdrawn', withdrawn_at = now(), withdrawn_reason = 'Twice.' WHERE id = %s",
            [withdrawn.pk],
        )
    after = crawl(paths)
    assert [path for path, (_, _, body) in after.items() if OLD in body] == []
    shown = {path for path, (status, _, body) in after.items() if status == 200 and str(withdrawn.pk) in body}
    assert shown == set()
    # 410 for those who may have seen it; this transaction has made and unmade it.
    assert after[f"/api/v1/claims/{withdrawn.pk}/"][0] == 404
    lists = re.compile(r"/api/v1/\w+/(\?.*)?")
    for path, (status, tag, body) in after.items():
        _, tag_before, body_before = before[path]
        if status == 200 and tag:
            assert (tag != tag_before) == (body != body_before or bool(lists.fullmatch(path))), path


@pytest.mark.django_db
def test_every_table_of_a_list_moves_the_mark():
    """Whatever the SQL of a list or an object reads has the trigger, but what is derived from tables that have it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_marks%'")
        marking = {name for (name,) in cursor.fetchall()}
    read = set()
    for view in VIEWS.values():
        for given in ({}, {"expand": tuple(sorted(view.expandable))}):
            question = compiled_question(view.form(given, {}, view.built_orderings()[view.default_ordering]))
            texts = [sql for sql, _ in question.statements]
            texts.append(question.shown.of_several[0])
            read |= {name for text in texts for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', text)}
    assert read - {"claims_claimentry"} <= marking
    assert {"claims_claimtopic", "sources_speakerslug", "claims_topicslug"} <= marking


@pytest.mark.django_db
def test_the_mark_differs_after_each_command_of_a_transaction():
    marks = [Findings().mark]
    for number in range(3):
        make.speaker(f"speaker-{number}")
        marks.append(Findings().mark)
    assert len(set(marks)) == 4


@pytest.mark.django_db(transaction=True)
def test_the_mark_never_grows_too_large_to_be_stored():
    for value in (2**62 - 2, 2**63 - 10**13):  # of before it began anew, too
        Mark.objects.all().delete()
        Mark.objects.create(value=value)
        before = Findings().mark
        make.speaker()
        assert Findings().mark != before
        assert 0 <= Mark.objects.get().value < 2**62


@pytest.mark.django_db(transaction=True)
def test_writers_do_not_wait_for_each_other_and_readers_see_each_commit():
    def write(slug: str, wrote: threading.Event, go_on: threading.Event) -> None:
        try:
            with transaction.atomic():
                make.speaker(slug)
                wrote.set()
                assert go_on.wait(60)
        finally:
            connections.close_all()

    before = Findings().mark
    events = [(threading.Event(), threading.Event()) for _ in range(3)]
    threads = [threading.Thread(target=write, args=(f"w-{n}", *pair)) for n, pair in enumerate(events)]
    for thread in threads:
        thread.start()
    assert all(wrote.wait(60) for wrote, _ in events)  # each while the others' transactions are open
    marks = [before, Findings().mark]
    assert marks[0] == marks[1]
    for thread, (_, go_on) in zip(threads, events, strict=True):
        go_on.set()
        thread.join(60)
        marks.append(Findings().mark)
    assert len(set(marks)) == 4
    assert Mark.objects.count() == 3


@pytest.mark.django_db
def test_entries_are_what_they_follow_from():
    """In a world in which everything occurs, and after changes of all that they are derived from."""
    with inserted(Generator(7).world()):
        assert entries() == expected()
        with connection.cursor() as sql:
            sql.execute("UPDATE sources_article SET publisher_id = (SELECT min(id) FROM sources_speaker)")
            sql.execute(
                "UPDATE claims_statement SET said_on = '2001-02-03', said_on_precision = 'day' WHERE id IN "
                "(SELECT id FROM claims_statement ORDER BY id LIMIT 40)"
            )
            sql.execute("DELETE FROM claims_claimtopic WHERE id % 3 = 0")
        one = Statement.objects.published().first()
        Statement.objects.filter(pk=one.pk).update(speaker=make.speaker("newcomer"))
        Claim.objects.published().last().withdraw("Twice.", cascade=True)
        assert entries() == expected()


@pytest.mark.django_db
def test_claims_that_nobody_is_said_to_have_made_are_loaded_under_their_topics():
    """A load writes the topics of new claims before the claims."""
    loaded(*(line for name, line in sample().items() if name in {"claim", "topic", "broader"}))
    assert entries() == expected()
    assert [claim["text"] for claim in client.get("/api/v1/claims/?topic=industry").json()["results"]] == [
        "The ore is rich."
    ]


def entries() -> set[tuple]:
    names = ("claim", "speaker", "publisher", "topic", "created_at", "first_said_on")
    return set(ClaimEntry.objects.values_list(*names))


def expected() -> set[tuple]:
    found = set()
    for claim in Claim.objects.published():
        keys = (claim.created_at, claim.first_said_on)
        for statement in claim.statements.published().select_related("article"):
            found.add((claim.pk, statement.speaker_id, None, None, *keys))
            if statement.article.publisher_id:
                found.add((claim.pk, None, statement.article.publisher_id, None, *keys))
        found |= {(claim.pk, None, None, topic, *keys) for topic in claim.topics.values_list("pk", flat=True)}
    return found
