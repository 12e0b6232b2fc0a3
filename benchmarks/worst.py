"""python -m benchmarks.worst [claims] [--url DATABASE_URL] [--show N]: what the worst legal question costs, beside the median.

Some 3,500 legal addresses (`legal`) are asked of the real server over a made-up world, and, where an answer has a
`next`, the page that it leads to. The cost of an address is the time from the request to the end of the answer (of a
stream: to its first piece), whether it is an answer or a refusal. No server here keeps rows, so that nobody is helped by
who asked before. It is taken twice:

- *first*: a process that was never asked it, so the SQL is written and nothing is known of the values; the better of two
  such processes, since one of them may have been disturbed. The pages of the tables are in memory: all was asked before.
- *again*: the median of three more.

Each is held against the median of all addresses: the bar is 25 times.
"""

import argparse
import json
from collections import Counter, defaultdict
from statistics import median
from time import perf_counter, sleep

from . import database, servers
from .legal import Values, addresses, documented
from .measuring import Asker

BAR = 25
AGAIN = 3
LEFT = 0.1  # seconds for the server to notice that a stream was left, before the next address is asked
Times = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worst")
    parser.add_argument("claims", nargs="?", type=int, default=1_000_000)
    parser.add_argument(
        "--url", help="a database that has such a world already, instead of the benchmark's own"
    )
    parser.add_argument("--show", type=int, default=20, help="how many of the worst")
    parser.add_argument("--only", default="", help="only addresses with this text in them")
    given = parser.parse_args()
    url = given.url or database.prepared(database.server(), given.claims)
    values, first, again, statuses = Values(url), defaultdict(list), defaultdict(list), {}
    asked: list[str] = []
    for number in range(3):  # the first brings the tables into memory
        with servers.running(url, [servers.BUILT]) as systems:
            address = systems[servers.BUILT].address
            asker = Asker(address)
            if not asked:
                asked = [path for path in addresses(documented(address), values) if given.only in path]
                asked += sorted(_next_pages(asker, asked))
            for path in asked:
                took, statuses[path] = _ask(asker, path)
                if number:
                    first[path].append(took)
            for path in asked if number == 2 else ():
                again[path] = [_ask(asker, path)[0] for _ in range(AGAIN)]
    costs = {path: (min(first[path]), median(again[path])) for path in asked}
    print(written(costs, statuses, given.show))


def _next_pages(asker: Asker, paths: list[str]) -> set[str]:
    found = set()
    for path in paths:
        if "format=" not in path:
            answer = asker.ask(asker.request(path))
            following = json.loads(answer.body).get("next") if answer.status == 200 else None
            found |= {"/api/" + following.partition("/api/")[2]} if following else set()
    return found


def _ask(asker: Asker, path: str) -> tuple[float, int]:
    """Seconds, and the status. A stream is left after its first piece."""
    request, before = asker.request(path), perf_counter()
    if "format=csv" not in path and "format=ndjson" not in path:
        status = asker.ask(request).status
        return perf_counter() - before, status
    other = Asker(f"http://{asker.host}")
    other.socket.sendall(request)
    status = int(other.reader.readline().split(None, 2)[1])
    while other.reader.readline() != b"\r\n":
        pass
    other.reader.read(1)
    took = perf_counter() - before
    other.reader.close()
    other.socket.close()
    sleep(LEFT)
    return took, status


def written(costs: dict[str, tuple[float, float]], statuses: dict[str, int], show: int) -> str:
    middle = [median(cost[which] for cost in costs.values()) for which in (0, 1)]
    lines = [
        f"{len(costs)} addresses: {dict(sorted(Counter(statuses.values()).items()))}",
        f"median: first {middle[0] * 1000:.1f} ms, again {middle[1] * 1000:.1f} ms",
    ]
    for which, name in enumerate(("first", "again")):
        above = sum(cost[which] > BAR * middle[which] for cost in costs.values())
        worst = max(cost[which] for cost in costs.values())
        lines.append(
            f"{name}: worst {worst * 1000:.0f} ms, {worst / middle[which]:.1f} x; {above} above {BAR} x"
        )
    lines += [
        "",
        "| address below `/api/v1/` | answer | first, ms | x | again, ms | x |",
        "|---|---|--:|--:|--:|--:|",
    ]
    ranked = sorted(costs, key=lambda path: -max(costs[path][0] / middle[0], costs[path][1] / middle[1]))
    for path in ranked[:show]:
        figures = " | ".join(
            f"{cost * 1000:.0f} | {cost / center:.1f}"
            for cost, center in zip(costs[path], middle, strict=True)
        )
        lines.append(f"| `{path.removeprefix('/api/v1/')[:150]}` | {statuses[path]} | {figures} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
