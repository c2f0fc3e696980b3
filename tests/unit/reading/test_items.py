"""Headings → items: as the standards write them, in other words, and never by half a likeness."""

import pytest

from analysis.reading.items import find_item, find_item_in_text
from analysis.reading.polarity import polarity_of
from analysis.standards.words import words_of

HEADINGS = {
    "16.厕位与男女比例": "cond.16",
    "第16条是否达标": "cond.16",
    "18.安全设施（一）": "cond.18",
    "有工作领导小组": "safety.01",
    "墙面平整、室内没有裸露的电线": "cond.03",
    "教室光线充足，灯具完好": "cond.04",
    "师生能喝上开水": "cond.15",
    "灭火器、消火栓等完好有效": "safety.33",
    "住校生一人一床，没有大通铺": "cond.13",
    "学校领导带班值班有记录": "other.02",
    "向家长讲清资助政策": "aid.05",
    "校车管理": "",
    "垃圾分类": "",
    "消防通道": "",
    "教师值班补贴": "",
    "食育课程开展": "",
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings(standards, heading):
    assert find_item(heading, words_of(standards)) == HEADINGS[heading]


def test_an_area_told_near_by_decides(standards):
    words = words_of(standards)
    assert find_item("领导小组", words, ("aid",)) == "aid.01"
    assert find_item("领导小组", words, ("safety",)) == "safety.01"


def test_bare_numbers_only_where_a_heading_says_so(standards):
    words = words_of(standards)
    assert find_item("16", words, numbered=True) == "cond.16"
    assert find_item("16", words) == ""


def test_problems(standards):
    words = words_of(standards)
    assert find_item_in_text("底线要求第9项", words) == "cond.09"
    assert find_item_in_text("女厕蹲位不足，男女蹲位未达到1:3", words) == "cond.16"


POLARITIES = {
    "是否存在D级危房？": "negative",
    "女生蹲位是否不足？": "negative",
    "围墙是否有缺口或倒塌隐患？": "negative",
    "消除D级危房": "positive",
    "是否建有安全隐患排查台账": "positive",
    "住校生一人一床，没有大通铺": "absent",
}


@pytest.mark.parametrize("heading", POLARITIES)
def test_polarity(standards, heading):
    assert polarity_of(heading, words_of(standards)) == POLARITIES[heading]
