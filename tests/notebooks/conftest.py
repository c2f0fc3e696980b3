"""One JupyterLab for all tests that drive a notebook in a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab over a workspace of its own.

    Attributes:
        address: its URL.
        token: what lets a browser in.
    """

    address: str
    token: str

    def page_of(self, notebook: str) -> str:
        """The address of a notebook, opened alone."""
        return f"{self.address}/lab/tree/notebooks/{notebook}?token={self.token}&reset"


def find_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab over the sample rounds; it asks nothing of any other machine."""
    root = tmp_path_factory.mktemp("lab")
    (root / "data").mkdir()
    (root / "data" / "raw").symlink_to(PROJECT / "data" / "raw")
    shutil.copytree(PROJECT / "notebooks", root / "notebooks")
    port, own = find_port(), root / "settings"
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", f"--notebook-dir={root}",
        "--IdentityProvider.token=sample", "--LabApp.news_url=", "--LabApp.check_for_updates_class="
        "jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    folders = {f"JUPYTER_{name}_DIR": str(own / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    with (root / "lab.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd=root, env=os.environ | folders, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token=sample", server, root / "lab.log")
            yield Lab(f"http://127.0.0.1:{port}", "sample")
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers; its log where it ends instead."""
    last = time.monotonic() + 120
    while time.monotonic() < last:
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))
