"""Dates and deadlines, each worked out by hand for a sheet of 24 October 2016."""

import datetime as dt

import pytest

from analysis.reading.dates import date_within, parse_day
from analysis.standards.words import words_of

TODAY = dt.date(2016, 10, 24)
DEADLINES = {
    "2016年12月底": "2016-12-31",
    "10月底前": "2016-10-31",
    "年底前": "2016-12-31",
    "10.28": "2016-10-28",
    "本月底": "2016-10-31",
    "下月15日前": "2016-11-15",
    "2016.11.15": "2016-11-15",
    "2016/12/20": "2016-12-20",
    "11月5日前": "2016-11-05",
    "二○一六年十一月二十日": "2016-11-20",
    "2016年11月上旬": "2016-11-10",
    "2016年11月中旬": "2016-11-20",
    "10月25日-11月10日": "2016-11-10",
    "11月10-15日": "2016-11-15",
    "10月10日至17日": "2016-10-17",
    "10.10—10.17": "2016-10-17",
    "16年11月8日": "2016-11-08",
    "20161118": "2016-11-18",
    "3月底": "2017-03-31",
    "明年底": "2017-12-31",
}


@pytest.mark.parametrize("text", DEADLINES)
def test_a_deadline_gives_its_last_day(standards, text):
    day = parse_day(text, words_of(standards), today=TODAY)
    assert (day.iso, day.known) == (DEADLINES[text], True)


@pytest.mark.parametrize("text", ["立即整改", "长期坚持", "2017年春季开学前", "寒假期间", ""])
def test_words_that_give_no_date_are_known_to_give_none(standards, text):
    day = parse_day(text, words_of(standards), today=TODAY)
    assert (day.iso, day.known) == ("", True)


def test_unknown_words_are_told_apart(standards):
    assert not parse_day("看情况吧", words_of(standards), today=TODAY).known


def test_stored_values(standards):
    words = words_of(standards)
    assert parse_day(42704.0, words, today=TODAY).iso == "2016-11-30"
    assert parse_day(10.28, words, today=TODAY).iso == "2016-10-28"
    assert parse_day(dt.datetime(2016, 10, 11), words, today=TODAY).iso == "2016-10-11"


def test_a_range_gives_its_first_day_for_a_visit(standards):
    assert parse_day("10月10-17日", words_of(standards), today=TODAY, last=False).iso == "2016-10-10"


def test_the_date_of_a_sheet_stands_in_its_head_line():
    assert date_within("问题整改台账（截至2016年10月24日）") == TODAY
    assert date_within("填报日期：二○一六年十月十七日") == dt.date(2016, 10, 17)
    assert date_within("督查时间：10月12日至14日") is None
