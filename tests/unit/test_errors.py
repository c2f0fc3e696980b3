"""A failure is told in one line: where, what, what was seen, what it affects, what to do."""

from __future__ import annotations

import pickle

import pytest

from analysis import errors
from analysis.errors import DuchaError, Place, RefusedWorkbook


def test_the_parts_come_in_their_order() -> None:
    error = RefusedWorkbook(
        "打不开：有密码。", place=Place("四组.xlsx"), seen="加密", affects="其余8份已读完。", do="请去掉密码后再放回。"
    )
    assert str(error) == "四组.xlsx: 打不开：有密码。 (加密) 其余8份已读完。 请去掉密码后再放回。"


def test_a_place_leaves_out_what_is_not_known() -> None:
    assert str(Place("全面改薄.xlsx", "全面改薄", "F17")) == "全面改薄.xlsx [全面改薄] F17"
    assert str(Place("a.csv", "", "F17")) == "a.csv F17"
    assert str(Place("a.xlsx")) == "a.xlsx"


@pytest.mark.parametrize(
    ("name", "code"),
    [("UsageError", 2), ("MissingError", 3), ("RefusedWorkbook", 4), ("StandardsError", 5), ("CorrectionsError", 5),
     ("PrivacyStop", 6), ("NotebookFailed", 7), ("Locked", 8)],
)  # fmt: skip
def test_each_kind_of_failure_has_its_exit_code(name: str, code: int) -> None:
    assert getattr(errors, name).exit_code == code


def test_a_failure_survives_the_way_between_processes() -> None:
    sent = RefusedWorkbook("what", place=Place("f", "s", "A1"), seen="seen", do="do")
    got = pickle.loads(pickle.dumps(sent))
    assert (type(got), str(got), got.place) == (RefusedWorkbook, str(sent), sent.place)
    assert isinstance(got, DuchaError)
