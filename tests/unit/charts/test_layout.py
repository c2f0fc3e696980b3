"""Measuring, wrapping and moving apart."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from analysis.charts.layout import draw_box, flow_words, is_wide, measure_text, spread_labels, wrap_text
from analysis.charts.style import Piece


def test_a_chinese_character_is_as_wide_as_its_size() -> None:
    assert measure_text("校", 14) == pytest.approx(14, abs=0.3)
    assert measure_text("学校", 14) == pytest.approx(28, abs=0.4)
    assert measure_text("", 14) == 0


def test_digits_are_tabular() -> None:
    assert measure_text("1111", 14) == measure_text("8888", 14)


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("第16条 厕位与男女比例", 500, ("第16条 厕位与男女比例",)),
        ("竹隈镇初级中学", 60, ("竹隈镇初", "级中学")),
        ("help and protection", 90, ("help and", "protection")),
        ("甲，乙", 30, ("甲，", "乙")),
        ("", 50, ("",)),
    ],
)
def test_lines_break_between_characters_and_at_spaces(text: str, limit: float, lines: tuple[str, ...]) -> None:
    assert wrap_text(text, 14, limit) == lines


def test_a_word_that_is_too_wide_is_broken() -> None:
    lines = wrap_text("x" * 40, 14, 100)
    assert "".join(lines) == "x" * 40
    assert all(measure_text(line, 14) <= 100 for line in lines)


def test_labels_keep_their_order_and_distance() -> None:
    placed = spread_labels([50, 52, 54, 300], [40, 40, 40, 40], left=0, right=320, gap=10)
    assert placed == [50, 100, 150, 300]


def test_labels_stay_within_the_ends() -> None:
    assert spread_labels([5, 315], [40, 40], left=0, right=320) == [20, 300]


def test_labels_that_do_not_fit_at_all_are_not_placed() -> None:
    assert spread_labels([1, 2, 3], [40, 40, 40], left=0, right=100) == []


def test_words_flow_over_lines() -> None:
    places = flow_words(["学校", "学校", "学校"], 10, 60, gap=10, lead=0)
    assert [line for line, _ in places] == [0, 0, 1]
    assert places[2][1] == 0


def test_full_width_is_every_character() -> None:
    assert is_wide("楼梯")
    assert not is_wide("D级危房")
    assert not is_wide("")


def test_a_hatch_is_strokes_cut_to_their_box() -> None:
    axes = Figure().add_subplot()
    draw_box(axes, 10, 4, 8, 6, Piece("#ffffff", "#a8380b", "#000000", "#000000", hatched=True))
    box, strokes = axes.patches
    assert not box.get_hatch()
    # Strokes lie where x + y is a multiple of 6: 18 cuts the left and lower sides off at (10, 8) and (14, 4), 24 at
    # (14, 10) and (18, 6).
    assert strokes.get_path().vertices.tolist() == [[10, 8], [14, 4], [14, 10], [18, 6]]
    assert strokes.get_edgecolor() == box.get_edgecolor()


def test_a_hatched_box_of_no_width_has_no_strokes() -> None:
    axes = Figure().add_subplot()
    draw_box(axes, 10, 4, 0, 6, Piece("#ffffff", "#a8380b", "#000000", "#000000", hatched=True))
    assert len(axes.patches) == 1
