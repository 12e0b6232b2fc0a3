"""`make drill`: every drill at full length, and a table for docs/operations.md."""

import shutil
import sys
from collections.abc import Iterator

from reeapi.embedded import Server
from tests.conftest import temporary_folder
from tests.servers import serving

from . import Outcome, load


def outcomes() -> Iterator[Outcome]:
    folder = temporary_folder()
    server = Server(folder / "data").use()
    try:
        with serving(server.url, WORKERS="2", DEBUG="false", LOG_LEVEL="ERROR") as address:
            yield load.crowd(address, 5000)
            yield load.slow_clients(address, 300)
            yield load.slow_clients(address, 3000)
            yield load.database_away(address, server, 20)
    finally:
        server.leave()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    print("| drill | promise | held | figures |\n|---|---|---|---|", flush=True)
    failed = 0
    for each in outcomes():
        failed += not each.held
        print(
            f"| {each.drill} | {each.promise} | {'yes' if each.held else 'NO'} | {each.figures} |", flush=True
        )
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
