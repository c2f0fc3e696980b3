"""Dated rows of the register: what each round sees, which names it still knows, and what cannot be."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from openpyxl import Workbook

from analysis.errors import CorrectionsError
from analysis.reading.schools import SchoolRegister, make_register, read_register
from analysis.reading.validity import parse_bound
from analysis.standards.words import words_of

HEADS = ["school_id", "name", "aliases", "town", "kind", "valid_from", "valid_to", "successor"]
ROWS = [
    # renamed on 2016-09-01; the new row stands under the old one
    ["S1", "青石镇中心小学", "青石中心校", "青石镇", "primary", "", "2016-08", ""],
    ["S1", "青石镇实验小学", "", "青石镇", "primary", "2016-09", "", ""],
    # moved to another town, and back to the town's list there
    ["S2", "石桥小学", "", "青石镇", "primary", "", "2016-08-31", ""],
    ["S2", "石桥小学", "", "白杨镇", "primary", "2016/9/1", "", ""],
    ["S3", "青石镇初级中学", "", "青石镇", "junior", "", "", ""],
    # a new town, out of 青石镇
    ["S7", "岭上小学", "", "青石镇", "primary", "", "2016-12", ""],
    ["S7", "岭上小学", "", "岭上镇", "primary", "2017-01", "", ""],
    ["S4", "白杨镇中心小学", "", "白杨镇", "primary", "", "", ""],
    # merged into S4
    ["S5", "白杨镇河口教学点", "", "白杨镇", "teaching_point", "", "2016-07-31", "S4"],
    # closed for a year
    ["S6", "柳湾小学", "", "柳湾镇", "primary", "", "2016-01", ""],
    ["S6", "柳湾小学", "", "柳湾镇", "primary", "2017-01", "", ""],
]
SPRING, AUTUMN, NEXT = [
    (date(year, month, 9), date(year, month, 20)) for year, month in ((2016, 5), (2016, 10), (2017, 3))
]


@pytest.fixture(scope="module")
def register() -> SchoolRegister:
    return make_register([HEADS, *ROWS], "schools.csv")


def test_each_round_sees_one_row_a_school_of_its_own_days(register):
    spring, autumn = register.on(*SPRING), register.on(*AUTUMN)
    assert spring.names() | {"S6": ""} == {
        "S1": "青石镇中心小学", "S2": "石桥小学", "S3": "青石镇初级中学", "S4": "白杨镇中心小学",
        "S5": "白杨镇河口教学点", "S6": "", "S7": "岭上小学",
    }  # fmt: skip
    assert autumn.names()["S1"] == "青石镇实验小学"
    assert [one.row("S2")["town"] for one in (spring, autumn)] == ["青石镇", "白杨镇"]
    assert [autumn.is_valid(autumn.row(school)) for school in ("S1", "S5", "S6")] == [True, False, False]
    assert register.on(*NEXT).is_valid(register.on(*NEXT).row("S6"))
    assert register.names() == register.on(*NEXT).names(), "without days the last row of each school"


def test_towns_keep_the_order_of_the_office_and_a_new_one_comes_behind_where_its_schools_came_from(register):
    assert register.on(*SPRING).list_towns() == ["青石镇", "白杨镇"], "柳湾镇 has no school that is open"
    assert register.on(*AUTUMN).list_towns() == ["青石镇", "白杨镇"]
    assert register.on(*NEXT).list_towns() == ["青石镇", "岭上镇", "白杨镇", "柳湾镇"]
    assert list(register.on(*NEXT).names()) == ["S1", "S3", "S7", "S4", "S5", "S2", "S6"], "S2 behind its new town's"


def test_a_school_that_changes_during_a_round_is_seen_as_on_its_first_day(register, standards):
    seen = register.on(date(2016, 8, 29), date(2016, 9, 9))
    assert seen.names()["S1"] == "青石镇中心小学"
    match = seen.resolve("青石镇实验小学", words_of(standards))
    assert (match.school_id, match.ended, match.begins) == ("S1", "", ""), "either name is right then"


@pytest.mark.parametrize(
    ("days", "written", "town", "found"),
    [
        pytest.param(SPRING, "青石中心校", "", ("S1", "", ""), id="its name"),
        pytest.param(SPRING, "青石镇实验小学", "", ("S1", "", "2016-09-01"), id="before its beginning"),
        pytest.param(AUTUMN, "青石中心校", "", ("S1", "2016-08-31", ""), id="after its end"),
        pytest.param(AUTUMN, "青石镇石桥小学", "", ("S2", "2016-08-31", ""), id="with the town it left, in the name"),
        pytest.param(AUTUMN, "石桥小学", "青石镇", ("S2", "", ""), id="its own name beside the town it left"),
        pytest.param(AUTUMN, "石桥小学", "白杨镇", ("S2", "", ""), id="with its town"),
        pytest.param(AUTUMN, "河口教学点", "", ("S5", "2016-07-31", ""), id="a merged school"),
        pytest.param(AUTUMN, "柳湾小学", "", ("S6", "2016-01-31", ""), id="in a gap"),
        pytest.param(NEXT, "柳湾小学", "", ("S6", "", ""), id="after the gap"),
        pytest.param(AUTUMN, "S5", "", ("S5", "", ""), id="its code"),
    ],
)  # fmt: skip
def test_a_name_of_any_time_resolves_and_says_when_it_holds(register, standards, days, written, town, found):
    match = register.on(*days).resolve(written, words_of(standards), town=town)
    assert (match.school_id, match.ended, match.begins) == found


def test_a_name_that_another_school_bears_now_means_that_school(standards):
    rows = [
        ["A", "新华小学", "", "", "", "", "2016-08", ""], ["A", "新华路小学", "", "", "", "2016-09", "", ""],
        ["B", "城北小学", "", "", "", "", "2016-08", ""], ["B", "新华小学", "", "", "", "2016-09", "", ""],
    ]  # fmt: skip
    register = make_register([HEADS, *rows], "schools.csv")
    found = [register.on(*days).resolve("新华小学", words_of(standards)).school_id for days in (SPRING, AUTUMN)]
    assert found == ["A", "B"]


def test_a_reading_worker_gets_plain_rows(register):
    seen = register.on(*AUTUMN)
    assert seen.frame.shape[0] == 7
    again = pickle.loads(pickle.dumps(seen))
    assert again == seen
    assert "frame" not in vars(again)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2016-09", "2016-09-01", "2016-09-30"), ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-09-05", "2016-09-05", "2016-09-05"), ("2016/9/1", "2016-09-01", "2016-09-01"),
        ("2016年9月", "2016-09-01", "2016-09-30"), ("2016年9月1日", "2016-09-01", "2016-09-01"), ("", "", ""),
        ("2016", None, None), ("2016-13", None, None), ("2015-02-29", None, None), ("去年九月", None, None),
    ],
)  # fmt: skip
def test_bounds(written, first, last):
    assert (parse_bound(written, end=False), parse_bound(written, end=True)) == (first, last)


def test_a_day_of_a_spreadsheet_is_a_day(tmp_path):
    book = Workbook()
    book.active.append(["school_id", "name", "valid_from"])
    book.active.append(["S1", "青石小学", date(2016, 9, 1)])
    book.save(tmp_path / "schools.xlsx")
    assert read_register(tmp_path / "schools.xlsx").rows[0]["valid_from"] == "2016-09-01"


HEAD = "school_id,name,valid_from,valid_to,successor\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A,甲,,2016-08-31,\nA,乙,2016-08-31,,\n",
         "schools.csv row 3: Two rows of the id “A” hold at the same time: … – 2016-08-31 and 2016-08-31 – …; "
         "the other one is row 2. Set the valid_to of the earlier row to a day before 2016-08-31."),
        ("A,甲,,,\nA,乙,2016-09,,\n", "schools.csv row 3: Two rows of the id “A” hold at the same time: … – … and"),
        ("A,甲,,,\nA,乙,,,\n", "schools.csv row 3: The id “A” is used twice, first in row 2. One id a school;"),
        ("A,甲,2016-09-01,2016-08-31,\n",
         "schools.csv row 2: This row ends on 2016-08-31, before it begins on 2016-09-01."),
        ("A,甲,soon,,\n", "schools.csv row 2: The value of valid_from, “soon”, is no date. Write 2016-09-01"),
        ("A,甲,,2016-08,C\nB,乙,,,\n",
         "schools.csv row 2: The successor “C” is not in the register, or is the school itself. Write the id of "
         "another school in successor, such as B"),
        ("A,甲,,2016-08,A\nB,乙,,,\n", "schools.csv row 2: The successor “A” is not in the register, or is the school"),
        ("A,甲,,,B\nB,乙,,,\n", "schools.csv row 2: The row names a successor, “B”, and no last day of the school"),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_are_told_with_file_row_and_what_to_do(tmp_path, standards_en, rows, said):
    (tmp_path / "schools.csv").write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(CorrectionsError) as caught:
        read_register(tmp_path / "schools.csv", standards_en)
    assert str(caught.value).startswith(said)
