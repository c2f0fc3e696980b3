"""The office's own document as a template: what it has stays, our text goes to its place, its people go."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from tests.unit.reports.damaged import damage
from tests.unit.reports.invented import make_page
from tests.unit.reports.locked import set_password_flag
from tests.unit.reports.word.opened import Opened, text_of, value

from analysis.errors import UsageError
from analysis.reports.office.word.report import write_report
from analysis.reports.office.word.template import read_template
from analysis.reports.pages.page import Page
from analysis.standards.model import Standards

PERSON = "甄某某"


@pytest.fixture(scope="module")
def page() -> Page:
    return make_page()


def save(document: docx.document.Document, path: Path) -> Path:
    document.save(str(path))
    return path


def make_letter() -> docx.document.Document:
    """A letter paper: a header, a title field cut into two runs, a place for the text, a last line with a date."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(31)
    section.header.paragraphs[0].text = "松岫学区办公室文件"
    section.footer.paragraphs[0].text = "第 1 页"
    title = document.add_paragraph()
    title.add_run("{{标").bold = True
    title.add_run("题}}（内部）")
    text = document.add_paragraph(style="Body Text")
    text.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    text.paragraph_format.line_spacing = Pt(26)
    text.add_run("{{ 正文 }}").font.size = Pt(14)
    document.add_paragraph("抄送：各学校。{{日期}}印发")
    return document


def add_people(document: docx.document.Document) -> None:
    """What Word writes of people: an author, a comment, tracked changes."""
    document.core_properties.author = PERSON
    paragraph = document.add_paragraph()
    paragraph.add_run("留下的话")
    document.add_comment(paragraph.runs, text="请核", author=PERSON, initials="甄")
    by = f'w:author="{PERSON}" w:date="2016-10-01T00:00:00Z"'
    changes = (
        f'<w:p {nsdecls("w")} w:rsidR="00AB12CD"><w:ins w:id="1" {by}><w:r><w:t>加上的话</w:t></w:r></w:ins>'
        f'<w:del w:id="2" {by}><w:r><w:delText>删去的话</w:delText></w:r></w:del>'
        f'<w:r><w:rPr><w:rPrChange w:id="3" {by}><w:rPr/></w:rPrChange></w:rPr><w:t>。</w:t></w:r></w:p>'
    )
    document.element.body.insert(0, parse_xml(changes))


def write_with(page: Page, path: Path) -> Opened:
    return Opened(write_report(page, "report", template=read_template(path, page.standards)))


