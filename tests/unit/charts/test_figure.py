"""Every chart in every width and language: without tofu, without a collision, the same bytes twice."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from xml.etree import ElementTree as Tree

import pytest
from matplotlib.figure import Figure

from analysis.charts.figure import CHARTS, draw_chart, drawable
from analysis.charts.style import SHEETS
from analysis.charts.svg import svg_of
from analysis.measures.results import RoundResults
from analysis.narrative.figures import FIGURES, OF_AREA
from analysis.standards.model import Standards

AREAS = dict.fromkeys(("items", *OF_AREA), "cond")
EVERY = pytest.mark.parametrize(
    ("name", "width", "lang"), [(name, width, lang) for name in CHARTS for width in SHEETS for lang in ("zh", "en")]
)


@pytest.fixture
def draw(
    mock_results: RoundResults, standards: Standards, standards_en: Standards
) -> Callable[[str, str, str], Figure]:
    def draw_one(name: str, width: str, lang: str) -> Figure:
        rules = standards if lang == "zh" else standards_en
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return draw_chart(name, mock_results, rules, width, area=AREAS.get(name, ""))

    return draw_one


def test_the_charts_are_those_that_are_described() -> None:
    assert tuple(CHARTS) == FIGURES


@EVERY
def test_no_text_touches_another_or_leaves_the_figure(
    draw: Callable[..., Figure], collisions: Callable[[Figure], list[str]], name: str, width: str, lang: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is a warning
        figure = draw(name, width, lang)
        assert collisions(figure) == []
    assert round(figure.get_size_inches()[0] * 72) == {"wide": 840, "narrow": 352, "slide": 904, "print": 432}[width]
    assert all(text.get_fontsize() >= 12 for text in figure.axes[0].texts), (
        "nothing under 12 pt, in the page or on a slide"
    )


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_results_give_the_same_bytes(draw: Callable[..., Figure], name: str) -> None:
    one, two = (svg_of(draw(name, "narrow", "zh"), prefix=name) for _ in range(2))
    assert one == two


def test_an_inline_svg_keeps_its_text_and_only_ids_of_its_own(draw: Callable[..., Figure]) -> None:
    text = svg_of(draw("problems", "wide", "zh"), prefix="p-w", classes="w")
    root = Tree.fromstring(text)
    words = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert root.get("class") == "w"
    assert root.get("aria-hidden") == "true"
    assert (root.get("viewBox") or "").startswith("0 0 840 ")
    assert "已核实销号" in words
    assert "逾期 12" in words
    ids = re.findall(r' id="([^"]+)"', text)
    assert ids == list(dict.fromkeys(ids))
    assert all(one.startswith("p-w-") for one in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", text)) | set(re.findall(r'href="#([^"]+)"', text)) == set(ids)
    assert "font-family" not in text
    assert "<metadata" not in text
    assert "clip-path" not in text


def test_two_figures_share_a_page_without_sharing_ids(draw: Callable[..., Figure]) -> None:
    figure = draw("funnel", "wide", "zh")
    ids = [set(re.findall(r' id="([^"]+)"', svg_of(figure, prefix=prefix))) for prefix in ("a", "b")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_svgs_stay_small(draw: Callable[..., Figure]) -> None:
    sizes = {name: len(svg_of(draw(name, "wide", "zh"), prefix="x").encode()) for name in CHARTS if name != "map"}
    assert max(sizes.values()) < 20_000


def test_what_is_drawn_of_the_round(mock_results: RoundResults, standards: Standards) -> None:
    assert all(drawable(name, mock_results, standards, area=AREAS.get(name, "")) for name in CHARTS)
    assert not drawable("items", mock_results, standards, area="safety")
    assert not drawable("map", mock_results, standards, area="safety")


def test_a_total_is_heavy_and_still_text(draw: Callable[..., Figure]) -> None:
    text = svg_of(draw("problems", "wide", "zh"), prefix="p")
    heavy = [element for element in Tree.fromstring(text).iter() if element.get("font-weight") == "600"]
    assert [word.text for element in heavy for word in element.iter() if word.tag.endswith("text")] == ["合计45个"]
