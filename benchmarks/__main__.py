"""python -m benchmarks [claims] [--only SYSTEM,…] [--ask Q1,…] [--quick]: what `make bench` runs.

Latency: one client asks each question in turn of each system, in rounds, so that whatever else the machine does meets all
of them alike. Throughput: eight clients. Then 100,000 mixed requests, and what the worker holds in memory after them.
"""

import argparse
import json
import sys
from collections import defaultdict

from . import database, servers
from .measuring import Asker, memory, path, prepared, throughput, timed
from .questions import Question, questions
from .report import Results, keep, written

ROUNDS = 6
SECONDS = 0.2  # of each question, round and system, in latency
SLOW = 0.25  # seconds; an answer that takes longer is asked for in two rounds, and by one client alone
BUSY = 0.8  # seconds of each question and system, in throughput
MIXED = 100_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("claims", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--only", default=",".join(servers.COMMANDS))
    parser.add_argument("--ask", default="")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    server = database.server()
    url = database.prepared(server, given.claims)
    asked = [q for q in questions(url) if not given.ask or q.name in given.ask.split(",")]
    names = given.only.split(",")
    with servers.running(url, names) as systems:
        if {"limit", "project"} <= set(names):
            compare(systems, asked)
        results = Results(given.claims, names, asked, database.versions(url))
        latency(systems, asked, results, 3 if given.quick else ROUNDS)
        if not given.quick:
            for name, system in systems.items():
                for question in asked:
                    alone = results.middle(name, question.name) / 1000
                    results.throughput[name, question.name] = (
                        1 / alone if alone > SLOW else busy(system, question)
                    )
            results.memory = after_many(systems["project"], asked)
    text = written(results)
    print(text)
    if not (given.quick or given.ask or given.only != ",".join(servers.COMMANDS)):
        keep(text)


def compare(systems: dict[str, servers.Running], asked: list[Question]) -> None:
    """Fail unless the limit's rows are the project's, member by member."""
    for question in asked:
        rows = []
        for name in ("limit", "project"):
            asker = Asker(systems[name].address)
            body = json.loads(asker.ask(asker.request(path(name, question))).body)
            text = json.dumps(body.get("results", body)).replace(asker.host, "host")
            rows.append(json.loads(text.replace(f"localhost:{asker.port}", "host")))
        if rows[0] != rows[1] or not rows[0]:
            sys.exit(f"{question.name}: the limit and the project answer different things.")


def latency(
    systems: dict[str, servers.Running], asked: list[Question], results: Results, rounds: int
) -> None:
    ready = {(name, q.name): prepared(system, q) for name, system in systems.items() for q in asked}
    times: dict[tuple[str, str], int] = {}
    for key, (asker, request, status) in ready.items():
        one = timed(asker, request, 1, status)[0]
        times[key] = max(1, min(300, int(SECONDS / one)))
    found = defaultdict(list)
    for number in range(rounds):
        for question in asked:
            for name in systems:
                if number > 1 and max(found[name, question.name]) > SLOW:
                    continue
                asker, request, status = ready[name, question.name]
                found[name, question.name] += timed(asker, request, times[name, question.name], status)
    results.latency = dict(found)


def busy(system: servers.Running, question: Question) -> float:
    _, request, status = prepared(system, question)
    return throughput(system.address, [(request, status)], BUSY)


def after_many(system: servers.Running, asked: list[Question]) -> float:
    """MB of the worker after 100,000 requests of all kinds."""
    ready = [prepared(system, question)[1:] for question in asked]
    done, rate = 0.0, throughput(system.address, ready, 1)
    while done < MIXED:
        seconds = min(20.0, max((MIXED - done) / rate, 1))
        rate = throughput(system.address, ready, seconds)
        done += rate * seconds
    return memory(system.pid)


if __name__ == "__main__":
    main()