@pytest.fixture(scope="module")
def filled(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return write_with(page, save(make_letter(), tmp_path_factory.mktemp("template") / "a.docx"))


def test_its_page_headers_and_footers_are_kept(filled: Opened) -> None:
    first = filled.document.sections[0]
    assert (round(first.page_width.mm), round(first.left_margin.mm)) == (210, 31)
    assert first.header.paragraphs[0].text == "松岫学区办公室文件"
    assert first.footer.paragraphs[0].text == "第 1 页"
    assert "草稿 · 截至10月18日" in [one.text for one in first.header.paragraphs], "a draft says so here too"


def test_its_fields_are_filled_in_their_own_look(filled: Opened) -> None:
    title = filled.document.paragraphs[0]
    assert title.text == "关于2016年10月常规重点工作督查情况的报告（内部）"
    assert [run.bold for run in title.runs if run.text][:2] == [True, None]
    assert filled.lines[-1] == "抄送：各学校。2016年10月18日印发"
    assert "{{" not in "".join(filled.xml.values())


def test_the_text_takes_the_look_of_its_placeholder(filled: Opened) -> None:
    text = next(one for one in filled.document.paragraphs if one.text.startswith("2016年10月10日至"))
    look = text.style.element
    assert value(look, "w:basedOn") == "BodyText", "the template's own style, and"
    assert value(look, "w:pPr/w:jc") == "both"
    assert value(look, "w:pPr/w:spacing", "line") == str(26 * 20)
    assert value(look, "w:rPr/w:sz") == "28"


def test_its_own_styles_are_not_changed(filled: Opened) -> None:
    def read(document: docx.document.Document, name: str) -> str:
        return re.sub(r"\s*<w:rsid [^>]*>", "", document.styles[name].element.xml)

    letter = make_letter()
    for name in ("Normal", "Heading 1", "Body Text", "Title"):
        assert read(filled.document, name) == read(letter, name)


def test_what_it_says_of_itself_is_not_said_twice(filled: Opened) -> None:
    assert not filled.styled("Title"), "the title has its place"
    assert not filled.styled("Date"), "and so has the date"


def test_annexes_stand_before_what_follows_the_text_and_the_last_is_turned(filled: Opened) -> None:
    labels = [one for one in filled.lines if re.fullmatch(r"附件\d", one)]
    assert labels == ["附件1", "附件2", "附件3", "附件4"]
    sizes = [(int(value(one, "w:pgSz", "w")), int(value(one, "w:pgSz", "h"))) for one in filled.sections]
    upright, turned = (11906, 16838), (16838, 11906)
    assert sizes == [upright, turned, upright]
    assert value(filled.sections[1], "w:pgMar", "top") == value(filled.sections[0], "w:pgMar", "left")
    width = sum(int(one.get(qn("w:w"))) for one in filled.document.tables[0]._tbl.tblGrid)
    assert width == pytest.approx(11906 - int(value(filled.sections[0], "w:pgMar", "left")) - 1800, abs=4)


def test_a_template_that_ends_with_the_text_has_no_empty_last_page(page: Page, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{body}}")
    document.add_paragraph("")
    opened = write_with(page, save(document, tmp_path / "a.docx"))
    assert len(opened.sections) == 2
    assert value(opened.sections[-1], "w:pgSz", "orient") == "landscape"
    assert opened.body[-2].tag == qn("w:tbl")


def test_without_a_place_the_text_comes_after_what_there_is(page: Page, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某某区督查工作")
    opened = write_with(page, save(document, tmp_path / "a.docx"))
    assert opened.lines[0] == "某某区督查工作"
    assert opened.document.paragraphs[1].style.name == "Title"


def test_a_place_in_a_table_holds_the_text_and_the_annexes_follow_the_table(page: Page, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).paragraphs[0].text = "{{正文}}"
    opened = write_with(page, save(document, tmp_path / "a.docx"))
    frame, *tables = opened.document.tables
    assert frame.cell(0, 0).text.count("现将有关情况报告如下") == 1
    assert len(tables) == 4
    assert [text_of(one) for one in opened.styled("Annex Label")] == ["附件1", "附件2", "附件3", "附件4"]


def test_a_field_in_a_header_and_in_a_later_section_is_filled(page: Page, tmp_path: Path) -> None:
    document = make_letter()
    document.sections[0].header.paragraphs[0].text = "{{机关}}　{{文号}}"
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("背面")
    opened = write_with(page, save(document, tmp_path / "a.docx"))
    assert opened.document.sections[0].header.paragraphs[0].text == "　", "nobody signs, and there is no number"
    assert opened.lines[-1] == "背面"


def test_people_are_taken_out(page: Page, tmp_path: Path) -> None:
    document = make_letter()
    add_people(document)
    path = save(document, tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("docProps/custom.xml", f"<p>{PERSON}</p>")
        package.writestr("word/people.xml", f"<p>{PERSON}</p>")
    assert PERSON in "".join(zipfile.ZipFile(path).read(name).decode("utf-8", "replace") for name in
                             zipfile.ZipFile(path).namelist())  # fmt: skip
    opened = write_with(page, path)
    everything = "".join(opened.xml.values())
    assert PERSON not in everything
    assert "rsid" not in everything
    assert not any("comments" in name or "people" in name or "custom" in name for name in opened.xml)
    text = "\n".join(opened.lines)
    assert "加上的话。" in text
    assert "留下的话" in text
    assert "删去的话" not in everything


def test_a_template_gives_the_same_bytes_twice(page: Page, tmp_path: Path) -> None:
    path = save(make_letter(), tmp_path / "a.docx")
    assert write_with(page, path).content == write_with(page, path).content


def rewrite(path: Path, part: str, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


@pytest.mark.parametrize(
    ("fault", "words"),
    [("missing", "没有这个模板"), ("plain", "不是能打开的"), ("damaged", "不是能打开的"), ("locked", "密码"),
     ("encrypted", "密码"), ("macros", "宏"), ("no document", "不是能打开的")],
)  # fmt: skip
def test_a_file_that_is_no_template_is_told(tmp_path: Path, standards: Standards, fault: str, words: str) -> None:
    path = tmp_path / "模板.docx"
    if fault == "plain":
        path.write_text("{{正文}}", encoding="utf-8")
    elif fault == "locked":
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    elif fault != "missing":
        save(make_letter(), path)
    if fault == "macros":
        rewrite(path, "[Content_Types].xml", "openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "ms-word.document.macroEnabled.main+xml")  # fmt: skip
    elif fault == "encrypted":
        path.write_bytes(set_password_flag(path.read_bytes()))
    elif fault == "damaged":
        rewrite(path, "word/document.xml", "</w:body>", "")
    elif fault == "no document":
        rewrite(path, "[Content_Types].xml", "wordprocessingml.document.main", "wordprocessingml.template.main")
    with pytest.raises(UsageError, match=words) as told:
        read_template(path, standards)
    assert "模板.docx" in str(told.value)
    assert told.value.do


def test_fields_that_would_stay_in_the_document_are_named(tmp_path: Path, standards: Standards) -> None:
    letter = make_letter()
    letter.add_paragraph("{{正 文}}和{{联系人}}")
    letter.add_paragraph("再来一次：{{正文}}")
    with pytest.raises(UsageError, match=re.escape("{{正 文}}、{{联系人}}、{{正文}}")) as told:
        read_template(save(letter, tmp_path / "模板.docx"), standards)
    assert "{{标题}}" in told.value.do


@pytest.mark.parametrize(
    ("part", "way"),
    [("[Content_Types].xml", "gone"), ("word/document.xml", "bare"), ("word/document.xml", "other"),
     ("word/styles.xml", "empty"), ("word/settings.xml", "other"), ("word/_rels/document.xml.rels", "gone"),
     ("docProps/core.xml", "other"), ("word/header1.xml", "empty")],
)  # fmt: skip
def test_a_template_of_which_a_part_is_broken_is_told(
    part: str, way: str, tmp_path: Path, standards: Standards
) -> None:
    path = save(make_letter(), tmp_path / "模板.docx")
    with pytest.raises(UsageError) as told:
        read_template(damage(path, part, way), standards)
    assert (str(told.value.place), told.value.what) == ("模板.docx", "模板坏了，不是能打开的 Word 文档(*.docx)。")
