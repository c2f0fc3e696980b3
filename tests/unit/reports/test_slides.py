"""The slides of the invented round: what they say, what can be edited, where it stands, and the office's template."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Pt
from tests.unit.mock_round import make_results, make_story, mock_frames
from tests.unit.reports.damaged import damage
from tests.unit.reports.locked import set_password_flag
from tests.unit.reports.slide_reading import ReadSlide, list_faults, read_deck, read_sheet

from analysis.charts.layout import measure_text
from analysis.errors import UsageError
from analysis.narrative.story import Story
from analysis.reports.office.slides.deck import draw_deck
from analysis.reports.office.slides.master import make_master, open_template
from analysis.reports.office.slides.text import SLACK, Line
from analysis.reports.office.templates import sort_templates
from analysis.reports.pages.page import Page
from analysis.standards.model import Standards

TITLES = [
    "应查24所，实地查看22所；2所未查，原因已注明",
    "全面改薄未达标最多，18项次；各方面达标占91%至97%",
    "第16条厕位与男女比例未达标最多，5所；第4条采光照明、第8条体育场地设施各3所",
    "5所共缺女蹲位19个，其中4所待资金",
    "全面改薄自报达标326项次，实地不符22项次；第4条采光照明、第8条体育场地设施、第16条厕位与男女比例最多，各4所",
    "与5月比：改好29项次，新出现12项次，其中复发3项次",
    "5月的45个问题：核实销号27个，逾期12个，其中5个报已改未核实",
    "请会议研究决定3件事",
]


def make_deck(story: Story, template: Path | None = None) -> bytes:
    page = Page("2016-10", story, panels=frozenset(), names=story.names, towns={})
    master = open_template(template, story.standards) if template else make_master(story.standards)
    return draw_deck(page, master)


@pytest.fixture(scope="module")
def deck(story: Story) -> bytes:
    return make_deck(story)


@pytest.fixture(scope="module")
def slides(deck: bytes) -> list[ReadSlide]:
    return read_deck(deck)


def test_eight_titles_are_findings(slides: list[ReadSlide]) -> None:
    assert [slide.title for slide in slides] == TITLES


def test_a_title_names_the_longest_bar(slides: list[ReadSlide]) -> None:
    unmet = slides[2].drawn["未达标"]
    assert unmet[0] == max(unmet) == 5
    assert sorted(unmet, reverse=True)[1:3] == [3, 3]
    assert sum(slides[3].drawn["缺"]) == 19
    assert slides[5].drawn["改好"][-1] == 29
    assert -slides[5].drawn["新出现"][-1] == 12
    assert slides[4].drawn["全部"][:4] == [4, 4, 4, 3]


def test_charts_hold_their_numbers_by_code(slides: list[ReadSlide]) -> None:
    coverage, areas, items, toilets, agreement, change, problems, _ = slides
    assert coverage.rows["0-1@鹭汀镇"] == {"": "鹭汀镇", "实地查看": 5, "未查": 0, "应查": 5}
    assert coverage.rows["0-1@竹隈镇"] == {"": "竹隈镇", "实地查看": 4, "未查": 1, "应查": 5}
    assert areas.rows["3-0"] == {"": "三、全面改薄", "达标": 312, "部分达标": 11, "未达标": 18, "已判": 341}
    assert items.rows["3-16"] == {"": "第16条 厕位与男女比例", "未达标": 5, "部分达标": 2, "未达标和部分达标": 7}
    assert toilets.rows["3-16@松岫镇中心小学"] == {"": "松岫镇中心小学", "现有": 15, "缺": 7, "应有": 22}
    assert agreement.rows["3-31@3-8"] == {"": "第8条 体育场地设施", "未达标": 3, "部分达标": 1, "全部": 4}
    assert change.rows["6-1@全面改薄"] == {"": "三、全面改薄", "新出现": -8, "改好": 18}
    own = problems.rows["5-1"]
    names = ("已核实销号", "未动", "未动（逾期）", "报已改待核实", "报已改待核实（逾期）", "全部")
    assert [own[name] for name in names] == [
        27, 0, 2, 1, 5, 45,
    ]  # fmt: skip
    assert sum(value for name, value in own.items() if "逾期" in name) == 12


def test_what_is_drawn_is_what_the_data_sheet_holds(slides: list[ReadSlide]) -> None:
    for slide in slides[:7]:
        for name, values in slide.drawn.items():
            assert values == [row[name] for row in slide.rows.values()]


def test_every_number_of_a_slide_is_in_its_notes(slides: list[ReadSlide]) -> None:
    for number, slide in enumerate(slides, start=1):
        shown = "\n".join(shape.text for shape in slide.shapes if shape.name not in ("round", "draft", "page"))
        for found in re.findall(r"\d+(?:/\d+)?", shown):
            assert re.search(rf"(?<!\d){found}(?!\d)", slide.notes), (number, found)


def test_notes_give_code_definition_question_and_answer(slides: list[ReadSlide]) -> None:
    notes = slides[3].notes
    assert "〔3-16〕 15/22" in notes
    assert "〔3-16@松岫镇中心小学〕 松岫镇中心小学应有22现有15缺7" in notes
    assert "应有数是怎么算的？" in notes
    assert "女蹲位够用17/22所" in notes
    assert "口径\nn=22所已判" in notes


def test_a_sentence_of_several_numbers_stands_under_the_codes_of_its_slide(slides: list[ReadSlide]) -> None:
    """18 checks not met of an area are no 3-0a, the schools that meet all of it."""
    codes = slides[1].find("round").rpartition(" · ")[2]
    assert codes.startswith("1-0至")
    assert f"〔{codes}〕 {slides[1].title}" in slides[1].notes
    assert not re.search(r"〔[^〕]*[a-d]〕 请会议研究决定", slides[7].notes)


def test_the_panel_has_number_facts_and_what_to_decide(slides: list[ReadSlide]) -> None:
    assert slides[2].find("panel").split("\n") == [
        "312/341", "项次达标，占91%", "未达标18、部分11", "涉及15所学校、11条",
        "另几个方面未达标项次：安全信访5、扶贫资助2、其他方面1", "第18、19条文本待核，未计。", "请定",
        "4所待资金：由谁解决、何时完成",
    ]  # fmt: skip
    assert "2所何时补查" in slides[0].find("panel")


def test_alternative_texts_read_the_numbers(slides: list[ReadSlide]) -> None:
    assert "松岫镇中心小学应有22现有15缺7" in slides[3].alt
    assert "全面改薄达标312/341" in slides[1].alt


def test_hatch_tick_and_marks_are_native(slides: list[ReadSlide]) -> None:
    assert 'prst="wdUpDiag"' in slides[3].xml
    assert slides[3].xml.count("<a:gradFill") == len(slides[3].rows)
    assert "&quot;×&quot;" in slides[2].xml
    assert "&quot;◐&quot;" in slides[2].xml
    assert not any("<p:pic>" in slide.xml or "<c:majorGridlines" in slide.xml for slide in slides)


def find_chart(deck: bytes, number: int) -> Any:
    """The chart of a slide, by the slide's number."""
    return next(shape.chart for shape in Presentation(io.BytesIO(deck)).slides[number - 1].shapes if shape.has_chart)


