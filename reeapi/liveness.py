"""Is a pooled connection still good? Asked of its socket, since asking the server costs each request a round trip more.

A server that has gone has closed its end, and that is there to be read. Only then is the server asked, as the pool would.
"""

from select import POLLIN, poll

import psycopg
from psycopg_pool import ConnectionPool

ask_the_server = ConnectionPool.check_connection


def check_connection(connection: psycopg.Connection) -> None:
    """Raise psycopg.OperationalError if the connection is lost."""
    socket = poll()
    socket.register(connection.fileno(), POLLIN)
    if socket.poll(0):
        ask_the_server(connection)


def install() -> None:
    """Let Django's pools check connections so; it passes on no other check than the library's own."""
    ConnectionPool.check_connection = staticmethod(check_connection)  # type: ignore[assignment,method-assign]
