"""The drills of `make drill`, shorter."""

from collections.abc import Iterator

import pytest

from reeapi.embedded import Server
from tests.drills import Outcome, faults, load
from tests.servers import serving

pytestmark = pytest.mark.long


def held(outcome: Outcome) -> None:
    print(outcome.drill, outcome.figures)
    assert outcome.held, f"{outcome.drill}: {outcome.promise}: {outcome.figures}"


@pytest.fixture
def served(data_folder) -> Iterator[tuple[str, Server]]:
    server = Server(data_folder).use()
    with serving(server.url, WORKERS="2", DEBUG="false", LOG_LEVEL="CRITICAL") as address:
        yield address, server
    server.leave()


def test_a_crowd_is_answered_and_slow_clients_disturb_nobody(served):
    address, _ = served
    held(load.crowd(address, 1000))
    held(load.slow_clients(address, 300))


def test_a_database_that_was_away_is_used_again_at_once(served):
    held(load.database_away(*served, 5))


def test_nothing_acknowledged_is_lost_when_postgresql_is_killed(data_folder):
    held(faults.kill_postgresql(data_folder, 5))


def test_nothing_acknowledged_is_lost_when_a_worker_is_killed(data_folder):
    held(faults.kill_worker(data_folder, 5))


def test_nothing_acknowledged_is_lost_when_connections_are_cut_around_commit(data_folder):
    held(faults.cut_commits(data_folder, 20))


def test_nothing_acknowledged_is_lost_when_the_disk_is_full(data_folder):
    outcome = faults.full_disk(data_folder)
    if outcome is None:
        pytest.skip("this account may not mount a file system")
    held(outcome)
