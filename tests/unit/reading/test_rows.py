"""Labelling rows: whatever a sheet holds, each row has one role."""

import random

import pytest

from analysis.reading.cells import Sheet
from analysis.reading.grid import make_grid
from analysis.reading.rows import label_rows
from analysis.tables import ROW_ROLES

CELLS = (
    "", "", "", "a", "Total", "total, b", "1", "2", "3.5", "2001", "2002", "(NA)", "-", "---", "(1,000)", "Note: x",
    "Source", "x:", "合计", "平均", 1, 2, 3, 2001.0, "\\1", "b goes on", "A" * 130, " ", "1/", "United States",
    "Percent", "1 2 3", True,
)  # fmt: skip
"""What may stand in a cell."""


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_every_row_has_one_role_and_only_an_empty_row_is_empty(start):
    for seed in range(start, start + 100):
        chance = random.Random(seed)
        height, width = chance.randint(1, 9), chance.randint(1, 6)
        rows = [[chance.choice(CELLS) for _ in range(width)] for _ in range(height)]
        top, left = chance.randrange(height), chance.randrange(width)
        bottom, right = min(height - 1, top + chance.randint(0, 2)), min(width - 1, left + chance.randint(0, 3))
        grid = make_grid(Sheet("", rows, ((top, left, bottom, right),)))
        roles = label_rows(grid)
        assert [role == "empty" for role in roles] == [not columns for columns in grid.filled], seed
        assert set(roles) <= set(ROW_ROLES)


def test_a_sheet_without_rows():
    assert label_rows(make_grid(Sheet("", []))) == ()