def compute(formula: str, head: tuple[str, ...], row: tuple[Any, ...], number: int) -> float:
    """What a cell's formula comes to: IF, AND and SUM over cells of its own row."""
    cell = {f"{letter}{number}": value for letter, value in zip("ABCD", row, strict=False)}
    text = re.sub(r"\$?([A-D])(\d+):\$?([A-D])\2", lambda m: ",".join(
        f"{letter}{m[2]}" for letter in "ABCD"["ABCD".index(m[1]) : "ABCD".index(m[3]) + 1]), formula)  # fmt: skip
    known = {"IF": lambda sign, one, other: one if sign else other, "AND": lambda *signs: all(signs),
             "SUM": lambda *values: sum(values)}  # fmt: skip
    return float(eval(text.lstrip("=").replace("$", ""), {"__builtins__": {}}, known | cell))


def test_each_school_has_a_box_of_its_own(deck: bytes, slides: list[ReadSlide]) -> None:
    assert all("·" in slides[place].xml and slides[place].alt for place in (0, 2, 4))
    assert slides[0].drawn == {"实地查看": [6, 5, 4, 3, 4], "未查": [0, 0, 1, 1, 0], "应查": [6, 5, 5, 4, 4]}
    plot, ends = find_chart(deck, 3).plots
    boxes = {series.name: series.values for series in plot.series if series.name != "·"}
    assert list(boxes) == [*(f"未达标 {number}" for number in range(1, 6)), "部分达标 1", "部分达标 2"]
    row = [bool(values[0]) for values in boxes.values()]
    assert row == [True] * 7, "item 16: 5 not met and 2 partly met"
    assert [bool(values[3]) for values in boxes.values()] == [True, True, False, False, False, True, False]
    lengths = [sum(series.values[row] for series in plot.series) for row in range(len(plot.categories))]
    gap = max(max(series.values) for series in plot.series if series.name == "·")
    assert 0.03 < gap < 0.2
    for drawn, whole in zip(lengths, ends.series[0].values, strict=True):
        assert drawn == pytest.approx(whole - gap), "box and gap are one school together; none stands before the first"


