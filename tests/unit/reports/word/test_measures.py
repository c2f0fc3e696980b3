"""A 督查报告 held against every measure of GB/T 9704-2012 that DOMAIN.md names, read from the file's XML."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from tests.unit.reports.invented import make_page
from tests.unit.reports.word.opened import MM, Opened, text_of, value

from analysis.reports.office.word.report import write_report
from analysis.reports.pages.page import Page


@pytest.fixture(scope="module")
def page() -> Page:
    """The invented round, with an office that signs and a document number."""
    page = make_page()
    style = replace(page.standards.style, document_number="松教督〔{year}〕{number}号")
    standards = replace(page.standards, style=style)
    story = replace(page.story, standards=standards, office="松岫学区办公室", number="12")
    return replace(page, story=story)


@pytest.fixture(scope="module")
def report(page: Page) -> Opened:
    return Opened(write_report(page, "report"))


@pytest.fixture(scope="module")
def circular(page: Page) -> Opened:
    return Opened(write_report(page, "circular"))


def test_the_paper_is_a4_with_the_margins_of_the_standard(report: Opened) -> None:
    upright = report.sections[0]
    assert (value(upright, "w:pgSz", "w"), value(upright, "w:pgSz", "h")) == ("11906", "16838"), "210 × 297 mm"
    margins = {side: int(value(upright, "w:pgMar", side)) / MM for side in ("top", "bottom", "left", "right")}
    assert margins == pytest.approx({"top": 37, "bottom": 35, "left": 28, "right": 26}, abs=0.02)


def test_the_grid_has_22_lines_of_28_characters(report: Opened) -> None:
    upright = report.sections[0]
    assert value(upright, "w:docGrid", "type") == "linesAndChars"
    pitch = int(value(upright, "w:docGrid", "linePitch"))
    assert 22 * pitch <= 225 * MM < 23 * pitch
    character = 16 + int(value(upright, "w:docGrid", "charSpace")) / 4096
    assert 28 * character <= 156 / 25.4 * 72 < 28.2 * character


@pytest.mark.parametrize(
    ("name", "font", "points", "align"),
    [
        ("Title", "方正小标宋简体", 22, "center"), ("heading 1", "黑体", 16, "left"),
        ("heading 2", "楷体_GB2312", 16, "left"), ("heading 3", "仿宋_GB2312", 16, "left"),
        ("heading 4", "仿宋_GB2312", 16, "left"), ("Body Text", "仿宋_GB2312", 16, "both"),
        ("Document Number", "仿宋_GB2312", 16, "center"), ("Annex Label", "黑体", 16, "left"),
        ("Annex Title", "方正小标宋简体", 22, "center"), ("footer", "宋体", 14, "left"),
    ],
)  # fmt: skip
def test_fonts_and_sizes_of_every_kind_of_paragraph(
    report: Opened, name: str, font: str, points: int, align: str
) -> None:
    style = report.style(name)
    latin = "宋体" if name == "footer" else "Times New Roman"
    fonts = {one: value(style, "w:rPr/w:rFonts", one) for one in ("eastAsia", "ascii", "hAnsi")}
    assert fonts == {"eastAsia": font, "ascii": latin, "hAnsi": latin}
    assert value(style, "w:rPr/w:sz") == value(style, "w:rPr/w:szCs") == str(points * 2)
    assert value(style, "w:pPr/w:jc") == align


def test_no_theme_stands_in_for_a_font(report: Opened) -> None:
    for name, xml in report.xml.items():
        assert "Theme=" not in xml.replace("themeFontLang", ""), name


def test_every_font_names_what_may_stand_in_for_it(report: Opened) -> None:
    table = report.xml["word/fontTable.xml"]
    fonts = re.findall(r'<w:font w:name="([^"]+)">(?:<w:altName w:val="([^"]+)"/>)?', table)
    assert dict(fonts) == {
        "方正小标宋简体": "小标宋,华文中宋,宋体", "黑体": "Noto Sans CJK SC", "楷体_GB2312": "楷体",
        "仿宋_GB2312": "仿宋,宋体", "Times New Roman": "", "宋体": "SimSun",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Title", "heading 1", "heading 2", "heading 3", "Body Text", "Annex Label"])
def test_the_line_pitch_is_fixed_between_28_and_29_points(report: Opened, name: str) -> None:
    style = report.style(name)
    assert value(style, "w:pPr/w:spacing", "lineRule") == "exact"
    assert 28 * 20 <= int(value(style, "w:pPr/w:spacing", "line")) <= 29 * 20


@pytest.mark.parametrize("name", ["heading 1", "heading 2", "heading 3", "heading 4", "Body Text"])
def test_text_and_headings_begin_two_characters_in(report: Opened, name: str) -> None:
    indent = report.style(name)
    assert value(indent, "w:pPr/w:ind", "firstLineChars") == "200"
    assert int(value(indent, "w:pPr/w:ind", "firstLine")) == pytest.approx(2 * 156 / 28 * MM, abs=1)


def test_every_paragraph_of_the_text_has_the_style_of_the_text(report: Opened) -> None:
    known = {"Title", "Document Number", "Heading 1", "Body Text", "Attachment List", "Signature", "Date",
             "Annex Label", "Annex Title"}  # fmt: skip
    assert {one.style.name for one in report.document.paragraphs} <= known
    assert len(report.styled("Body Text")) > 20


NUMERALS = (("heading 1", r"[一二三四五六七八九十]+、"), ("heading 2", r"（[一二三四五六七八九十]+）"),
            ("body text", r"\d+\."))  # fmt: skip


def test_headings_are_numbered_in_the_order_of_the_standard(circular: Opened) -> None:
    """一、 before （一） before 1., each counted from one within the level above."""
    seen = {name: 0 for name, _ in NUMERALS}
    numerals = "一二三四五六七八九十"
    for one in circular.document.paragraphs:
        level = next((place for place, (name, _) in enumerate(NUMERALS) if one.style.name.lower() == name), None)
        match = re.match(NUMERALS[level][1], one.text) if level is not None else None
        if match:
            seen[NUMERALS[level][0]] += 1
            for name, _ in NUMERALS[level + 1 :]:
                seen[name] = 0
            sign = match[0].strip("（）、.")
            assert (numerals.find(sign) + 1 if level < 2 else int(sign)) == seen[NUMERALS[level][0]], one.text
    assert [text_of(one)[:3] for one in circular.styled("heading 2")] == ["（一）"], "one area has exceptions"


def test_headings_stand_in_the_navigation_pane(report: Opened) -> None:
    levels = {name: value(report.style(name), "w:pPr/w:outlineLvl") for name in ("heading 1", "heading 2", "heading 3")}
    assert levels == {"heading 1": "0", "heading 2": "1", "heading 3": "2"}
    assert [text_of(one)[:2] for one in report.styled("heading 1")] == ["一、", "二、", "三、", "四、", "五、", "六、"]


def test_the_number_stands_above_the_title_with_its_brackets(report: Opened) -> None:
    assert report.lines[0] == "松教督〔2016〕12号"
    (title,) = (one.text for one in report.document.paragraphs if one.style.name == "Title")
    assert title.split("\n") == ["松岫学区办公室", "关于2016年10月常规重点工作督查", "情况的报告"], "no word is cut"


def test_odd_pages_have_their_number_at_the_right_and_even_ones_at_the_left(report: Opened) -> None:
    assert "<w:evenAndOddHeaders/>" in report.xml["word/settings.xml"]
    sides = {}
    for reference in report.sections[0].iter(qn("w:footerReference")):
        xml = report.part(reference.get(qn("r:id")))
        side = re.search(r'<w:jc w:val="(\w+)"/>', xml)[1]
        assert f'w:{side}Chars="100"' in xml, "one character in"
        assert re.sub(r"<[^>]+>", "", xml.split("?>")[-1]).strip() == "— 1 —"
        assert 'w:instr="PAGE"' in xml
        sides[reference.get(qn("w:type"))] = side
    assert sides == {"default": "right", "even": "left"}
    below = int(value(report.sections[0], "w:pgMar", "footer")) / MM + 14 / 2 / 72 * 25.4
    assert 35 - below == pytest.approx(7, abs=0.1), "the dash stands 7 mm below the text"


def test_the_list_of_annexes_follows_a_blank_line(report: Opened) -> None:
    first, *others = report.styled("Attachment List")
    assert value(first, "w:pPr/w:spacing", "beforeLines") == "100"
    assert [text_of(one) for one in (first, *others)] == [
        "附件：1.例外情况表（按学校和条）", "2.逾期问题表", "3.督查覆盖情况表", "4.数字与单元格出处",
    ]  # fmt: skip
    for one in (first, *others):
        left, hanging = (int(value(one, "w:pPr/w:ind", side)) for side in ("leftChars", "hangingChars"))
        assert left == 600, "titles stand below each other"
        assert left - hanging == (200 if one is first else 500), "two characters in; the others below the first number"
    assert value(report.style("Attachment List"), "w:pPr/w:keepNext") == ""


def test_the_date_stands_four_characters_in_and_the_office_centred_above_it(report: Opened) -> None:
    (date,), (office,) = report.styled("Date"), report.styled("Signature")
    assert text_of(date) == "2016年10月18日"
    assert value(report.style("Date"), "w:pPr/w:ind", "rightChars") == "400"
    assert value(report.style("Date"), "w:pPr/w:jc") == value(report.style("Signature"), "w:pPr/w:jc") == "right"
    assert text_of(office) == "松岫学区办公室"
    # The date is 3 characters and 8 digits = 7 wide, as wide as the office's 7 characters: both have the same middle.
    assert value(office, "w:pPr/w:ind", "rightChars") == "400"
    assert office.getnext() is date


def test_each_annex_begins_a_page_with_its_label_and_title(report: Opened) -> None:
    labels, titles = report.styled("Annex Label"), report.styled("Annex Title")
    assert [text_of(one) for one in labels] == ["附件1", "附件2", "附件3", "附件4"]
    assert [one.find(qn("w:pPr")).find(qn("w:pageBreakBefore")) is not None for one in labels] == [True] * 3 + [False]
    assert labels[3].getprevious().find(qn("w:pPr")).find(qn("w:sectPr")) is not None, "a section begins there"
    assert all(label.getnext() is title for label, title in zip(labels, titles, strict=True))
    assert value(report.style("Annex Title"), "w:pPr/w:spacing", "beforeLines") == "100", "it stands in the third line"


def test_tables_repeat_their_head_and_keep_their_rows_whole(report: Opened) -> None:
    assert len(report.document.tables) == 4
    for table in report.document.tables:
        first, *rows = table._tbl.iter(qn("w:tr"))
        assert first.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in (first, *rows))
        assert all(row.find(qn("w:trPr")).find(qn("w:tblHeader")) is None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None, "it is named when it is read aloud"
    borders = report.style("Table of Findings").find(qn("w:tblPr")).find(qn("w:tblBorders"))
    assert {one.get(qn("w:sz")) for one in borders} == {"4"}, "half a point"


def test_numbers_of_a_table_stand_at_the_right(report: Opened) -> None:
    rows = list(report.document.tables[3]._tbl.iter(qn("w:tr")))[1:]
    cells = [list(row.iter(qn("w:tc")))[2] for row in rows]
    assert {value(cell.find(qn("w:p")), "w:pPr/w:jc") for cell in cells} == {"right"}
    assert any(re.fullmatch(r"\d+/\d+", text_of(cell)) for cell in cells)


def test_the_wide_annex_is_turned_with_its_head_at_the_binding_edge(report: Opened) -> None:
    turned = report.sections[-1]
    assert value(turned, "w:pgSz", "orient") == "landscape"
    assert (value(turned, "w:pgSz", "w"), value(turned, "w:pgSz", "h")) == ("16838", "11906")
    margins = {side: int(value(turned, "w:pgMar", side)) / MM for side in ("top", "right", "bottom", "left")}
    assert margins == pytest.approx({"top": 28, "right": 37, "bottom": 26, "left": 35}, abs=0.02), "turned to the left"
    places = {}
    for reference in turned.iter(qn("w:headerReference")):
        xml = report.part(reference.get(qn("r:id")))
        assert 'vert="vert"' in xml, "the number is read from the same side as on the other pages"
        left, top = (int(found) / 36000 for found in re.findall(r"<wp:posOffset>(\d+)<", xml))
        width, height = (int(found) / 36000 for found in re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', xml).groups())
        assert left + width / 2 == pytest.approx(35 - 7, abs=0.1), "7 mm off the text, where the foot of the page is"
        places[reference.get(qn("w:type"))] = top if '<w:jc w:val="left"/>' in xml else top + height
    em = 14 / 72 * 25.4
    assert places["default"] == pytest.approx(210 - 26 - em, abs=0.1), "odd: one character from the right"
    assert places["even"] == pytest.approx(28 + em, abs=0.1), "even: one character from the left"


def test_a_draft_says_so_on_every_page_with_its_date(report: Opened) -> None:
    for section in report.sections:
        for reference in section.iter(qn("w:headerReference")):
            assert "草稿 · 截至10月18日" in re.sub(r"<[^>]+>", "", report.part(reference.get(qn("r:id"))))


def test_a_closed_round_has_no_mark_in_its_headers(page: Page) -> None:
    opened = Opened(write_report(replace(page, story=replace(page.story, final=True)), "report"))
    marks = {re.sub(r"<[^>]+>", "", opened.part(one.get(qn("r:id"))).split("?>")[-1]).strip()
             for one in opened.sections[0].iter(qn("w:headerReference"))}  # fmt: skip
    assert marks == {""}


def test_the_language_is_chinese(report: Opened) -> None:
    language = report.document.styles.element.find(qn("w:docDefaults"))
    assert value(language, "w:rPrDefault/w:rPr/w:lang", "eastAsia") == "zh-CN"
    assert 'w:eastAsia="zh-CN"' in report.xml["word/settings.xml"]


def test_an_english_report_has_the_same_structure() -> None:
    opened = Opened(write_report(make_page("en"), "report"))
    styles = [one.style.name for one in opened.document.paragraphs]
    assert styles[0] == "Title"
    assert [text_of(one) for one in opened.styled("Annex Label")] == ["Annex 1", "Annex 2", "Annex 3", "Annex 4"]
    assert len(opened.styled("heading 1")) == 6
    assert opened.style("heading 1").find(qn("w:rPr")).find(qn("w:b")) is not None, "Latin letters have no 黑体"
    assert opened.lines[0].startswith("Report: ")
