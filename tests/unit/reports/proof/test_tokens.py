"""What is read as a number of a sentence, and what is left alone because it is no result."""

from __future__ import annotations

import pytest

from analysis.reports.office.proof.blocks import cut_sentences, narrow
from analysis.reports.office.proof.names import Names
from analysis.reports.office.proof.tokens import find_tokens, list_units
from analysis.standards.load import load_standards
from analysis.standards.model import Standards

CODES = frozenset({"3-16", "3-0", "0-1"})


def read(text: str, standards: Standards) -> list[tuple[str, tuple[float, ...], str]]:
    tokens = find_tokens(narrow(text), list_units(standards), CODES)
    return [(one.kind, one.value, one.unit) for one in tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达标15/22所", [("fraction", (15, 22), "")]),
        ("达标１５／２２所", [("fraction", (15, 22), "")]),
        ("金额439,750/447,250元", [("fraction", (439750, 447250), "")]),
        ("占68%，占百分之六十八", [("percent", (68,), ""), ("percent", (68,), "")]),
        ("5所、五所、三十七所", [("number", (5,), "所"), ("number", (5,), "所"), ("number", (37,), "所")]),
        ("1,234人", [("number", (1234,), "人")]),
        ("3个问题", [("number", (3,), "个")]),
        ("2016年10月18日至17日", [("date", (2016, 10, 18), ""), ("date", (0, 0, 17), "")]),
        ("10月底前", [("date", (0, 10, 0), "")]),
        ("2016-10-18", [("date", (2016, 10, 18), "")]),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(
    text: str, expected: list[tuple[str, tuple[float, ...], str]], standards: Standards
) -> None:
    assert read(text, standards) == expected


def test_english_numbers_and_days_are_read() -> None:
    standards = load_standards(lang="en")
    assert read("22 schools, 1 check, 7/8", standards) == [
        ("number", (22,), "school"), ("number", (1,), "check"), ("fraction", (7, 8), ""),
    ]  # fmt: skip
    assert read("On 18 October 2016 and October 17", standards) == [
        ("date", (2016, 10, 18), ""), ("date", (0, 10, 17), ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "第16条、第18、19条、第三次、第2组", "某教督〔2016〕12号", "GB/T 9704-2012和JY/T 0001", "男女1:3、1：3",
        "2016年", "附件1", "附件：1.", "3.在职教职工队伍", "（二）全面改薄", "一、安全", "《全面改薄.xlsx》 F17 C5:C12",
        "〔3-16〕", "见3-0",
        "item 16 and Items 4, 8", "一个学校、一些", "十分重视", "电话0831-2345678、13800000000",
    ],
)  # fmt: skip
def test_what_is_no_result_is_left_alone(text: str, standards: Standards) -> None:
    assert read(text, standards) == []


def test_sentences_end_at_their_stops_and_not_in_numbers() -> None:
    assert [one.text for one in cut_sentences("达标3.5个；占2%。其余\n不计。")] == [
        "达标3.5个;",
        "占2%。",
        "其余\n",
        "不计。",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("马鞍小学、双河小学未查", [("马鞍小学", True, ""), ("双河小学", True, "")]),
        ("其中马安小学未查", [("马安小学", False, "马鞍小学")]),
        ("检查了青石小学", [("青石小学", False, "")]),
    ],
)
def test_schools_known_and_unknown_are_told_apart(text: str, expected: list[tuple[str, bool, str]]) -> None:
    found = Names({"马鞍小学": "S5", "双河小学": "S6"}).find(text)
    assert [(one.text, one.known, one.near) for one in found] == expected
    assert not any(one.vague for one in found)


@pytest.mark.parametrize("text", ["各小学", "22所学校", "农村中学", "受检学校", "其他学校", "小学和教学点"])
def test_a_word_for_schools_is_no_name(text: str) -> None:
    assert all(one.vague for one in Names({"马鞍小学": "S5"}).find(text))
