"""The invented round of mock_round.py, for the rooms that tell and draw results; and reading without a process."""

from __future__ import annotations

import pytest
from tests.reading_here import read_here
from tests.unit.mock_round import make_results, make_story, mock_frames

from analysis.measures.results import RoundResults
from analysis.narrative.story import Story
from analysis.standards.model import Standards

__all__ = ["read_here"]


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