def test_who_edits_a_count_sees_its_boxes_change(deck: bytes) -> None:
    chart = find_chart(deck, 3)
    head, *formulas = read_sheet(chart, formulas=True)
    _, *values = read_sheet(chart)
    first = head.index("code") + 1
    for number, (written, cached) in enumerate(zip(formulas, values, strict=True), start=2):
        computed = [compute(one, head, cached, number) for one in written[first:]]
        assert computed == pytest.approx(list(cached[first:]))
        assert compute(written[3], head, cached, number) == cached[3]

    def count(unmet: int, partial: int) -> tuple[int, int, float]:
        row = ("", unmet, partial, unmet + partial)
        drawn = [compute(one, head, row, 2) for one in formulas[0][first:]]
        boxes = [name.split(" ")[0] for name, length in zip(head[first:], drawn, strict=True) if length and name != "·"]
        return boxes.count("未达标"), boxes.count("部分达标"), sum(drawn)

    gap = max(value for name, value in zip(head, values[0], strict=True) if name == "·")
    assert count(5, 2) == (5, 2, pytest.approx(7 - gap))
    assert count(3, 1) == (3, 1, pytest.approx(4 - gap))
    assert count(0, 1) == (0, 1, pytest.approx(1 - gap))
    assert count(0, 0) == (0, 0, 0)
    assert count(8, 0) == (5, 0, pytest.approx(8 - gap)), "the last box is as long as what the others leave"


def test_every_run_has_both_fonts_and_its_language(slides: list[ReadSlide]) -> None:
    for slide in slides:
        runs = re.findall(r"<a:rPr\b[^>]*>.*?</a:rPr>", slide.xml, re.DOTALL)
        assert runs
        for run in runs:
            assert 'lang="zh-CN"' in run
            assert all(f"<a:{script}" in run for script in ("latin", "ea", "cs"))
    assert "微软雅黑" in slides[0].xml


def test_nothing_leaves_overlaps_or_is_small(deck: bytes) -> None:
    assert list_faults(deck) == []


def test_english_slides_stand_as_well(story_en: Story) -> None:
    deck = make_deck(story_en)
    assert list_faults(deck) == []
    assert read_deck(deck)[3].title == "5 schools lacked 19 girls' stalls: 4 schools waiting for money"


def test_the_same_round_is_the_same_bytes_without_author_or_clock(story: Story, deck: bytes) -> None:
    assert make_deck(story) == deck
    dated = 0
    for name, text in list_parts(deck):
        assert "python-pptx" not in text
        assert "Steve Canny" not in text
        if name == "docProps/core.xml":
            assert re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", text) == ["2016-10-18T00:00:00Z"] * 2
            dated += 1
    assert dated == 8, "the deck and the data sheets of its seven charts"


