"""The sample rounds, in a workspace of their own: read and measured once, for every test that changes nothing there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory, read_sample: Callable[[str], Path]) -> Path:
    """The sample apart from this project's own processed tables."""
    root: Path = tmp_path_factory.mktemp("workspace") / "sample"
    return Path(shutil.copytree(read_sample("zh"), root))
