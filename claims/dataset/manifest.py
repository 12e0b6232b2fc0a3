"""The manifest of a folder: how many lines and bytes each file has, and its hash."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
AT_ONCE = 1 << 18  # bytes


class Sum:
    """What a manifest says of a file, as its bytes come by."""

    def __init__(self) -> None:
        self.hash, self.lines, self.bytes = hashlib.sha256(), 0, 0

    def add(self, block: bytes | bytearray) -> None:
        self.hash.update(block)
        self.lines += block.count(b"\n")
        self.bytes += len(block)

    def summary(self) -> dict[str, Any]:
        return {"lines": self.lines, "bytes": self.bytes, "sha256": self.hash.hexdigest()}


class Summed(Sum):
    """A file that is read by lines."""

    def __init__(self, file: Path):
        super().__init__()
        self.file = file

    def __enter__(self) -> "Summed":
        self.stream = self.file.open("rb")
        return self

    def __exit__(self, *error: object) -> None:
        self.stream.close()

    def readline(self, limit: int) -> bytes:
        line = self.stream.readline(limit)
        self.add(line)
        return line


class Summing(Sum):
    """A file that is written, in blocks of any size."""

    def __init__(self, file: Path):
        super().__init__()
        self.file, self.waiting = file, bytearray()

    def __enter__(self) -> "Summing":
        self.stream = self.file.open("wb")
        return self

    def __exit__(self, *error: object) -> None:
        with self.stream:
            self._send()

    def write(self, block: bytes | memoryview) -> None:
        self.waiting += block
        if len(self.waiting) >= AT_ONCE:
            self._send()

    def _send(self) -> None:
        self.stream.write(self.waiting)
        self.add(self.waiting)
        self.waiting.clear()


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
