"""What is read as a number of a sentence, and what is left alone because it is no result."""

from __future__ import annotations

import pytest

from analysis.reports.office.proof.blocks import cut_sentences, narrow
from analysis.reports.office.proof.counters import list_counted, list_units
from analysis.reports.office.proof.names import Names
from analysis.reports.office.proof.tokens import find_tokens
from analysis.standards.load import load_standards
from analysis.standards.model import Standards

CODES = frozenset({"3-16", "3-0", "0-1"})


def read(text: str, standards: Standards) -> list[tuple[str, tuple[float, ...], str]]:
    tokens = find_tokens(narrow(text), list_units(standards), CODES)
    return [(one.kind, one.value, one.unit) for one in tokens if not one.loose]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达标15/22所", [("fraction", (15, 22), "所")]),
        ("达标１５／２２所", [("fraction", (15, 22), "所")]),
        ("金额439,750/447,250元", [("fraction", (439750, 447250), "元")]),
        ("占68%，占百分之六十八", [("percent", (68,), ""), ("percent", (68,), "")]),
        ("5所、五所、三十七所", [("number", (5,), "所"), ("number", (5,), "所"), ("number", (37,), "所")]),
        ("1,234人", [("number", (1234,), "人")]),
        ("3个问题", [("number", (3,), "个")]),
        ("2016年10月18日至17日", [("date", (2016, 10, 18), ""), ("date", (0, 0, 17), "")]),
        ("10月底前", [("date", (0, 10, 0), "")]),
        ("2016-10-18", [("date", (2016, 10, 18), "")]),
        ("二〇一六年十月十八日", [("date", (2016, 10, 18), "")]),
        ("九所、十二所、两所、九校", [("number", (n,), "所") for n in (9, 12, 2, 9)]),
        ("百分之九十一点五", [("percent", (91.5,), "")]),
        ("四十三万九千七百五十元", [("number", (439750,), "元")]),
        ("5千元", [("number", (5000,), "元")]),
        ("女蹲位三个，", [("number", (3,), "个")]),
        ("三个问题、十项未达标", [("number", (3,), "个"), ("number", (10,), "项")]),
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
    assert read("nine schools, twenty-two checks", standards) == [
        ("number", (9,), "school"), ("number", (22,), "check"),
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
        "一是、二是，（一）（十二）", "一律、统一、一次性、万一、专一", "七年级三班、星期三、九年一贯制",
        "两免一补、三个一",
        "三个方面、五项制度、两条主线、四个意识", "二十项底线要求", "一式三份、一人一档、一校一策、一所一项次",
        "同一所学校、某一所学校", "每校两名、每班3处", "十五天内、30天内", "2具灭火器、5米、3层楼",
    ],
)  # fmt: skip
def test_what_is_no_result_is_left_alone(text: str, standards: Standards) -> None:
    assert read(text, standards) == []


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("二十余所", 21, 29), ("20多所", 21, 29), ("百余所", 101, 199), ("十几所", 11, 19), ("几十处", 20, 99),
        ("七八所", 7, 8), ("十七八所", 17, 18), ("约20所", 18, 22), ("20所左右", 18, 22), ("近20所", 17, 19),
        ("不到20所", 10, 19), ("不超过20所", 10, 20), ("超过20所", 21, 30), ("20所以上", 20, 30), ("至少20所", 20, 30),
        ("1.2万元", 11500, 12499), ("43.98万元", 439750, 439849),
        ("三分之一", 32, 34), ("近三分之二", 63, 68), ("约90%", 87, 93), ("90%以上", 90, 100), ("九成以上", 89, 100),
        ("九成五", 94, 96), ("一半", 49, 51),
    ],
)  # fmt: skip
def test_what_is_told_roughly_means_from_so_many_to_so_many(
    text: str, least: int, most: int, standards: Standards
) -> None:
    (found,) = find_tokens(narrow(text), list_units(standards))
    assert [found.fits(value) for value in (least - 1, least, most, most + 1)] == [False, True, True, False]


def test_what_is_told_roughly_in_english_means_the_same() -> None:
    units = list_units(load_standards(lang="en"))
    found = [
        find_tokens(text, units)[0] for text in ("about 20 schools", "one third", "more than 90%", "nearly 20 schools")
    ]
    assert [(one.fits(19), one.fits(33), one.fits(91)) for one in found] == [
        (True, False, False), (False, True, False), (False, False, True), (True, False, False),
    ]  # fmt: skip


def test_a_thing_that_the_product_counts_is_a_count_in_words_too(standards: Standards) -> None:
    units, text = list_units(standards), "新增三个教学点，抓好三个方面"
    counted = list_counted(["查了2个教学点"], units)
    assert [one.loose for one in find_tokens(narrow(text), units, (), counted)] == [False, True]


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
