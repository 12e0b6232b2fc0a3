"""The embedded PostgreSQL: real servers, each in a folder of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psycopg
import pytest

from reeapi import embedded
from reeapi.embedded import places, server
from tests.conftest import needs_program

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
USER = """
import sys, time
from pathlib import Path
from reeapi import embedded
server = embedded.use(Path(sys.argv[1]))
print(server.postmaster(), flush=True)
sys.stdin.read()
"""


def start_user(folder: Path) -> subprocess.Popen:
    """Another process that uses the server until its standard input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", USER, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def ask(used: embedded.Server, question: str) -> object:
    with psycopg.connect(used.url, autocommit=True) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone()[0] if cursor.description else None


def is_alive(pid: int) -> bool:
    return server._is_alive(pid)


@pytest.fixture
def used(data_folder: Path) -> Iterator[embedded.Server]:
    found = embedded.use(data_folder)
    yield found
    found.leave()


def test_it_speaks_utf8_in_an_order_that_no_machine_changes(used):
    assert ask(used, "SHOW server_encoding") == "UTF8"
    assert ask(used, "SELECT string_agg(w, '' ORDER BY w) FROM unnest(ARRAY['b', 'ä', 'B', 'a']) w") == "Babä"
    assert ask(used, "SELECT lower('ÄÖ')") == "äö"
    assert ask(used, "SHOW timezone") == "UTC"
    assert ask(used, "SHOW data_checksums") == "on"


def test_it_listens_on_a_socket_that_only_its_account_can_reach(used):
    assert ask(used, "SHOW listen_addresses") == ""
    assert used.sockets.stat().st_mode & 0o777 == 0o700


def test_the_last_user_out_stops_it(data_folder):
    first, second = embedded.use(data_folder), start_user(data_folder)
    assert int(second.stdout.readline()) == first.postmaster()
    first.leave()
    assert first.postmaster()
    second.communicate()
    assert first.postmaster() is None


def test_two_that_start_it_at_once_share_one_server(data_folder):
    users = [start_user(data_folder) for _ in range(4)]
    postmasters = {user.stdout.readline() for user in users}
    for user in users:
        user.communicate()
    assert len(postmasters) == 1


def test_the_data_folder_is_made_by_whoever_comes_first(tmp_path):
    with ThreadPoolExecutor(4) as others:
        for number in range(100):
            start = Barrier(4)

            def make(folder: Path = tmp_path / str(number) / "data", start: Barrier = start) -> None:
                start.wait()
                places.make_data_dir(folder)

            for made in [others.submit(make) for _ in range(4)]:
                made.result()


