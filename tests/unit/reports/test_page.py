"""The exported page: escaped, complete, in order, the same every time."""

from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from html.parser import HTMLParser

import nbformat
import pytest
from tests.unit.reports.executed import make_notebook
from tests.unit.reports.invented import HOSTILE, make_page

from analysis.reports.pages.export import POLICY, export_page
from analysis.reports.pages.front import draw_front
from analysis.reports.pages.style import TEMPLATES


class Reader(HTMLParser):
    """Collects tags, ids, links and headings of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if "id" in dict(attrs):
            self.ids.append(str(dict(attrs)["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture(scope="module", params=["zh", "en"])
def exported(request: pytest.FixtureRequest) -> tuple[str, str]:
    lang: str = request.param
    return lang, export_page(make_notebook(make_page(lang)))


def test_cell_text_never_becomes_markup(exported: tuple[str, str]) -> None:
    _, page = exported
    assert html.escape(HOSTILE, quote=False).replace('"', "&#34;") in page
    assert HOSTILE not in page
    assert not [tag for tag, _ in Reader(page).tags if tag in ("iframe", "object", "img", "link")]


def test_the_one_script_is_ours_and_the_policy_names_its_hash(exported: tuple[str, str]) -> None:
    _, page = exported
    (script,) = re.findall("<script[^>]*>(.*?)</script>", page, re.DOTALL)
    assert script == (TEMPLATES / "page.js").read_text(encoding="utf-8").strip()
    assert len(script.encode("utf-8")) <= 6 * 1024
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = {meta.get("http-equiv"): meta.get("content") for meta in Reader(page).all("meta")}
    assert str(policy["Content-Security-Policy"]).split("; ")[-1] == f"script-src 'sha256-{digest}'"
    assert not [name for _, attributes in Reader(page).tags for name in attributes if name.startswith("on")]


def test_page_asks_nothing_from_anywhere(exported: tuple[str, str]) -> None:
    _, page = exported
    read = Reader(page)
    metas = {meta.get("http-equiv"): meta.get("content") for meta in read.all("meta")}
    policy = str(metas["Content-Security-Policy"])
    assert policy.startswith(f"{POLICY}; script-src 'sha256-")
    assert policy.split("; ")[0] == "default-src 'none'"
    assert all((link["href"] or "").startswith("#") for link in read.all("a"))
    assert not re.findall(r"url\((?!data:|#)", page)


def test_headings_are_in_order(exported: tuple[str, str]) -> None:
    levels = Reader(exported[1]).headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_language_is_told(exported: tuple[str, str]) -> None:
    lang, page = exported
    assert Reader(page).all("html")[0]["lang"] == {"zh": "zh-CN", "en": "en"}[lang]


def test_every_link_and_label_has_its_target(exported: tuple[str, str]) -> None:
    read = Reader(exported[1])
    assert len(read.ids) == len(set(read.ids))
    wanted = [str(link["href"])[1:] for link in read.all("a")]
    wanted += [str(button["popovertarget"]) for button in read.all("button") if button.get("type") != "reset"]
    wanted += [label for _, attributes in read.tags if (label := attributes.get("aria-labelledby"))]
    assert set(wanted) <= set(read.ids)


def test_every_printed_number_has_a_row_in_the_annex(exported: tuple[str, str]) -> None:
    lang, page = exported
    codes = set(make_page(lang).results.numbers.query("group_by == ''")["code"])
    ids = set(Reader(page).ids)
    assert {f"s-{code}" for code in codes} <= ids
    shown = set(re.findall(r'<span class="code">([0-9]+-[0-9]+[a-d]?)</span>', page))
    assert shown <= codes
    assert {"0-1", "3-16", "5-3", "3-31", "6-1"} <= codes & shown


def test_figures_say_their_numbers(exported: tuple[str, str]) -> None:
    pictures = [attributes for _, attributes in Reader(exported[1]).tags if attributes.get("role") == "img"]
    assert len(pictures) >= 4
    assert all(re.search("[0-9]", picture["aria-label"] or "") for picture in pictures)


def test_tables_are_headed(exported: tuple[str, str]) -> None:
    read = Reader(exported[1])
    assert all(head.get("scope") in ("col", "row", "rowgroup") for head in read.all("th"))
    assert len(read.all("table")) == len(read.all("caption"))
    regions = [
        attributes for tag, attributes in read.tags if tag == "div" and "scroll" in (attributes.get("class") or "")
    ]
    assert all(region["tabindex"] == "0" and region["aria-labelledby"] for region in regions)


def test_inputs_and_the_analysts_text_are_left_out(exported: tuple[str, str]) -> None:
    assert "secret_input" not in exported[1]
    assert "For the analyst" not in exported[1]


def test_same_outputs_same_bytes(exported: tuple[str, str]) -> None:
    lang, page = exported
    assert page == export_page(make_notebook(make_page(lang)))


@pytest.mark.parametrize("exported", ["zh"], indirect=True)
def test_titles_of_the_page_come_from_the_round(exported: tuple[str, str]) -> None:
    page = exported[1]
    assert "<h1>2016年10月常规重点工作督查结果</h1>" in page
    for chapter in ("一、安全稳定及信访", "三、全面改薄", "五、整改与销号", "六、与5月比", "七、数据质量"):
        assert chapter in page
    assert 'popovertarget="p-3-16" aria-label="3/7，看出处3-16">3/7</button>' in page


@pytest.mark.parametrize("exported", ["zh"], indirect=True)
def test_panel_shows_the_cells_that_are_not_met_first(exported: tuple[str, str]) -> None:
    panel = exported[1].split('id="p-3-16"')[1].split('id="p-3-')[0]
    assert "达标3 ÷ 已判7。" in panel
    assert "部分达标1、未达标3。未计入：未查1。" in panel
    assert panel.index("√（女厕不足）") < panel.index("部分（旱厕）") < panel.index("<details>")


def test_output_of_an_analysts_cell_is_filtered() -> None:
    notebook = nbformat.v4.new_notebook()
    data, metadata = draw_front(make_page())._repr_mimebundle_()
    head = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
    notebook.cells.append(nbformat.v4.new_code_cell("show_front(page)", outputs=[head]))
    data = {
        "text/html": '<table><tr><td onclick="x()" data-t="甲镇">kept</td></tr></table><script>evil()</script>',
        "text/plain": "",
    }
    output = nbformat.v4.new_output("execute_result", data=data)
    notebook.cells.append(nbformat.v4.new_code_cell("x", outputs=[output]))
    page = export_page(notebook)
    assert "<td>kept" in page
    assert "onclick" not in page
    assert page.count("<script") == 1
    assert "evil" not in page


def test_a_notebook_without_a_head_is_no_report() -> None:
    with pytest.raises(ValueError, match="show_front"):
        export_page(nbformat.v4.new_notebook())