def list_parts(data: bytes) -> list[tuple[str, str]]:
    """Every part of a package and of the workbooks in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    inner = [part for name, blob in parts if name.endswith(".xlsx") for part in list_parts(blob)]
    return [(name, blob.decode("utf-8", "replace")) for name, blob in parts] + inner


def make_hard_story(standards: Standards) -> Story:
    """Sixty schools with long names in fifteen towns, each short of stalls with a long note, few of them visited."""
    frames = mock_frames()
    towns = [f"第{place}特别长名称少数民族聚居镇" for place in range(15)]
    schools = [f"L{place:02}" for place in range(60)]
    frames["coverage"] = [
        {"school_id": school, "name": f"{towns[place % 15]}第{place}希望工程九年一贯制寄宿制学校",
         "town": towns[place % 15], "kind": "nine_year", "due": True, "visited": place % 4 != 0,
         "reason": "" if place % 4 else "道路中断而且考点改期"}
        for place, school in enumerate(schools)
    ]  # fmt: skip
    frames["coverage_by_town"] = [{"town": town, "due": 4, "visited": 3} for town in towns]
    frames["toilets"] = [
        {**frames["toilets"][0], "school_id": school, "stalls_f": 300.0 + place, "required_f": 400.0 + place,
         "short_f": 100.0, "state": "short", "blocked_by": "等待上级批复并且等待资金到位后再行安排", "deadline": ""}
        for place, school in enumerate(schools)
    ]  # fmt: skip
    frames["numbers"] = [
        {**row, "unmet": 60, "partial": 0, "numerator": 0, "denominator": 60} if row["code"] == "3-16" else row
        for row in frames["numbers"]
    ]
    frames["exceptions"] = [
        {"school_id": school, "area": "cond", "item_id": "cond.16", "verdict": "unmet",
         "blocked_by": "等待上级批复并且等待资金到位后再行安排"}
        for school in schools
    ]  # fmt: skip
    return make_story(make_results(**frames), standards)


@pytest.fixture(scope="module")
def hard_deck(standards: Standards) -> bytes:
    return make_deck(make_hard_story(standards))


def test_boxes_too_narrow_for_their_mark_are_a_bar_with_its_number(hard_deck: bytes) -> None:
    items = read_deck(hard_deck)[2]
    assert items.drawn["未达标"][0] == 60
    assert "&quot;× &quot;0" in items.xml
    head, *_ = read_sheet(find_chart(hard_deck, 3), formulas=True)
    assert head[-1] == "code", "no boxes behind it"


def test_a_hard_round_stands_and_says_what_it_leaves_off(hard_deck: bytes) -> None:
    deck = hard_deck
    assert list_faults(deck) == []
    toilets = read_deck(deck)[3]
    shown = len(toilets.rows)
    assert 1 < shown < 60
    assert toilets.find("more") == f"其余{60 - shown}所见附表。"


def test_a_first_round_leaves_out_what_it_has_no_numbers_for(standards: Standards) -> None:
    frames = mock_frames()
    frames["numbers"] = [row for row in frames["numbers"] if row["code"][0] != "6"]
    frames["change_counts"] = []
    slides = read_deck(make_deck(make_story(make_results(**frames), standards)))
    assert len(slides) == 7
    assert "本册没有的页\n与上一轮比：本轮没有可列的数" in slides[0].notes


def test_too_few_values_are_a_sentence_and_no_chart(standards: Standards) -> None:
    frames = mock_frames()
    frames["over_claims"] = frames["over_claims"][:2]
    slide = read_deck(make_deck(make_story(make_results(**frames), standards)))[4]
    assert slide.title == "自报与实地：22/326全面改薄自报达标而实地不符的项次，占7%"
    assert not slide.rows
    assert "自报达标326项次" in slide.find("sentence")


def test_text_that_looks_like_a_formula_stays_text(standards: Standards) -> None:
    frames = mock_frames()
    frames["coverage"] = [
        {**row, "town": "=1+1" if row["town"] == "鹭汀镇" else row["town"]} for row in frames["coverage"]
    ]
    deck = make_deck(make_story(make_results(**frames), standards))
    assert read_deck(deck)[0].rows["0-1@=1+1"][""] == "=1+1"
    chart = next(shape.chart for shape in Presentation(io.BytesIO(deck)).slides[0].shapes if shape.has_chart)
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    quoted = {cell.value: cell.quotePrefix for (cell,) in sheet.iter_rows(min_row=2, max_col=1)}
    assert {name for name, sign in quoted.items() if sign} == {"=1+1"}
    assert len(quoted) == len(read_deck(deck)[0].rows)


def make_template(path: Path, *, wide: bool = True) -> Path:
    deck = Presentation()
    if wide:
        deck.slide_width, deck.slide_height = Pt(960), Pt(540)
    deck.core_properties.author = "甄某某"
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "样张甄某某"
    deck.save(str(path))
    return path


@pytest.mark.parametrize("wide", [False, True])
def test_a_template_gives_its_master_and_loses_its_samples(story: Story, tmp_path: Path, wide: bool) -> None:
    deck = make_deck(story, make_template(tmp_path / "样式.pptx", wide=wide))
    slides = read_deck(deck)
    assert len(slides) == 8
    assert not any("甄某某" in text for _, text in list_parts(deck))
    assert list_faults(deck, width=960 if wide else 720) == []
    layout = Presentation(io.BytesIO(deck)).slides[0].slide_layout
    assert layout.name == "Title Only"
    assert "+mn-ea" in slides[0].xml
    assert make_deck(story, tmp_path / "样式.pptx") == deck


def with_macros(path: Path) -> None:
    make_template(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("ppt/vbaProject.bin", b"\0")


def with_password(path: Path) -> None:
    path.write_bytes(set_password_flag(make_template(path).read_bytes()))


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)), "模板设了密码，或是旧格式（.ppt）。"),
        (lambda path: path.write_text("无", encoding="utf-8"), "模板坏了，不是能打开的 PowerPoint 演示文稿(*.pptx)。"),
        (with_macros, "模板含有宏，不用。"),
        (with_password, "模板设了密码，或是旧格式（.ppt）。"),
        (lambda path: None, "没有这个模板文件。"),
    ],
    ids=["encrypted", "no package", "macros", "password", "missing"],
)
def test_a_file_that_is_no_template_is_told(tmp_path: Path, standards: Standards, write: Any, reason: str) -> None:
    path = tmp_path / "样式.pptx"
    write(path)
    with pytest.raises(UsageError) as told:
        open_template(path, standards)
    assert (str(told.value.place), told.value.what) == ("样式.pptx", reason)
    assert ("PowerPoint" in told.value.do) == (reason != "没有这个模板文件。")


@pytest.mark.parametrize(
    ("part", "way"),
    [("[Content_Types].xml", "gone"), ("ppt/_rels/presentation.xml.rels", "gone"),
     ("ppt/slideMasters/slideMaster1.xml", "other"), ("ppt/slideLayouts/slideLayout1.xml", "other"),
     ("ppt/notesMasters/notesMaster1.xml", "other"), ("ppt/presentation.xml", "empty")],
)  # fmt: skip
def test_a_template_of_which_a_part_is_broken_is_told(
    part: str, way: str, tmp_path: Path, standards: Standards
) -> None:
    path = make_template(tmp_path / "样式.pptx")
    deck = Presentation(str(path))
    assert deck.notes_master is not None
    deck.save(str(path))
    with pytest.raises(UsageError) as told:
        open_template(damage(path, part, way), standards)
    assert told.value.what == "模板坏了，不是能打开的 PowerPoint 演示文稿(*.pptx)。"
    assert told.value.do == "请用 PowerPoint 打开它，另存为“PowerPoint 演示文稿(*.pptx)”再运行。"


def test_a_template_named_after_a_person_is_told_without_name_and_phone(tmp_path: Path, standards: Standards) -> None:
    path = tmp_path / "张三13812345678.pptx"
    with pytest.raises(UsageError) as refused:
        open_template(path, standards)
    with pytest.raises(UsageError) as twice:
        sort_templates((path, path), standards)
    for told in (str(refused.value), str(twice.value)):
        assert "〔…〕.pptx" in told
        assert "张三" not in told
        assert "13812345678" not in told


def test_templates_are_told_apart_by_their_kind(tmp_path: Path, standards: Standards) -> None:
    own = tmp_path / "甲.PPTX"
    with pytest.raises(UsageError, match=r"甲\.PPTX: 没有这个模板文件"):
        sort_templates((own,), standards)
    own.touch()
    assert sort_templates((own,), standards) == {".pptx": own}
    for paths, told in (((Path("甲.txt"),), "不是能用的模板"), ((Path("甲.pptx"), Path("乙.pptx")), "模板给了两份")):
        with pytest.raises(UsageError, match=told):
            sort_templates(paths, standards)


def test_the_logo_stands_on_the_first_slide(story: Story, project: Path) -> None:
    picture = next((project / "docs").glob("*.png")).read_bytes()
    standards = replace(story.standards, style=replace(story.standards.style, logo=picture))
    slides = read_deck(make_deck(replace(story, standards=standards)))
    assert "<p:pic>" in slides[0].xml
    assert "<p:pic>" not in slides[1].xml


def test_heavy_latin_words_are_given_more_room_and_chinese_ones_are_not() -> None:
    words, characters = "conditions " * 6, "全面改薄" * 6
    room = {text: measure_text(text.strip(), 20) / SLACK + 1 for text in (words, characters)}
    assert [Line(words, 20, bold=bold).count_lines(room[words]) for bold in (False, True)] == [1, 2]
    assert [Line(characters, 20, bold=bold).count_lines(room[characters]) for bold in (False, True)] == [1, 1]
