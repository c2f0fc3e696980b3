"""Who settled something: an office or a post is taken, a name never, wherever it stands."""

from __future__ import annotations

import pytest

from analysis.reading.offices import is_role
from analysis.standards.model import Standards


@pytest.mark.parametrize(
    "text",
    [
        "督导室", "二组组长", "区教育局督导室", "督导室副主任", "青石镇中心小学", "教育局基教科", "督导室（二组）",
        "教育局 督导室", "校长", "District Office", "Team 2 lead",
    ],
)  # fmt: skip
def test_an_office_or_a_post_is_taken(text: str, standards: Standards) -> None:
    assert is_role(text, standards)


@pytest.mark.parametrize(
    "text",
    [
        "张伟", "王主任", "校长王小红", "督导室张伟", "督导室 李明", "李明 督导室", "张伟（督导室）", "督导室（张伟）",
        "督导室张主任", "督导室、李明", "",
    ],
)  # fmt: skip
def test_a_name_is_not_taken_beside_an_office_either(text: str, standards: Standards) -> None:
    assert not is_role(text, standards)
