"""Cutting every quote of a dataset again, from the texts themselves, where one has them. Needs no database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sources.canonical import canonicalise, sha256_of

from .files import raw_lines
from .findings import Findings, Wrong, quoted
from .reading import Line, read


@dataclass
class Verdict:
    """`unchecked` quotes stand in snapshots whose text nobody brought."""

    snapshots: int = 0
    without_text: int = 0
    quotes: int = 0
    unchecked: int = 0
    findings: Findings = field(default_factory=Findings)


def verify(path: Path, texts: Path) -> Verdict:
    """Compare the dataset at `path` with the *.txt in the folder `texts`, as captured or canonical. Raises Unreadable."""
    verdict = Verdict()
    snapshots = {line.values["id"]: line for line in _lines(path, "snapshot", Findings())}
    brought = _brought(texts, {line.values["canonical_version"] for line in snapshots.values()}, verdict)
    held: dict[str, str] = {}
    for key, line in snapshots.items():
        text = brought.get(line.values["sha256"])
        if text is None:
            verdict.without_text += 1
            continue
        held[key] = text
        if len(text) != line.values["length"]:
            reason = f"The text of this hash has {len(text)} code points, not {line.values['length']}."
            verdict.findings.add(Wrong(line.source, line.number, "length", reason))
    verdict.snapshots = len(snapshots)
    for line in _lines(path, "statement", verdict.findings):
        _check_quote(line, snapshots, held, verdict)
    return verdict


def _lines(path: Path, type_: str, findings: Findings) -> Iterator[Line]:
    for found in read(raw_lines(path), findings):
        if isinstance(found, Line) and found.type.name == type_:
            yield found


def _brought(folder: Path, versions: set[int], verdict: Verdict) -> dict[str, str]:
    """{sha256: canonical text} of the files, under each version of the canonical form that the dataset uses."""
    found = {}
    for file in sorted(folder.glob("*.txt")):
        try:
            raw = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            reason = f"Byte {error.start + 1} is not UTF-8: save the file as UTF-8."
            verdict.findings.add(Wrong(file.name, 0, "", reason))
            continue
        for version in sorted(versions):
            try:
                text = canonicalise(raw, version)
            except ValueError as error:
                verdict.findings.add(Wrong(file.name, 0, "canonical_version", str(error)))
                continue
            found[sha256_of(text)] = text
    return found


def _check_quote(line: Line, snapshots: dict[str, Line], held: dict[str, str], verdict: Verdict) -> None:
    snapshot = line.values["snapshot"]
    if snapshot is None:
        return
    if snapshot not in snapshots:
        reason = f"No snapshot of these files has the id {quoted(snapshot)}."
        verdict.findings.add(Wrong(line.source, line.number, "snapshot", reason))
        return
    if snapshot not in held:
        verdict.unchecked += 1
        return
    verdict.quotes += 1
    quote, start, end = (line.values[name] for name in ("quote_exact", "quote_start", "quote_end"))
    cut = held[snapshot][start:end]
    if cut != quote:
        where = held[snapshot].find(quote)
        reason = f"The text has {quoted(cut)} from {start} to {end}, and the quote is {quoted(quote)}."
        hint = f"{where} to {where + len(quote)}, where these words first stand" if where >= 0 else None
        verdict.findings.add(Wrong(line.source, line.number, "quote_exact", reason, hint))
