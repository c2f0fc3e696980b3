"""Reading without a process, for tests of what is read: a conftest takes the fixture over for its folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import RefusedWorkbook
from analysis.reading import serving, worker

PROCESS = worker._Process
"""The real reading process, whatever stands in for it in a module of tests."""


class _Here:
    """Stands in for the reading process: the same task by the same function, without a second interpreter's start."""

    pid, lives, peak, done, is_idle = 0, True, 0, 0, False

    def begin(self, first: Any, memory: int) -> None:
        self._standards, self._register, _ = first

    def ask(self, request: Any, seconds: float) -> tuple[dict[str, Any], worker.Tables]:
        path, context, task = request
        try:
            tables, said = serving._do(task, Path(path), self._standards, self._register, context)
        except RefusedWorkbook as error:
            return {"state": "refused", "what": error.what, "seen": error.seen, "do": error.do}, {}
        return {**json.loads(json.dumps(said)), "state": "read"}, tables

    def memory(self) -> int:
        return 0

    def end(self) -> None:
        pass


@pytest.fixture(scope="module", autouse=True)
def read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Read in this process, but where the process is what is tested: a module marked `process` starts real ones."""
    with pytest.MonkeyPatch.context() as patch:
        if request.node.get_closest_marker("process") is None:
            patch.setattr(worker, "_Process", _Here)
        yield
