"""The changes feed: everything once, in order, whoever writes meanwhile; nothing that never was public."""

import json
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.test import Client

from claims.models import Claim, Statement, Topic
from sources.models import Article, Change, Speaker
from tests import factories as make
from tests.claims.test_plans import nodes
from tests.hidden import World
from tests.servers import serving

pytestmark = pytest.mark.django_db(transaction=True)
client = Client()
FEED = "/api/v1/changes/"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
WRITERS = 8


def asked(token: str = "", **parameters: object) -> dict:
    given = parameters | ({"since": token} if token else {})
    answer = client.get(FEED, given)
    assert answer.status_code == 200, answer.content
    return answer.json()


def start() -> str:
    return asked()["token"]


def told(token: str, **parameters: object) -> list[tuple[str, str, str]]:
    """(type, resource, id) of all changes since the token."""
    found = []
    while True:
        page = asked(token, **parameters)
        found += [(c["type"], c["resource"], c["id"]) for c in page["results"]]
        token = page["token"]
        if not page["more"]:
            return found


def about(resource: str, found: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(kind, key) for kind, room, key in found if room == resource]


def refusal(token: str) -> tuple[int, str]:
    answer = client.get(FEED, {"since": token})
    return answer.status_code, answer.json()["type"].partition("#")[2]


# --- What is told ---------------------------------------------------------------------------------------------


def test_the_first_call_tells_where_to_begin_and_nothing_else():
    make.claim()
    page = asked()
    assert (page["results"], page["more"]) == ([], False)
    assert told(page["token"]) == []
    assert asked(page["token"])["token"] == page["token"]


def test_a_row_begins_changes_and_ends():
    token = start()
    claim = make.claim(status="draft")
    assert told(token) == []
    claim.publish("reviewer-9")
    Claim.objects.filter(pk=claim.pk).update(text="In better words.")
    Claim.objects.filter(pk=claim.pk).update(text="In better words.")  # changes nothing
    claim.refresh_from_db()
    claim.withdraw("Recorded twice.")
    steps = ("created", "updated", "withdrawn")
    assert told(token, page_size=1) == [(step, "claims", str(claim.pk)) for step in steps]


def test_every_resource_is_told_of_with_what_the_counters_of_others_became():
    statement = make.statement(status="draft", article=make.article(publisher=make.speaker("outlet")))
    topic = make.topic("mining")
    statement.claim.topics.add(topic)
    token = start()
    statement.publish("reviewer-9")
    found = told(token)
    assert ("created", "statements", str(statement.pk)) in found
    assert ("created", "speakers", statement.speaker.slug) in found
    assert ("updated", "claims", str(statement.claim_id)) in found
    make.rebuttal(statement=statement)
    make.support()
    make.claim(make.topic("smelting"))
    rooms = {room for kind, room, _ in told(token) if kind == "created"}
    assert rooms == {"claims", "rebuttals", "speakers", "statements", "supports", "topics", "articles"}


def test_a_transaction_tells_each_row_once_with_its_net_effect():
    claim, other = make.claim(), make.claim()
    token = start()
    with transaction.atomic():
        for text in ("One.", "Two.", "Three."):
            Claim.objects.filter(pk=claim.pk).update(text=text)
        brief = make.claim()
        brief.withdraw("Public for an instant.")
        Claim.objects.filter(pk=other.pk).update(text="Changed, and gone.")
        other.refresh_from_db()
        other.withdraw("Wrong.")
    assert sorted(told(token)) == sorted(
        [("updated", "claims", str(claim.pk)), ("withdrawn", "claims", str(other.pk))]
    )


def test_what_is_undone_is_not_told():
    token = start()
    with transaction.atomic():
        make.claim()
        transaction.set_rollback(True)
    assert told(token) == []


def test_the_rows_come_along_as_their_lists_show_them():
    token = start()
    statement = make.statement()
    gone = make.claim()
    gone.withdraw("Wrong.")
    rows = asked(token, expand="rows", page_size=200)["rows"]
    for room, shown in rows.items():
        listed = client.get(f"/api/v1/{room}/", {"page_size": 200}).json()["results"]
        assert sorted(map(json.dumps, shown)) == sorted(map(json.dumps, listed))
    assert [row["id"] for row in rows["statements"]] == [str(statement.pk)]


