"""The sample rounds, in a workspace of their own: read and measured once, for every test that changes nothing there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample apart from this project's own processed tables."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(RAW, root / "data" / "raw")
    return root
