"""Markup is made by `tag` alone."""

from __future__ import annotations

import pytest

from analysis.reports.pages.addresses import join_addresses
from analysis.reports.pages.markup import anchor, join, tag
from analysis.reports.pages.table import Column, Row, draw_table


def test_text_is_escaped_and_markup_is_not() -> None:
    assert tag("p", "a < b", tag("b", "&")) == "<p>a &lt; b<b>&amp;</b></p>"


def test_attributes_are_escaped_and_left_out() -> None:
    made = tag("a", "x", href='"><i>', class_="num", hidden=None, tabindex=0, aria_label="n", popover=True)
    assert made == '<a href="&#34;&gt;&lt;i&gt;" class="num" tabindex="0" aria-label="n" popover>x</a>'


def test_direction_characters_are_shown_as_unprintable() -> None:
    assert join("a\u202eb\u2066c") == "a\ufffdb\ufffdc"


def test_pieces_may_be_nested_and_missing() -> None:
    assert join("a", None, ["b", (1, tag("br"))]) == "ab1<br>"


def test_anchors_of_two_texts_differ() -> None:
    assert anchor("3-16a") == "3-16a"
    assert anchor("1-0@镇") == "1-0_40_9547"
    assert anchor("a_40") != anchor("a@")


def test_table_rows_carry_their_heads_for_cards() -> None:
    made = draw_table([Column("校"), Column("数", number=True)], [Row(("甲", 3), id="r", total=True)], caption="表")
    assert '<tr id="r" class="tot"><th scope="row" class="stick">甲</th><td class="r">3</td></tr>' in made
    assert made.startswith('<div class="scroll" tabindex="0" role="region" aria-labelledby="t-_8868">')


@pytest.mark.parametrize(
    ("addresses", "ranges"),
    [
        (["T6", "T5", "T7", "T9"], ["T5:T7", "T9"]),
        (["AA2", "B10", "B9"], ["B9:B10", "AA2"]),
        (["第4行", "A1", ""], ["A1", "第4行"]),
        (["C5", "C6", "D5", "D6", "E5"], ["C5:D6", "E5"]),
        (["Z2", "AA2", "AC2"], ["Z2:AA2", "AC2"]),
    ],
)
def test_neighbouring_cells_become_a_range(addresses: list[str], ranges: list[str]) -> None:
    assert join_addresses(addresses) == ranges