def test_only_the_lists_asked_for_are_told_of():
    token = start()
    statement = make.statement()
    assert told(token, resource="statements") == [("created", "statements", str(statement.pk))]


def test_a_log_of_other_lists_is_passed_over_in_bounded_steps():
    token, pages = start(), 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sources_change (epoch, transaction, position, resource, key, kind, changed_at) "
            "SELECT ree_epoch(), number, number, 'articles', i::text, 'updated', now() FROM generate_series(1, 25000) i, "
            "LATERAL (SELECT pg_current_xact_id()::text::bigint AS number) AS own"
        )
    claims = [str(make.claim().pk) for _ in range(3)]
    found: dict = {"token": token, "more": True}
    with noting_rows_read() as read:
        while found["more"]:
            found = asked(found["token"], resource="claims", page_size=2)
            pages += 1
            for change in found["results"]:
                claims.remove(change["id"])
    assert (claims, pages) == ([], 4)  # two of nothing, one of the first two claims, one of the last
    assert max(read) <= 10_000
    assert asked(found["token"], resource="claims")["token"] == found["token"]


@contextmanager
def noting_rows_read() -> Iterator[list[int]]:
    """How many rows of the log each statement reads."""
    read: list[int] = []

    def explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "FROM sources_change" in sql:
            with connection.cursor() as cursor:
                execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params, many, context | {"cursor": cursor})
                plan = context["cursor"].fetchone()[0][0]["Plan"]
            read.append(
                sum(
                    node["Actual Rows"]
                    for node in nodes(plan)
                    if node.get("Relation Name") == "sources_change"
                )
            )
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        yield read


def test_nothing_is_told_of_what_never_was_public():
    token = start()
    with transaction.atomic():
        world = World()
    secret = world.secrets()
    text = "".join(client.get(FEED, {"since": token, "expand": "rows", "page_size": 200}).content.decode())
    assert secret.search(text) is None
    assert str(world.claim.pk) in text
    for model in (Claim, Article):  # nor when what they rest on ends
        for row in model.objects.published():
            row.withdraw("All of it was a mistake.", cascade=True)
    page = asked(token, page_size=200)
    assert ("withdrawn", str(world.claim.pk)) in about("claims", told(token))
    assert secret.search(json.dumps(page)) is None


# --- In which order -------------------------------------------------------------------------------------------


def in_another_transaction(action) -> None:
    def run() -> None:
        try:
            action()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


def test_a_transaction_that_commits_late_is_not_missed():
    token = start()
    with transaction.atomic():
        late = make.claim()
        early: list[Claim] = []
        in_another_transaction(lambda: early.append(make.claim()))
        in_another_transaction(lambda: early.append(make.claim()))
        assert told(token) == []
    found = [key for _, _, key in told(token)]
    assert sorted(found) == sorted(str(row.pk) for row in (late, *early))


def test_what_a_transaction_saw_stands_before_what_it_did():
    token = start()
    draft = make.claim(status="draft")
    with transaction.atomic():
        first = make.claim()  # gives the transaction its number
        in_another_transaction(lambda: draft.publish("reviewer-9"))
        Claim.objects.get(pk=draft.pk).withdraw("Seen, and found wrong.")
    kinds = [kind for kind, _, key in told(token) if key == str(draft.pk)]
    assert kinds == ["created", "withdrawn"]
    assert ("created", "claims", str(first.pk)) in told(token)


class Writer(threading.Thread):
    """Publishes, changes and withdraws claims of its own, some of them in long transactions, and keeps a list."""

    def __init__(self, seed: int):
        super().__init__()
        self.chance, self.did, self.fault = Random(seed), {}, None

    def run(self) -> None:
        try:
            for _ in range(12):
                with transaction.atomic():
                    for row in [make.statement() for _ in range(self.chance.randint(1, 3))]:
                        self.did[str(row.pk)] = ["created"]
                self.change_and_withdraw()
        except Exception as fault:
            self.fault = fault
        finally:
            connection.close()

    def change_and_withdraw(self) -> None:
        keys = [key for key, did in self.did.items() if did[-1] != "withdrawn"]
        with transaction.atomic():
            for key in sorted(self.chance.sample(keys, min(2, len(keys)))):
                if self.chance.random() < 0.4:
                    Statement.objects.get(pk=key).withdraw("Wrong.")
                    self.did[key].append("withdrawn")
                else:
                    Statement.objects.filter(pk=key).update(venue=f"Venue {self.chance.random()}")
                    self.did[key].append("updated")


