"""Numbers and ratios as people write them."""

import datetime as dt

import pytest

from analysis.reading.numbers import parse_number, parse_ratio
from analysis.standards.words import words_of

NUMBERS = {
    "44,000": (44000, False), "１５２": (152, False), "835人": (835, False), "6.3万": (63000, False),
    "62500元": (62500, False), "约30人": (30, True), "三十": (30, False), "二十八": (28, False), "35 人": (35, False),
    "二百一十二": (212, False), "叁仟元": (3000, False), "960余人": (960, True), "１．２万元": (12000, False),
    "-3": (-3, False), "三百余人": (300, True),
}  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers(standards, text):
    number = parse_number(text, words_of(standards))
    assert number is not None
    assert (number.in_base_unit(), number.approximate) == NUMBERS[text]


@pytest.mark.parametrize("text", ["30-40", "若干", "√", "", "1:3", "第一小学", "2016-10-11"])
def test_what_is_no_number(standards, text):
    assert parse_number(text, words_of(standards)) is None


def test_dates_times_and_truths_are_no_numbers(standards):
    words = words_of(standards)
    assert all(parse_number(value, words) is None for value in (True, dt.date(2016, 1, 1), dt.time(1, 3), float("nan")))


def test_the_unit_of_the_cell_goes_before_that_of_the_heading(standards):
    words = words_of(standards)
    assert parse_number("6", words).in_base_unit(10_000) == 60_000
    assert parse_number("500元", words).in_base_unit(10_000) == 500


@pytest.mark.parametrize(
    ("value", "ratio"),
    [("1:3", 3), ("1：2.5", 2.5), ("1比2", 2), ("1∶3", 3), ("2:5", 2.5), (dt.time(1, 3), 3), (0.04375, 3)],
)
def test_ratios(value, ratio):
    assert parse_ratio(value) == ratio


@pytest.mark.parametrize("value", ["", "三比一多", 3.0, dt.time(0, 3), "0:3"])
def test_what_is_no_ratio(value):
    assert parse_ratio(value) is None
