"""The slides on an office's own master: at each size of slide all of a panel stands, nothing over anything else."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Pt
from tests.unit.reports.slide_reading import list_faults, list_overflows, read_deck

from analysis.charts.layout import measure_text
from analysis.narrative.passages import plain
from analysis.narrative.slides import list_slides
from analysis.narrative.story import Story
from analysis.reports.office.slides.bars import Bars, Piece
from analysis.reports.office.slides.deck import draw_deck
from analysis.reports.office.slides.frame import Box, lay_frame
from analysis.reports.office.slides.master import make_master, open_template
from analysis.reports.office.slides.plots import choose_plot
from analysis.reports.office.slides.text import BREAK, SLACK, Line, break_text
from analysis.reports.pages.page import Page
from analysis.standards.model import Standards

SIZES = {"4:3": (720, 540), "16:9": (960, 540), "16:9, 10 inches": (720, 405), "16:10": (720, 450)}
"""Slides of a master, in points."""
MASTERS = ("own", *SIZES)
LANGS = ("zh", "en")


def make_template(path: Path, width: float, height: float) -> Path:
    """The usual master at a size: title at the top, body below it, date, footer and number at the foot."""
    deck = Presentation()
    across, down = Pt(width) / deck.slide_width, Pt(height) / deck.slide_height
    deck.slide_width, deck.slide_height = Pt(width), Pt(height)
    for owner in (deck.slide_master, *deck.slide_layouts):
        for holder in owner.placeholders:
            if holder._element.spPr.xfrm is not None:
                holder.left, holder.width = round(holder.left * across), round(holder.width * across)
                holder.top, holder.height = round(holder.top * down), round(holder.height * down)
    deck.save(str(path))
    return path


@pytest.fixture(scope="module")
def decks(
    story: Story, story_en: Story, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], tuple[Story, bytes]]:
    """Language and master → the story and its deck, each drawn once."""
    folder, made = tmp_path_factory.mktemp("masters"), dict[tuple[str, str], bytes]()
    stories = {"zh": story, "en": story_en}

    def make(lang: str, master: str) -> tuple[Story, bytes]:
        told = stories[lang]
        if (lang, master) not in made:
            page = Page("2016-10", told, panels=frozenset(), names=told.names, towns={})
            if master == "own":
                used = make_master(told.standards)
            else:
                used = open_template(make_template(folder / "样式.pptx", *SIZES[master]), told.standards)
            made[lang, master] = draw_deck(page, used)
        return told, made[lang, master]

    return make


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("master", MASTERS)
def test_every_shape_and_text_has_its_room(
    decks: Callable[[str, str], tuple[Story, bytes]], master: str, lang: str
) -> None:
    _, deck = decks(lang, master)
    width, height = SIZES.get(master, (960, 540))
    assert list_faults(deck, width=width, height=height) == []
    assert list_overflows(deck) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("master", MASTERS)
def test_every_fact_of_a_panel_is_there_whole(
    decks: Callable[[str, str], tuple[Story, bytes]], master: str, lang: str
) -> None:
    story, deck = decks(lang, master)
    told = {one.title: one.panel for one in list_slides(story) if one.panel}
    slides = [slide for slide in read_deck(deck) if slide.find("panel")]
    assert len(slides) == len(told) == 7
    for slide, panel in zip(slides, told.values(), strict=True):
        written = slide.find("panel").split("\n")
        facts = [plain(part).strip() for fact in panel.facts for part in (fact.head, fact.text) if part]
        assert len(facts) >= 2
        asked = [story.word("slide.ask"), plain(panel.ask)] if panel.ask else []
        assert written == [panel.number.text, panel.unit, *facts, *asked]


@pytest.mark.parametrize("master", MASTERS)
def test_every_point_to_decide_and_every_bar_is_there(
    decks: Callable[[str, str], tuple[Story, bytes]], master: str
) -> None:
    story, deck = decks("zh", master)
    slides, told = read_deck(deck), list_slides(story)
    assert slides[-1].find("points").split("\n") == [plain(point) for point in told[-1].points]
    for slide, one in zip(slides[1:7], told[1:7], strict=True):  # towns, on the first, are rows of schools
        assert list(slide.rows) == list(one.codes)
        assert slide.find("more") == ""


def test_titles_are_whole_and_their_lines_of_like_width(decks: Callable[[str, str], tuple[Story, bytes]]) -> None:
    broken = 0
    for master in MASTERS:
        story, deck = decks("zh", master)
        assert [slide.title for slide in read_deck(deck)] == [one.title for one in list_slides(story)]
        for slide in Presentation(io.BytesIO(deck)).slides:
            lines = [measure_text(line, 20) for line in slide.shapes.title.text_frame.text.split("\v")]
            assert min(lines) > 0.3 * max(lines)
            broken += len(lines) > 1
    assert broken >= 5


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("全面改薄自报达标302项次，实地不符18项次；第3条墙面与电线最多，4所",
         ["全面改薄自报达标302项次，实地不符18项次；", "第3条墙面与电线最多，4所"]),
        ("5月的58个问题：核实销号35个，逾期12个，其中5个报已改未核实",
         ["5月的58个问题：核实销号35个，", "逾期12个，其中5个报已改未核实"]),
        ("Against May: 36 checks fixed, 24 checks new, of which 2 came back",
         ["Against May: 36 checks fixed, ", "24 checks new, of which 2 came back"]),
        ("无标点的一句很长的话就在中间断开", ["无标点的一句很长", "的话就在中间断开"]),
        ("5 schools lacked 19 stalls: 4 wait for 等待上级批复并且等待资金到位后再行安排",
         ["5 schools lacked 19 stalls: ", "4 wait for 等待上级批复并且等待资金到位后再行安排"]),
    ],
)  # fmt: skip
def test_a_title_breaks_where_it_reads_best(text: str, lines: list[str]) -> None:
    line = Line(text, 20, bold=True)
    width = 0.75 * measure_text(text, 20) * 1.2 / SLACK
    broken, cost = break_text(line, width)
    assert broken.text.split(BREAK) == lines
    assert broken.text.replace(BREAK, "") == text
    assert 0 <= cost < 1
    assert break_text(line, 2 * width) == (line, 0.0), "on one line, nothing is broken"


def test_the_foot_takes_the_band_of_date_and_number_where_there_is_one(tmp_path: Path, standards: Standards) -> None:
    # The usual master of 720 × 540 points has its body from 126 to 482.4, and its foot from 500.5 to 529.25.
    master = open_template(make_template(tmp_path / "样式.pptx", 720, 540), standards)
    frame = lay_frame(master.content, band=master.band)
    assert (frame.foot.y, frame.foot.bottom) == (pytest.approx(505.25), pytest.approx(529.25))
    assert frame.body.bottom == pytest.approx(482.4, abs=0.2)
    assert frame.body.x == pytest.approx(36 + 7.2), "its text, not its frame, stands below that of the title"
    without = lay_frame(master.content)
    assert without.foot.bottom == pytest.approx(482.4, abs=0.2)
    assert without.body.bottom < without.foot.y


def test_a_master_without_places_at_its_foot_has_ours_in_the_room_below_the_title(story: Story, tmp_path: Path) -> None:
    path = make_template(tmp_path / "样式.pptx", 720, 540)
    deck = Presentation(str(path))
    for owner in (deck.slide_master, *deck.slide_layouts):
        for holder in list(owner.placeholders):
            if holder.placeholder_format.idx in (10, 11, 12):
                holder._element.getparent().remove(holder._element)
    deck.save(str(path))
    master = open_template(path, story.standards)
    assert master.band is None
    page = Page("2016-10", story, panels=frozenset(), names=story.names, towns={})
    made = draw_deck(page, master)
    assert list_faults(made, width=720) == []
    assert list_overflows(made) == []


def test_notes_give_way_before_bars_do(standards: Standards) -> None:
    have = Piece("现有", (20, 9), standards.style.fills["have"], word="现有")
    bars = Bars(("第一中学", "第二中学"), ("3-16@1", "3-16@2"), (have,), "应有", (26, 9),
                ("应有26，缺6", "应有9，够用"), notes=("待资金", "期限9月30日，已逾期"), joiner=" · ")  # fmt: skip
    lined = choose_plot(bars, Box(0, 0, 500, 100), 50)
    assert lined.ends.rows == (("应有26，缺6", "待资金"), ("应有9，够用", "期限9月30日，已逾期"))
    low = choose_plot(bars, Box(0, 0, 500, 40), 20)
    assert low.ends.rows == (("应有26，缺6 · 待资金",), ("应有9，够用 · 期限9月30日，已逾期",))
    long = choose_plot(replace(bars, notes=("等待上级批复并且等待资金到位" * 4,) * 2), Box(0, 0, 300, 40), 20)
    assert long.ends.cut
    for plot, width in ((lined, 500), (low, 500), (long, 300)):
        assert 26 * plot.unit >= 0.18 * width, "the bars are to be seen"


def make_bars(count: int, standards: Standards) -> Bars:
    """One item that so many schools do not meet."""
    unmet = Piece("未达标", (count,), standards.style.fills["unmet"], word="×")
    return Bars(("第16条 厕位",), ("3-16",), (unmet,), "未达标和部分达标", (count,), ("达标 0/60",), boxed=True)


def test_boxes_stand_as_long_as_their_mark_has_room(standards: Standards) -> None:
    # 400 points: 80 for the name and its gap, 60 and 16 for the text after the bar leave some 240.
    box = Box(0, 0, 400, 60)
    plots = {count: choose_plot(make_bars(count, standards), box, 60) for count in range(1, 61)}
    boxed = [count for count, plot in plots.items() if plot.between]
    assert boxed == list(range(1, boxed[-1] + 1)), "from some number of schools on, bars"
    assert 10 <= boxed[-1] <= 20
    last = plots[boxed[-1]]
    assert last.unit * (1 - last.between) >= measure_text("×", last.text_size)
    wide = choose_plot(make_bars(boxed[-1] + 5, standards), replace(box, width=800), 60)
    assert wide.between, "what has no room in a narrow chart has in a wide one"
    for plot in plots.values():
        assert plot.most - plot.least == pytest.approx(plot.width * box.width / plot.unit)
