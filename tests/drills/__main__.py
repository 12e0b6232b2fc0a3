"""`make drill`: every drill at full length, and a table for docs/operations.md."""

import shutil
import sys
from collections.abc import Iterator

from reeapi.embedded import Server
from tests.conftest import temporary_folder
from tests.servers import serving

from . import Outcome, faults, load


def outcomes() -> Iterator[Outcome | None]:
    folder = temporary_folder()
    try:
        server = Server(folder / "load").use()
        with serving(server.url, WORKERS="2", DEBUG="false", LOG_LEVEL="CRITICAL") as address:
            yield load.crowd(address, 5000)
            yield load.slow_clients(address, 300)
            yield load.slow_clients(address, 3000)
            yield load.database_away(address, server, 20)
        server.leave()
        yield faults.kill_postgresql(folder / "killed", 50)
        yield faults.kill_worker(folder / "workers", 50)
        yield faults.cut_commits(folder / "cut", 200)
        yield faults.full_disk(folder / "full")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    print("| drill | promise | held | figures |\n|---|---|---|---|", flush=True)
    failed = 0
    for each in outcomes():
        if each is None:
            print("| a full disk | | not run: this account may not mount one | |", flush=True)
            continue
        failed += not each.held
        print(
            f"| {each.drill} | {each.promise} | {'yes' if each.held else 'NO'} | {each.figures} |", flush=True
        )
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
