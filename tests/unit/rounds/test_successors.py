"""Who answers for a school that is no more."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.rounds.successors import follow_successors, trace_successors


def register(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["school_id", "valid_to", "successor"], dtype="str")


@pytest.mark.parametrize(
    ("rows", "traced"),
    [
        pytest.param([("A", "2020-02-29", "B"), ("B", "", "")], {"A": "B"}, id="closed before the round"),
        pytest.param([("A", "2020-03-02", "B"), ("B", "", "")], {}, id="closed on its first day"),
        pytest.param([("A", "", "B"), ("B", "", "")], {}, id="still open"),
        pytest.param(
            [("A", "2018-01-01", "B"), ("B", "2019-01-01", "C"), ("C", "", "")],
            {"A": "C", "B": "C"},
            id="a line of three",
        ),
        pytest.param([("A", "2019-01-01", "X"), ("B", "", "")], {}, id="nobody knows the successor"),
        pytest.param([("A", "2019-01-01", "B"), ("B", "2019-01-01", "A")], {}, id="a line that bites its tail"),
    ],
)
def test_line_of_successors(rows: list[tuple[str, str, str]], traced: dict[str, str]) -> None:
    assert trace_successors(register(*rows), date(2020, 3, 2)) == traced


def test_closed_school_bears_its_successors_id() -> None:
    frame = pd.DataFrame({"school_id": ["A", "B", ""]}, dtype="str")
    assert list(follow_successors(frame, {"A": "B"})["school_id"]) == ["B", "B", ""]
