"""What is wrong with the lines of a dataset, said to the person who wrote them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

LISTED = 100


@dataclass(frozen=True)
class Wrong:
    """One wrong item. `line` is 0 where no line can be told, `field` is empty where the line as a whole is wrong."""

    source: str
    line: int
    field: str
    reason: str
    suggestion: str | None = None

    def __str__(self) -> str:
        place = [self.source, str(self.line) if self.line else "", self.field]
        hint = f" Did you mean {self.suggestion}?" if self.suggestion else ""
        return f"{': '.join(part for part in place if part)}: {self.reason}{hint}"


@dataclass
class Findings:
    """The first hundred wrong items, in the order in which they were found, and how many there are."""

    listed: list[Wrong] = field(default_factory=list)
    count: int = 0

    def add(self, wrong: Wrong) -> None:
        self.count += 1
        if len(self.listed) < LISTED:
            self.listed.append(wrong)

    @property
    def full(self) -> bool:
        return self.count >= LISTED

    def lines(self) -> Iterator[str]:
        """For a terminal: one item a line, and how many more there are."""
        yield from (str(wrong) for wrong in self.listed)
        if self.count > len(self.listed):
            yield f"… and {self.count - len(self.listed)} more."


def quoted(value: object) -> str:
    """A value as it stands in the file, shortened."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}…"
