"""The embedded server of one data folder: starting it, using it, leaving it."""

import atexit
import contextlib
import fcntl
import logging
import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import psycopg
from psycopg import sql

from .binaries import major, usable_binaries
from .places import (
    SOCKET_FILE,
    Account,
    EmbeddedError,
    locked,
    make_data_dir,
    open_lock,
    socket_dir,
    try_lock,
)

DATABASE = "reeapi"
ROLE = "ree"
PORT = 5432  # only the name of the socket's file; no TCP port is opened
START_SECONDS = 60
STOP_SECONDS = 60
NEW_CLUSTER_BYTES = 150 * 2**20  # an empty cluster takes 55 MiB, the sample data and its indexes the rest
RUNNING_CLUSTER_BYTES = 32 * 2**20  # two segments of write-ahead log
LOG_BYTES = 8 * 2**20
DEAD_PID = 2**31 - 1  # beyond the highest process id of every system
WATCH_SECONDS = 0.25  # between two looks at whether the server lives; a look reads two small files
logger = logging.getLogger(__name__)

CONFIGURATION = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(PORT),
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "192MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "jit": "off",  # compiling costs more than the short queries of an API take
    "min_wal_size": "32MB",
    "max_wal_size": "512MB",
    "log_checkpoints": "off",
    "log_min_messages": "warning",
    "log_min_duration_statement": "500ms",  # the slow-query log, in postgres.log
    "log_parameter_max_length": "0",  # what was asked for is nobody's business
}