def database_url() -> str:
    found = {key: connection.settings_dict[key] for key in ("HOST", "PORT", "USER", "NAME")}
    host = found["HOST"].replace("/", "%2F")
    return f"postgresql://{found['USER']}@{host}:{found['PORT']}/{found['NAME']}"


def client_of_the_guide(address: str) -> dict:
    code = re.search(r"```python\n(import json.*?)```", GUIDE.read_text(), re.DOTALL).group(1)
    assert code.count("\n") <= 30
    names: dict = {}
    exec(code.replace("http://127.0.0.1:8000", address), names)  # noqa: S102
    return names


def lists_now(names: dict) -> dict:
    return names["begin"]()[1]


def test_the_client_of_the_guide_mirrors_the_database_while_eight_write():
    make.claim(make.topic("mining"))
    with serving(database_url()) as address:
        names = client_of_the_guide(address)
        token, copy = names["begin"]()
        first, moved = token, {}
        connection.close()  # the pool has eight
        writers = [Writer(seed) for seed in range(WRITERS)]
        for writer in writers:
            writer.start()
        while any(writer.is_alive() for writer in writers):
            token = names["follow"](token, copy, moved)
        for writer in writers:
            writer.join()
        assert [writer.fault for writer in writers if writer.fault] == []
        names["follow"](token, copy, moved)
        assert copy == lists_now(names)
    steps: dict[str, list[str]] = {}
    for kind, key in about("statements", told(first, page_size=7)):
        steps.setdefault(key, []).append(kind)
    assert steps == {key: did for writer in writers for key, did in writer.did.items()}
    assert Statement.objects.published().count() > 20


# --- Tokens ---------------------------------------------------------------------------------------------------


def tokens_that_lead_nowhere() -> Iterator[tuple[str, str]]:
    epoch, position, pk, day = start().split("-")
    yield "of another database", f"{int(epoch, 16) ^ 1:x}-{position}-{pk}-{day}"
    yield "of the future", f"{epoch}-{int(position, 16) + 10_000_000:x}-{pk}-{day}"
    yield "too old", f"{epoch}-{position}-{pk}-{int(day, 16) - 91:x}"


def test_a_token_that_does_not_lead_on_says_to_start_anew():
    make.claim()
    answers = {why: refusal(token) for why, token in tokens_that_lead_nowhere()}
    assert answers == dict.fromkeys(answers, (410, "start-anew"))
    epoch, position, pk, day = start().split("-")
    assert told(f"{epoch}-{position}-{pk}-{int(day, 16) - 89:x}") == []


@pytest.mark.parametrize(
    "token", ["x", "1-2-3", "1-2-3-4-5", "1-ffffffffffffffff-1-b4c33", "1-1-1-ffffff", "1-1-1-0"]
)
def test_what_is_no_token_is_refused(token):
    assert refusal(token) == (400, "invalid-parameter")


def test_notes_are_deleted_once_no_token_leads_to_them():
    make.claim()
    make.claim()
    Change.objects.filter(pk=Change.objects.earliest("pk").pk).update(
        changed_at=F("changed_at") - timedelta(days=93)
    )
    call_command("prune_changes", verbosity=0)
    assert Change.objects.count() == 1


def test_notes_of_another_database_are_not_told_and_hold_nothing_back():
    """As after a dump was read into a database where transactions are counted anew."""
    make.claim()
    Change.objects.update(epoch=F("epoch") - 1, position=F("position") + 1_000_000)
    token = start()
    claim = make.claim()
    assert told(token) == [("created", "claims", str(claim.pk))]


def test_models_with_a_list_are_those_that_are_told_of():
    """Each table that the API lists has the triggers; none is forgotten when a list is added."""
    with connection.cursor() as sql:
        sql.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_announce_%'")
        tables = {table for (table,) in sql.fetchall()}
    from reeapi.urls import resources

    assert tables == {view.queryset.model._meta.db_table for view in resources.values()}
    assert {Article, Speaker, Topic} <= {view.queryset.model for view in resources.values()}
