"""What is known about an article that is being read."""

from dataclasses import dataclass, field, fields, replace
from datetime import date


class Unreadable(Exception):
    """Nothing can be made of what was given; the message is for the person who gave it."""


@dataclass(frozen=True)
class Facts:
    """Empty and None stand for what is not known. `agency` is whose report a syndicator reprints."""

    title: str = ""
    url: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    language: str = ""
    kind: str = ""
    agency: str = ""
    rights: str = ""
    archive_url: str = ""

    def or_else(self, other: "Facts") -> "Facts":
        """These facts, and those of `other` where there are none."""
        missing = {f.name: getattr(other, f.name) for f in fields(self) if not getattr(self, f.name)}
        return replace(self, **missing)


@dataclass(frozen=True)
class Reading:
    """What was read: the text before it is made canonical, facts, the tool, and notes to the curator."""

    text: str
    facts: Facts
    raw: bytes
    tool: str = ""
    tool_version: str = ""
    notes: list[str] = field(default_factory=list)
