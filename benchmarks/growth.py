"""python -m benchmarks.growth [claims …]: what each question costs in a small world and in large ones, in one run.

One server process of the project for each world, all over the same PostgreSQL, asked in rounds that take turns. With and
without the rows that a process keeps ready: without, each answer is made anew, and shows what the database itself costs.
Worlds that are not there are made: 1,000,000 claims take some minutes and 6 GB, 10,000,000 three quarters of an hour and 55 GB.
"""

import argparse
from collections import defaultdict
from contextlib import ExitStack
from statistics import median

from . import database
from .measuring import prepared, timed
from .questions import Question, questions
from .report import keep, machine
from .servers import BUILT, PROJECT, running

SIZES = [10_000, 1_000_000, 10_000_000]
ROUNDS = 24
SECONDS = 0.05  # of each question, round and world: short turns, so that noise meets all alike
FIRST, DEEP = "Q1", "Q8"

Medians = dict[tuple[str, int, str], float]
"""Seconds, by system, claims and the question's name."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("claims", nargs="*", type=int, default=SIZES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--ask", default="")
    given = parser.parse_args()
    server = database.server()
    sizes = sorted(given.claims)
    urls = {size: database.prepared(server, size) for size in sizes}
    asked = {
        size: [q for q in questions(url) if not given.ask or q.name in given.ask.split(",")]
        for size, url in urls.items()
    }
    medians = measured(urls, asked, given.rounds)
    text = written(sizes, asked[sizes[0]], medians)
    print(text)
    if not given.ask:
        keep(text)


def measured(urls: dict[int, str], asked: dict[int, list[Question]], rounds: int) -> Medians:
    found: dict[tuple[str, int, str], list[float]] = defaultdict(list)
    with ExitStack() as stack:
        systems = {
            (name, size): system
            for size, url in urls.items()
            for name, system in stack.enter_context(running(url, [PROJECT, BUILT])).items()
        }
        ready = {
            (*key, question.name): prepared(system, question)
            for key, system in systems.items()
            for question in asked[key[1]]
        }
        times = {
            key: max(1, min(300, int(SECONDS / timed(asker, request, 1, status)[0])))
            for key, (asker, request, status) in ready.items()
        }
        for _ in range(rounds):
            for key in sorted(ready, key=lambda key: (key[2], key[0], key[1])):
                asker, request, status = ready[key]
                found[key] += timed(asker, request, times[key], status)
    return {key: median(seconds) for key, seconds in found.items()}


def written(sizes: list[int], asked: list[Question], medians: Medians) -> str:
    lines = [
        "## Growth",
        "",
        f"`python -m benchmarks.growth` on {machine()}: medians of one client, in ms, and as multiples of those in the world of "
        f"{sizes[0]:,} claims. Bars: at most 1.5 for 1,000,000 claims, 2 for more; and a page after half of all rows costs at "
        "most 1.2 of the first.",
    ]
    for system in (PROJECT, BUILT):
        lines += ["", f"### {system}", "", *_table(system, sizes, asked, medians)]
    return "\n".join(lines) + "\n"


def _table(system: str, sizes: list[int], asked: list[Question], medians: Medians) -> list[str]:
    base, *larger = sizes
    heads = [f"{base:,}", *(cell for size in larger for cell in (f"{size:,}", "×"))]
    lines = ["| | question | " + " | ".join(heads) + " |", "|---|---|" + "--:|" * len(heads)]
    for question in asked:
        small = medians[system, base, question.name]
        cells = [f"{small * 1000:.2f}"]
        for size in larger:
            large = medians[system, size, question.name]
            cells += [f"{large * 1000:.2f}", f"{large / small:.2f}"]
        title = "the page after half of all rows" if question.name == DEEP else question.title
        lines.append(f"| {question.name} | {title} | " + " | ".join(cells) + " |")
    if {FIRST, DEEP} <= {question.name for question in asked}:
        deep = [f"{medians[system, size, DEEP] / medians[system, size, FIRST]:.2f}" for size in sizes]
        cells = [deep[0], *(cell for ratio in deep[1:] for cell in (ratio, ""))]
        lines.append(f"| | {DEEP} as a multiple of {FIRST} | " + " | ".join(cells) + " |")
    return lines


if __name__ == "__main__":
    main()