class Server:
    """The server of one data folder, and this process's use of it.

    `options` are further settings of postgresql.conf (the tests turn `fsync` off).
    """

    def __init__(self, folder: Path, options: dict[str, str] | None = None):
        self.folder = folder
        self.cluster = folder / "postgres"
        self.sockets = socket_dir(folder)
        self.log = folder / "postgres.log"
        self.options = options or {}
        self._start_lock = folder / "start.lock"
        self._in_use: int | None = None
        self._process = os.getpid()

    @property
    def url(self) -> str:
        """A DATABASE_URL for the server."""
        return f"postgresql://{ROLE}@{str(self.sockets).replace('/', '%2F')}:{PORT}/{DATABASE}"

    def use(self) -> "Server":
        """Attach to the server, starting it if it is not up; it is left when the process exits, or by
        `leave()`.
        """
        make_data_dir(self.folder)
        with locked(self._start_lock, seconds=START_SECONDS + STOP_SECONDS):
            in_use = open_lock(self.folder / "users.lock")
            fcntl.flock(in_use, fcntl.LOCK_SH)
            try:
                self._ensure_running()
            except BaseException:
                os.close(in_use)
                raise
        self._in_use = in_use
        atexit.register(self.leave)
        return self

    def keep_running(self) -> "Server":
        """Start the server again whenever it has died, for as long as this process uses it."""
        threading.Thread(target=self._watch, name="embedded-postgres", daemon=True).start()
        return self

    def _watch(self) -> None:
        while self._in_use is not None:
            time.sleep(WATCH_SECONDS)
            if self.postmaster():
                continue
            try:
                with locked(self._start_lock, seconds=START_SECONDS + STOP_SECONDS):
                    if self._in_use is not None and not self.postmaster():
                        logger.error("PostgreSQL has died; it is started again.")
                        self._ensure_running()
            except (
                EmbeddedError,
                psycopg.Error,
                OSError,
            ) as error:  # a full disk, say: the next look tries again
                logger.error("PostgreSQL could not be started again: %s", error)
                time.sleep(1)

    def leave(self) -> None:
        """Stop using the server; the last user out stops it. Harmless twice and in forked children."""
        if self._in_use is None or os.getpid() != self._process:
            return
        in_use, self._in_use = self._in_use, None
        atexit.unregister(self.leave)
        with locked(self._start_lock, seconds=START_SECONDS + STOP_SECONDS):
            if try_lock(in_use, fcntl.LOCK_EX):
                self._stop()
            os.close(in_use)

    def postmaster(self) -> int | None:
        """The process id of the cluster's living postmaster, if there is one."""
        pid = self._recorded_pid()
        return pid if pid and _is_postmaster(pid, self.cluster) else None

    def _recorded_pid(self) -> int | None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.cluster / "postmaster.pid").read_text().splitlines()[0])
        return None

    def _is_ready(self) -> bool:
        """What the postmaster itself says, on the eighth line of its file."""
        with contextlib.suppress(OSError, IndexError):
            return (self.cluster / "postmaster.pid").read_text().splitlines()[7].strip() == "ready"
        return False

    def _ensure_running(self) -> None:
        self.account = Account(self.cluster)
        if not self.account.can_use(self.folder):
            raise EmbeddedError(
                f"PostgreSQL refuses to run as root, and the account {self.account.name}, which does, "
                f"cannot enter {self.folder}; choose a DATA_DIR that it can reach, such as /var/lib/reeapi."
            )
        if (
            not self.account.switches
            and self.cluster.exists()
            and self.cluster.stat().st_uid != self.account.uid
        ):
            raise EmbeddedError(
                f"{self.cluster} is another account's; run this as that account, or choose another DATA_DIR."
            )
        self._limit_log()
        if not self._wait_for_running():
            self._start()
        self._ensure_database()

    def _wait_for_running(self) -> bool:
        """True once a living postmaster is ready; False as soon as there is none: it may be stopping."""
        deadline = time.monotonic() + START_SECONDS
        while self.postmaster():
            if self._is_ready():
                return True
            if time.monotonic() > deadline:
                raise EmbeddedError(
                    f"PostgreSQL (process {self.postmaster()}) has not become ready for {START_SECONDS} s; "
                    f"its log ends: {self._log_end()}"
                )
            time.sleep(0.02)
        return False

    def _start(self) -> None:
        binaries = usable_binaries(self.account, self.folder)
        if not (self.cluster / "PG_VERSION").exists():
            self._create_cluster(binaries)
        self._check_version(binaries)
        self._check_disk(RUNNING_CLUSTER_BYTES)
        self.account.own_folder(self.sockets)
        deadline = time.monotonic() + START_SECONDS
        while True:
            self._forget_stale_postmaster()
            said_before = self.log.stat().st_size if self.log.exists() else 0
            if self._start_once(binaries, deadline):
                return
            said = self._log_end(since=said_before)
            # A killed postmaster's children live on for a moment, and keep its shared memory.
            if "pre-existing shared memory" not in said or time.monotonic() > deadline:
                raise self._start_error(said)
            time.sleep(0.1)

    def _start_once(self, binaries: Path, deadline: float) -> bool:
        """Start the postmaster in a session of its own and wait on it: is it ready, or has it ended?

        The shell ends at once, so that no user becomes its parent, who would have to reap it.
        """
        script = 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!'
        settings = [f"--{name}={value}" for name, value in self._configuration(binaries).items()]
        with self.log.open("ab") as log:
            if self.account.switches:
                os.fchown(log.fileno(), self.account.uid, self.account.gid)
        command = [str(binaries / "postgres"), "-D", str(self.cluster), *settings]
        started = self.account.run(
            ["/bin/sh", "-c", script, "sh", str(self.log), *command], start_new_session=True, stderr=None
        )
        pid = int(started.stdout)
        while _is_alive(pid):
            if self._recorded_pid() == pid and self._is_ready():
                return True
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGINT)
                raise EmbeddedError(
                    f"PostgreSQL was not ready within {START_SECONDS} s; its log ends: {self._log_end()}"
                )
            time.sleep(0.005)
        return False

    def _configuration(self, binaries: Path) -> dict[str, str]:
        found = CONFIGURATION | {"unix_socket_directories": str(self.sockets)}
        libraries = binaries.parent / "lib"
        if any(libraries.glob("pg_stat_statements.*")) or any(
            libraries.glob("postgresql/pg_stat_statements.*")
        ):
            found["shared_preload_libraries"] = "pg_stat_statements"
        return found | self.options

    def _start_error(self, said: str) -> EmbeddedError:
        if "No space left on device" in said:
            return EmbeddedError(
                f"The disk of {self.folder} is full: make room, or set DATA_DIR to another disk."
            )
        return EmbeddedError(
            f"PostgreSQL did not start; its log ({self.log}) ends: {said or 'without a word'}"
        )

    def _create_cluster(self, binaries: Path) -> None:
        """initdb into a folder beside, renamed when done: a start that is killed midway leaves nothing
        behind.
        """
        self._check_disk(NEW_CLUSTER_BYTES)
        unfinished = self.folder / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        if self.cluster.exists() and any(self.cluster.iterdir()):
            raise EmbeddedError(
                f"{self.cluster} holds something other than a PostgreSQL cluster; move it away."
            )
        self.account.own_folder(unfinished)
        command = [
            str(binaries / "initdb"),
            "-D",
            str(unfinished),
            "-U",
            ROLE,
            "--auth=trust",
            "--encoding=UTF8",
        ]
        command += ["--data-checksums", "--no-instructions", "--lc-messages=C", "--locale=C.UTF-8"]
        if major(binaries / "postgres") >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        done = self.account.run(command)
        if done.returncode:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise self._start_error(" ".join(done.stdout.split("\n")[-4:]).strip())
        with contextlib.suppress(FileNotFoundError):
            self.cluster.rmdir()
        unfinished.rename(self.cluster)

    def _check_version(self, binaries: Path) -> None:
        held, ours = int((self.cluster / "PG_VERSION").read_text()), major(binaries / "postgres")
        if held != ours:
            raise EmbeddedError(
                f"{self.cluster} was made by PostgreSQL {held}, and the programs in {binaries} are those of "
                f"{ours}: point POSTGRES_BIN_DIR at the bin folder of PostgreSQL {held}, or set DATA_DIR to "
                "a new folder."
            )

    def _check_disk(self, needed: int) -> None:
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise EmbeddedError(
                f"The disk of {self.folder} is full: PostgreSQL needs {needed >> 20} MiB there and has "
                f"{free >> 20}; make room, or set DATA_DIR to another disk."
            )

    def _forget_stale_postmaster(self) -> None:
        """Clear what a killed postmaster left behind, if its process id belongs to somebody else by now.

        The file stays, with an id that nobody has: PostgreSQL reads in it which shared memory to look for,
        and refuses to start beside surviving children of the old server.
        """
        lines = (self.cluster / "postmaster.pid").read_text().splitlines() if self._recorded_pid() else []
        if lines:
            (self.cluster / "postmaster.pid").write_text("\n".join([str(DEAD_PID), *lines[1:]]) + "\n")
        for name in (SOCKET_FILE, f"{SOCKET_FILE}.lock"):
            (self.sockets / name).unlink(missing_ok=True)

    def _ensure_database(self) -> None:
        with psycopg.connect(
            host=str(self.sockets),
            port=PORT,
            user=ROLE,
            dbname="postgres",
            autocommit=True,
            connect_timeout=10,
        ) as connection:
            if connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount == 0:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _stop(self) -> None:
        """Fast shutdown: transactions under way are rolled back, what was acknowledged is on disk."""
        pid = self.postmaster()
        if not pid:
            return
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + STOP_SECONDS
        while _is_alive(pid) and time.monotonic() < deadline:
            time.sleep(0.005)

    def _limit_log(self) -> None:
        """Keep the last log and this one. The server appends, so its file may be emptied under it."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)

    def _log_end(self, *, since: int = 0) -> str:
        with contextlib.suppress(FileNotFoundError), self.log.open("rb") as log:
            log.seek(max(since, self.log.stat().st_size - 2000))
            return " | ".join(log.read().decode(errors="replace").splitlines()[-4:])
        return ""


def _is_alive(pid: int) -> bool:
    """Does the process exist, other than as a zombie that nobody reaps (in a container without an init)?"""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    status = Path(f"/proc/{pid}/stat")
    with contextlib.suppress(OSError):
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def _is_postmaster(pid: int, cluster: Path) -> bool:
    """Is that process the postmaster of that cluster, and not a later one that was given the same id?"""
    if not _is_alive(pid):
        return False
    if Path("/proc/self/cwd").exists():
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cwd").resolve() == cluster.resolve()
        return False
    answer = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)
    return str(cluster) in answer.stdout
