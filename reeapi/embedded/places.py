"""Where the embedded server may live and under which account, and the locks of those who use it."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SOCKET_FILE = ".s.PGSQL.5432"
SOCKET_ADDRESS_BYTES = 103  # the shortest limit among the supported systems (macOS; Linux has 107)
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}  # nobody's PG… variables reach the server


class EmbeddedError(Exception):
    """Why the embedded server cannot be used, in a sentence that says what to do."""


class Account:
    """The account that the server runs under: our own, or another for root, whom PostgreSQL refuses."""

    def __init__(self, cluster: Path):
        self.switches = os.geteuid() == 0
        self.uid, self.gid = os.geteuid(), os.getegid()
        if self.switches:
            self.uid, self.gid = self._ordinary(cluster)

    @staticmethod
    def _ordinary(cluster: Path) -> tuple[int, int]:
        if cluster.exists() and cluster.stat().st_uid:
            return cluster.stat().st_uid, cluster.stat().st_gid
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                entry = pwd.getpwnam(name)
                return entry.pw_uid, entry.pw_gid
        raise EmbeddedError(
            "PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody` to run it "
            "instead; run this as an ordinary user or set DATABASE_URL."
        )

    @property
    def name(self) -> str:
        with contextlib.suppress(KeyError):
            return pwd.getpwuid(self.uid).pw_name
        return str(self.uid)

    def run(self, command: list[str], **options) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, with its output (text) captured unless told otherwise."""
        if self.switches:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        captured = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
        return subprocess.run(
            command, cwd="/", env=ENVIRONMENT, text=True, check=False, umask=0o077, **(captured | options)
        )

    def can_use(self, path: Path) -> bool:
        """May the account enter that folder, or run that program?"""
        if not self.switches:
            return os.access(path, os.X_OK)
        return self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]).returncode == 0

    def own_folder(self, folder: Path) -> None:
        """Make a folder that this account alone may enter.

        Raises EmbeddedError where somebody else got there first, as anyone may under /tmp.
        """
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            if self.switches:
                os.chown(folder, self.uid, self.gid)
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid != self.uid or found.st_mode & 0o077:
            raise EmbeddedError(
                f"{folder} is not a folder that only the account {self.name} may enter; remove it, "
                "or choose another DATA_DIR."
            )


def data_dir() -> Path:
    """The folder of this checkout's data: DATA_DIR, or `.data`, or for root, whose server runs under an
    account that may not be able to enter the checkout, one under /var/lib.
    """
    chosen = os.environ.get("DATA_DIR")
    if chosen:
        return Path(chosen).expanduser().absolute()
    default = CHECKOUT / ".data"
    entrance = default if default.exists() else CHECKOUT
    if os.geteuid() or Account(default / "postgres").can_use(entrance):
        return default
    return Path("/var/lib") / f"reeapi-{short_hash(CHECKOUT)}"


def make_data_dir(folder: Path) -> None:
    """Make the folder unless it is there; EmbeddedError where that is not possible.

    Others may pass through it for root alone, since root's server runs under another account.
    """
    try:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)  # somebody else may start at the same moment
            folder.chmod(0o700 if os.geteuid() else 0o711)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        raise EmbeddedError(
            f"The data folder {folder} cannot be written ({error.strerror}); set DATA_DIR to one that can."
        ) from error


def socket_dir(folder: Path) -> Path:
    """The folder of the server's socket: in the data folder, unless its path is too long for one."""
    inside = folder / "socket"
    if len(os.fsencode(inside / SOCKET_FILE)) <= SOCKET_ADDRESS_BYTES:
        return inside
    return Path("/tmp") / f"reeapi-{short_hash(folder)}"  # noqa: S108  (own_folder() checks whose it is)


def short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


@contextlib.contextmanager
def locked(path: Path, *, seconds: float) -> Iterator[None]:
    """Hold the file's lock; EmbeddedError when somebody else holds it for longer than a start and a stop can
    take.
    """
    handle = open_lock(path)
    deadline = time.monotonic() + seconds
    try:
        while not try_lock(handle, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise EmbeddedError(
                    f"Another process has held {path} for {seconds:.0f} s; end it and try again."
                )
            time.sleep(0.01)
        yield
    finally:
        os.close(handle)


def open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError as error:
        raise EmbeddedError(
            f"{path.parent} is used by another account; run this as that account, or choose another DATA_DIR."
        ) from error
    except OSError as error:
        raise EmbeddedError(f"{path} cannot be written ({error.strerror}).") from error


def try_lock(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
