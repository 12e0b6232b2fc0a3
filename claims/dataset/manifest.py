"""The manifest of a folder: how many lines and bytes each file has, and its hash."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .lines import bounded

MANIFEST = "manifest.json"


class Summed:
    """A file that is read by lines, and knows what a manifest says of it."""

    def __init__(self, file: Path):
        self.file, self.hash, self.lines, self.bytes = file, hashlib.sha256(), 0, 0

    def __enter__(self) -> "Summed":
        self.stream = self.file.open("rb")
        return self

    def __exit__(self, *error: object) -> None:
        self.stream.close()

    def readline(self, limit: int) -> bytes:
        line = self.stream.readline(limit)
        self.hash.update(line)
        self.lines += line.endswith(b"\n")
        self.bytes += len(line)
        return line

    def summary(self) -> dict[str, Any]:
        return {"lines": self.lines, "bytes": self.bytes, "sha256": self.hash.hexdigest()}


def summary_of(file: Path) -> dict[str, Any]:
    """What a manifest says of a file."""
    with Summed(file) as stream:
        for _ in bounded(stream):
            pass
        return stream.summary()


def write_manifest(file: Path, summaries: dict[str, dict[str, Any]]) -> None:
    file.write_text(json.dumps({"files": summaries}, indent=1) + "\n", encoding="utf-8")


def differences(manifest: Path, found: dict[str, dict[str, Any]]) -> Iterable[str]:
    """What of the files that were read is not as the manifest says."""
    try:
        said = json.loads(manifest.read_text("utf-8"))["files"]
    except (ValueError, KeyError, TypeError):
        yield 'This is no manifest: {"files": {"claims.ndjson": {"lines": …, "bytes": …, "sha256": …}}}.'
        return
    for name in sorted({*said, *found}):
        if name not in found:
            yield f"{name} is in the manifest, and not in the folder."
        elif name not in said:
            yield f"{name} is in the folder, and not in the manifest."
        elif said[name] != found[name]:
            yield f"{name} is not the file that was dumped: it has {found[name]}, and the manifest says {said[name]}."
