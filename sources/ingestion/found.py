"""A stretch of a text that looks like something."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A stretch [start, end) of the text, in code points. `name` is who seems to speak, as printed, or ""."""

    kind: str
    start: int
    end: int
    cue: str
    name: str = ""
