"""One line of a dataset before it is read."""

from collections.abc import Iterator
from typing import Any

from reeapi.api.errors import Refused

LONGEST_LINE = 1_000_000  # bytes


class LineRefused(Refused):
    """A line that cannot be read at all. `field` is that which stands twice in it, or empty."""

    def __init__(self, detail: str, suggestion: str | None = None, field: str = ""):
        super().__init__(detail, suggestion)
        self.field = field


RawLine = tuple[str, int, bytes | dict[str, Any] | LineRefused]
"""(name of the source, number of the line from 1, its bytes; or what they say; or why they say nothing)"""


def bounded(stream: Any) -> Iterator[bytes]:
    """Lines of a stream; of one that is too long, only as much as shows it."""
    while line := stream.readline(LONGEST_LINE + 1):
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(LONGEST_LINE)):
            pass
        yield line
