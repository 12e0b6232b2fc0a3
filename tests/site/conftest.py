"""What tests in a browser share."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import needs_program

AXE = "axe-core@4.14.1"


@pytest.fixture(scope="session")
def axe_source(tmp_path_factory) -> str:
    """The script of axe-core, fetched by npm. Where there is no registry the test is skipped, but fails in CI."""
    npm, folder = needs_program("npm"), tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", AXE]
    fetched = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if fetched.returncode:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"npm could not fetch {AXE}: {fetched.stderr[-300:]}"
        )
    return Path(folder, "node_modules", "axe-core", "axe.min.js").read_text()
