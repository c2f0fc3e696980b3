"""The charts of a round as files: sizes, words, bytes, names, and tables that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
import struct
from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from tests.unit.charts.conftest import list_collisions

from analysis.measures.results import RoundResults
from analysis.narrative.chart_tables import list_chart_rows
from analysis.narrative.figures import describe_figure, select_table
from analysis.narrative.story import Story
from analysis.reports.pages.page import Page
from analysis.reports.pictures.charts import Chart, Picture, draw_charts, draw_pictures, list_charts, read_formats
from analysis.reports.pictures.composing import PRINT, SLIDE, Paper
from analysis.reports.pictures.saving import save_pdfs, save_png, save_svg
from analysis.reports.privacy.pictures import read_pdf, read_png
from analysis.tables import write_csv


@pytest.fixture(scope="module")
def page(story: Story) -> Page:
    return Page("2016-10", story, names=story.names, sample=True)


def find(page: Page, name: str, area: str = "") -> Chart:
    return next(chart for chart in list_charts(page) if (chart.name, chart.area) == (name, area))


def draw(page: Page, chart: Chart, paper: Paper) -> list[Picture]:
    return draw_pictures(page, chart, paper, describe_figure(chart.name, page.story, area=chart.area))


def words_of(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_names_are_in_order_and_safe(page: Page) -> None:
    stems = [chart.stem for chart in list_charts(page)]
    assert stems[:2] == ["01_各方面", "02_未达标内容"]
    assert "15_学校与内容_全面改薄" in stems
    assert [int(stem[:2]) for stem in stems] == list(range(1, len(stems) + 1))
    assert all(re.fullmatch(r"[\w-]+", stem) for stem in stems)


@pytest.mark.parametrize("paper", [SLIDE, PRINT], ids=lambda paper: paper.name)
@pytest.mark.parametrize(("name", "area"), [("areas", ""), ("toilets", ""), ("problems", ""), ("coverage", ""),
                                            ("map", "cond"), ("funnel", "cond")])  # fmt: skip
def test_a_picture_stands_alone(page: Page, paper: Paper, name: str, area: str) -> None:
    for figure, told in draw(page, find(page, name, area), paper):
        words = words_of(figure)
        lines = [text.get_text() for text in figure.findobj(Text) if text.get_fontsize() == paper.title]
        assert "".join(lines) == told.title
        assert "数字" in "".join(words), "the caption names the code"
        assert any("示例数据，全系虚构" in word for word in words)
        assert all(text.get_fontsize() >= 12 for text in figure.findobj(Text) if text.get_text())
        assert list_collisions(figure) == []


@pytest.mark.parametrize("name", ["map", "funnel", "intervals", "items"])
def test_a_title_names_its_area_once(page: Page, name: str) -> None:
    for _, told in draw(page, find(page, name, "cond"), SLIDE):
        assert told.title.count("全面改薄") == 1


def test_sizes_are_those_of_a_slide_and_of_a_column(page: Page) -> None:
    (slide, _), (paper, _) = (draw(page, find(page, "areas"), paper)[0] for paper in (SLIDE, PRINT))
    data = save_png(slide, pixels=144)
    assert struct.unpack(">II", data[16:24]) == (1920, 1080)
    width, _ = struct.unpack(">II", save_png(paper, pixels=300)[16:24])
    assert width / 300 * 25.4 == pytest.approx(156, abs=0.2)  # millimetres


def test_a_long_chart_goes_on_on_a_second_picture(page: Page) -> None:
    pictures = draw(page, find(page, "map", "cond"), SLIDE)
    assert len(pictures) > 1
    assert [told.title[-5:] for _, told in pictures] == [
        f"（{n}/{len(pictures)}）" for n in range(1, len(pictures) + 1)
    ]
    assert all(figure.get_size_inches()[1] * 72 <= 540 for figure, _ in pictures)


def test_the_same_picture_gives_the_same_bytes_and_tells_no_date(page: Page) -> None:
    def save() -> tuple[bytes, bytes, bytes]:
        ((figure, told),) = draw(page, find(page, "areas"), SLIDE)
        return (save_png(figure, pixels=144), save_svg(figure, title=told.title, alt=told.alt),
                save_pdfs({"a.pdf": (figure, told.title)})["a.pdf"])  # fmt: skip

    png, svg, pdf = save()
    assert (png, svg) == save()[:2]
    assert list(read_png(png)) == []
    assert b"<text" not in svg
    assert b"<title" in svg
    assert b"<dc:date" not in svg
    assert [key for key, _ in read_pdf(pdf)] == ["Title"]
    assert b"/FontFile" in pdf


def test_every_file_of_a_chart_and_a_word_on_the_others(page: Page, mock_results: RoundResults) -> None:
    short = replace(mock_results, problems=mock_results.problems.iloc[:0])
    own = replace(page, story=replace(page.story, results=short))
    files = draw_charts(own, ["csv"], papers=())
    assert all(name.endswith((".csv", ".txt")) for name in files)
    told = files["未画.txt"].decode()
    drawn = {name.removesuffix(".csv") for name in files if name.endswith(".csv")}
    missing = [chart.stem for chart in list_charts(own) if chart.stem not in drawn]
    assert missing
    assert all(f"{stem}: " in told for stem in missing)


def test_a_table_has_titles_and_codes(page: Page) -> None:
    table = select_table("areas", page.results, page.standards)
    head, first, *_ = list_chart_rows("areas", page.story, table)
    assert head[:3] == ["编号", "名称", "达标"]
    assert first[0] == "1-0"
    table = select_table("map", page.results, page.standards, area="cond")
    rows = list_chart_rows("map", page.story, table, area="cond")
    assert rows[1][0] == "3-1"
    assert {row[-1] for row in rows[1:]} <= {
        "达标",
        "部分达标",
        "未达标",
        "不涉及",
        "未查",
        "空白",
        "认不出",
        "不一致",
        "仅自报",
    }


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_text_becomes_a_formula(sign: str) -> None:
    data = write_csv([["名称", "数"], [f"{sign}1+1", -3]])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["名称", "数"], [f"'{sign}1+1", "-3"]]


def test_formats_are_read_from_a_list() -> None:
    assert read_formats("csv, PNG") == (["png", "csv"], [])
    assert read_formats("png，gif") == (["png"], ["gif"])


def test_an_unknown_state_is_never_a_blank_cell(page: Page) -> None:
    table = pd.DataFrame({"town": ["甲"], "name": ["乙"], "visited": [True], "reason": ["无"]})
    assert list_chart_rows("coverage", page.story, table)[1] == ["0-1", "甲", "乙", "实地查看", ""]