def test_what_was_acknowledged_survives_the_killing_of_the_server(used):
    ask(used, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    killed = used.postmaster()
    os.kill(killed, signal.SIGKILL)
    again = embedded.use(used.folder)
    assert again.postmaster() not in (None, killed)
    assert ask(again, "SELECT count(*) FROM kept") == 1000
    again.leave()


def test_a_killed_user_leaves_a_server_that_the_next_one_uses_and_stops(data_folder):
    killed = start_user(data_folder)
    postmaster = int(killed.stdout.readline())
    killed.kill()
    killed.communicate()
    used = embedded.use(data_folder)
    assert used.postmaster() == postmaster
    used.leave()
    assert not is_alive(postmaster)


def test_a_stale_file_that_names_another_living_process_does_not_stop_a_start(data_folder):
    used = embedded.use(data_folder)
    left = (used.cluster / "postmaster.pid").read_text().splitlines()
    used.leave()
    (used.cluster / "postmaster.pid").write_text("\n".join([str(os.getppid()), *left[1:]]) + "\n")
    used.use()
    assert ask(used, "SELECT 1") == 1
    used.leave()


def test_a_path_too_long_for_a_socket_gets_a_short_one(data_folder):
    used = embedded.use(data_folder / ("deep" * 30))
    assert str(used.sockets).startswith("/tmp/reeapi-")
    assert ask(used, "SELECT 1") == 1
    used.leave()
    used.sockets.rmdir()


def test_the_data_of_another_version_are_refused_in_a_sentence(data_folder):
    used = embedded.use(data_folder)
    used.leave()
    (used.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(embedded.EmbeddedError, match=r"made by PostgreSQL 14.*POSTGRES_BIN_DIR"):
        used.use()


def test_a_start_that_was_killed_midway_is_begun_again(data_folder):
    (data_folder / "postgres.unfinished").mkdir(parents=True)
    data_folder.chmod(0o711)
    (data_folder / "postgres.unfinished" / "PG_VERSION").write_text("18\n")
    used = embedded.use(data_folder)
    assert ask(used, "SELECT 1") == 1
    used.leave()


def test_a_folder_that_holds_something_else_is_left_alone(data_folder):
    (data_folder / "postgres").mkdir(parents=True)
    data_folder.chmod(0o711)
    (data_folder / "postgres" / "thesis.txt").write_text("do not touch")
    with pytest.raises(embedded.EmbeddedError, match="something other than a PostgreSQL cluster"):
        embedded.use(data_folder)
    assert (data_folder / "postgres" / "thesis.txt").read_text() == "do not touch"


def test_a_bin_folder_without_postgres_is_refused_in_a_sentence(data_folder, monkeypatch, tmp_path):
    monkeypatch.setenv("POSTGRES_BIN_DIR", str(tmp_path))
    with pytest.raises(embedded.EmbeddedError, match="no program `postgres` in it"):
        embedded.use(data_folder)


def test_programs_out_of_the_accounts_reach_are_copied(data_folder, monkeypatch):
    if os.geteuid():
        pytest.skip("only root's server runs under another account")
    monkeypatch.delenv(
        "POSTGRES_BIN_DIR", raising=False
    )  # a system's own programs lie where everybody can reach
    reached = places.Account.can_use
    monkeypatch.setattr(
        places.Account, "can_use", lambda self, path: path.name != "postgres" and reached(self, path)
    )
    used = embedded.use(data_folder)
    assert list(data_folder.glob("binaries-*"))
    assert ask(used, "SELECT 1") == 1
    used.leave()


def test_a_data_folder_that_roots_server_cannot_enter_is_refused_with_its_mode_kept(data_folder):
    if os.geteuid():
        pytest.skip("only root's server runs under another account")
    data_folder.parent.chmod(0o700)
    with pytest.raises(embedded.EmbeddedError, match=r"cannot enter .*choose a DATA_DIR"):
        embedded.use(data_folder)
    assert data_folder.parent.stat().st_mode & 0o777 == 0o700


@pytest.fixture
def small_disk(data_folder: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A file system of that many MiB."""
    needs_program("mount")
    data_folder.mkdir(mode=0o711)
    size = f"size={request.param}m,mode=711"
    if subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", data_folder], check=False).returncode:
        pytest.skip("this account may not mount a file system")
    yield data_folder
    subprocess.run(["umount", data_folder], check=True)


@pytest.mark.parametrize("small_disk", [100], indirect=True)
def test_a_disk_too_small_for_a_new_database_is_refused_in_a_sentence(small_disk):
    with pytest.raises(embedded.EmbeddedError, match="is full: PostgreSQL needs 150 MiB there"):
        embedded.use(small_disk)


@pytest.mark.parametrize("small_disk", [200], indirect=True)
def test_a_disk_that_filled_up_is_named_and_works_again_once_there_is_room(small_disk):
    used = embedded.use(small_disk)
    used.leave()
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - 2**20))
    with pytest.raises(embedded.EmbeddedError, match=r"The disk of .* is full"):
        used.use()
    ballast.unlink()
    assert ask(used.use(), "SELECT 1") == 1
    used.leave()


def test_postgresql_15_serves_the_same_way(data_folder, monkeypatch):
    if not DEBIAN_15.exists():
        pytest.skip("PostgreSQL 15 is not installed here")
    monkeypatch.setenv("POSTGRES_BIN_DIR", str(DEBIAN_15))
    used = embedded.use(data_folder)
    assert ask(used, "SHOW server_version_num").startswith("15")
    assert ask(used, "SELECT lower('ÄÖ')") == "äö"
    used.leave()


def test_a_second_start_takes_under_a_second(used):
    used.leave()
    before = time.monotonic()
    used.use()
    assert time.monotonic() - before < 1
