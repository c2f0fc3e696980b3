"""The invented round of mock_round.py, for the rooms that tell and draw results; and reading without a process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.mock_round import make_results, make_story, mock_frames

from analysis.errors import RefusedWorkbook
from analysis.measures.results import RoundResults
from analysis.narrative.story import Story
from analysis.reading import serving, worker
from analysis.standards.model import Standards


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


@pytest.fixture(scope="session")
def mock_results() -> RoundResults:
    """Results of the invented round."""
    return make_results(**mock_frames())


@pytest.fixture(scope="session")
def story(mock_results: RoundResults, standards: Standards) -> Story:
    """The invented round, told in Chinese."""
    return make_story(mock_results, standards)


@pytest.fixture(scope="session")
def story_en(mock_results: RoundResults, standards_en: Standards) -> Story:
    """The invented round, told in English."""
    return make_story(mock_results, standards_en)
