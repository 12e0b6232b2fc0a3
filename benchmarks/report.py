"""The table of ratios, with the machine and the versions."""

import platform
import re
from dataclasses import dataclass, field
from importlib.metadata import version
from math import exp, log
from pathlib import Path
from statistics import median, quantiles

from .questions import Question

RESULTS = Path(__file__).with_name("results.md")
PACKAGES = ("Django", "djangorestframework", "psycopg", "granian", "fastapi", "asyncpg", "orjson")
BARS = """
Bars: of the limit, at the median every question at most 2.0 and their geometric mean at most 1.5, at p99 at most 3; Q10 at
most 0.3 of the limit's Q1; throughput at least 0.6 of the limit's in the geometric mean; ahead of stock DRF by 4 on every
question, and of FastAPI in the geometric mean; a worker at most 150 MB after 100,000 requests."""


SECTIONS = ("## Growth", "## Loading and dumping in bulk")  # of other runs than the one that has all systems


@dataclass
class Results:
    claims: int
    systems: list[str]
    asked: list[Question]
    database: str
    latency: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    throughput: dict[tuple[str, str], float] = field(default_factory=dict)
    memory: float = 0.0

    def middle(self, system: str, question: str) -> float:
        """Median, in milliseconds."""
        return median(self.latency[system, question]) * 1000

    def worst(self, system: str, question: str) -> float:
        """p99, in milliseconds."""
        found = self.latency[system, question]
        return (quantiles(found, n=100)[98] if len(found) > 1 else found[0]) * 1000


def mean(ratios: list[float]) -> float:
    return exp(sum(map(log, ratios)) / len(ratios))


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    cores = sum(line.startswith("processor") for line in lines)
    return f"{cores} cores ({', '.join(sorted(names)) or platform.machine()})"


def table(results: Results, title: str, value, *, unit: str) -> list[str]:
    """Each question: the limit's own figure, and the others' as multiples of it."""
    others = [name for name in results.systems if name != "limit"]
    lines = [f"\n{title}\n", "| | question | limit, " + unit + " | " + " | ".join(others) + " |"]
    lines.append("|---|---|--:|" + "--:|" * len(others))
    ratios: dict[str, list[float]] = {name: [] for name in others}
    for question in results.asked:
        base = value("limit", "Q1" if question.held else question.name)
        cells = []
        for name in others:
            ratio = value(name, question.name) / base
            cells.append(f"{ratio:.2f}")
            if not question.held:
                ratios[name].append(ratio)
        of = " (of the limit's Q1)" if question.held else ""
        lines.append(f"| {question.name} | {question.title}{of} | {base:.2f} | " + " | ".join(cells) + " |")
    means = " | ".join(f"**{mean(ratios[name]):.2f}**" for name in others)
    return [*lines, f"| | **geometric mean** (without Q10) | | {means} |"]


def written(results: Results) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    lines = [
        f"# Measured over {results.claims:,} claims",
        "",
        f"`make bench` on {machine()}, Python {platform.python_version()}, {results.database}, {versions}. One server process",
        "each; all share one PostgreSQL. The figures of one run, in rounds that take turns; multiples of the limit.",
        BARS,
    ]
    lines += table(results, "## Latency: one client, median", results.middle, unit="ms")
    lines += table(results, "## Latency: one client, p99", results.worst, unit="ms")
    if results.throughput:
        lines += table(
            results, "## Throughput: eight clients", lambda *key: results.throughput[key], unit="answers/s"
        )
    if results.memory:
        lines += ["", f"A worker of the project holds {results.memory:.0f} MB after 100,000 mixed requests."]
    return "\n".join(lines) + "\n"


def keep(text: str) -> None:
    """Write a run into results.md: a section of its own in place of its last, or all but those sections."""
    old = RESULTS.read_text()
    sections = [match[0] for title in SECTIONS if (match := _section(title).search(old))]
    new = next((title for title in SECTIONS if text.startswith(title)), None)
    whole = [_without_sections(old) if new else text]
    whole += [text if new and section.startswith(new) else section for section in sections]
    if new and not any(section.startswith(new) for section in sections):
        whole.append(text)
    RESULTS.write_text("\n\n".join(part.strip() for part in whole) + "\n")


def _section(title: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(title)}$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def _without_sections(document: str) -> str:
    for title in SECTIONS:
        document = _section(title).sub("", document)
    return document
