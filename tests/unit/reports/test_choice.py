"""What an analyst writes as a choice: ids and words both do, and a wrong one is answered with the nearest right one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.errors import MissingError, UsageError
from analysis.reading.schools import COLUMNS, SchoolRegister
from analysis.reports.explore.choice import Choice, make_choice
from analysis.rounds.round import Round
from analysis.standards.model import Standards

DAY = date(2016, 10, 17)


@pytest.fixture
def round_(standards: Standards) -> Round:
    rows = [
        {"school_id": "S1", "name": "河湾小学", "town": "松岫镇"},
        {"school_id": "S2", "name": "石塘小学", "town": "鹭汀镇"},
    ]
    register = SchoolRegister(tuple(dict.fromkeys(COLUMNS, "") | row for row in rows))
    areas = tuple(area.id for area in standards.areas)
    return Round("2016-10", "督查", "full", DAY, DAY, DAY, areas, True, standards, register, {}, Path("none"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({}, Choice(by="area")),
        ({"item": "第16条"}, Choice("cond", "cond.16", by="town")),
        ({"item": "3-16", "town": "松岫镇"}, Choice("cond", "cond.16", "松岫镇", by="school")),
        ({"area": "全面改薄", "basis": "自报"}, Choice("cond", basis="self_reported", by="item")),
        ({"area": "3", "by": "类别"}, Choice("cond", by="kind")),
    ],
)
def test_ids_and_words_both_do(written: dict[str, str], meant: Choice, round_: Round) -> None:
    assert make_choice(round_, **written) == meant


@pytest.mark.parametrize(
    ("written", "nearest"),
    [({"town": "松秀镇"}, "是不是松岫镇？"), ({"area": "con"}, "是不是cond？"),
     ({"area": "cond", "by": "twon"}, "是不是town？"), ({"basis": "核查"}, "是不是核实？")],
)  # fmt: skip
def test_a_wrong_word_is_answered_with_the_nearest(written: dict[str, str], nearest: str, round_: Round) -> None:
    with pytest.raises(UsageError, match=nearest):
        make_choice(round_, **written)


def test_a_wrong_item_is_answered_with_the_nearest(round_: Round) -> None:
    with pytest.raises(MissingError, match=r"cond\.16"):
        make_choice(round_, item="cond.61")


def test_areas_are_not_added_up(round_: Round) -> None:
    with pytest.raises(UsageError, match="各方面不相加"):
        make_choice(round_, by="town")
