"""An edited Word document or deck against today's results: every planted edit is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.reports.invented import SCHOOLS, make_page
from tests.unit.reports.proof.edited import EditedSlides, EditedWord
from tests.unit.reports.word.test_template import make_letter, save

from analysis.reports.office.proof.current import Current
from analysis.reports.office.proof.findings import Finding, compare_document
from analysis.reports.office.proof.slides import read_slides
from analysis.reports.office.proof.telling import tell_finding
from analysis.reports.office.proof.word import read_word
from analysis.reports.office.slides.deck import draw_deck
from analysis.reports.office.slides.master import make_master
from analysis.reports.office.word.report import write_report
from analysis.reports.office.word.template import read_template
from analysis.reports.pages.page import Page

IDS = {name: school for school, (name, _, _) in SCHOOLS.items()}
WORD = {
    "k of a marked number": ({"old": "93/101", "new": "95/101"}, "changed", "93/101", "3-0"),
    "percent": ({"old": "92%", "new": "94%"}, "changed", "92%", ""),
    "count": ({"old": "应查8所", "new": "应查9所"}, "changed", "8", ""),
    "count in Chinese numerals": ({"old": "教学点2所", "new": "教学点五所"}, "changed", "2", ""),
    "date of the round": ({"old": "截至10月18日", "new": "截至10月28日"}, "changed", "10月18日", ""),
    "school": ({"old": "双河小学", "new": "石澜乡中心小学", "within": "采光照明"}, "school_other", "双河小学", ""),
    "school misspelt": ({"old": "云顶教学点", "new": "云岭教学点"}, "school_near", "云顶教学点", ""),
    "count in a table": ({"old": "缺女蹲位7个", "new": "缺女蹲位9个"}, "changed", "7", ""),
    "deadline in a table": (
        {"old": "11月30日前", "new": "11月20日前", "within": "11月30日前改完"},
        "changed",
        "11月30日",
        "",
    ),
    "date in a header": ({"old": "10月18日", "new": "10月19日", "header": True}, "changed", "10月18日", ""),
}
"""Edit → how the document is edited, and the fault, result and code that are found."""
SLIDES: dict[str, tuple[Callable[[EditedSlides], EditedSlides], str]] = {
    "title": (lambda deck: deck.replace("应查8所", "应查18所"), "8"),
    "count beside it": (lambda deck: deck.replace("未查1所", "未查3所"), "1"),
    "k/N in a box": (lambda deck: deck.replace("93/101", "93/102"), "93/101"),
    "percent": (lambda deck: deck.replace("占92%", "占82%"), "92%"),
    "k/N in the notes": (lambda deck: deck.replace("收到7/8份", "收到6/8份", notes=True), "7/8"),
    "k/N of a code in the notes": (lambda deck: deck.replace("〔2-0〕 70/70", "〔2-0〕 69/70", notes=True), "70/70"),
    "school on a slide": (lambda deck: deck.replace("云顶教学点", "老鹰岩教学点"), "云顶教学点"),
    "school in the notes": (lambda deck: deck.replace("云顶教学点", "云项教学点", notes=True), "云顶教学点"),
    "chart": (lambda deck: deck.set_value(category="松岫镇", series=0, value="5"), "3"),
    "second chart": (lambda deck: deck.set_value(category="三、全面改薄", series=2, value="16"), "6"),
}
"""Edit → what it does, and the result that stood there."""


@pytest.fixture(scope="module")
def page() -> Page:
    return make_page()


@pytest.fixture(scope="module")
def circular(page: Page) -> bytes:
    return write_report(page, "circular")


@pytest.fixture(scope="module")
def current(page: Page, circular: bytes) -> Current:
    return Current(page, read_word(circular), IDS)


@pytest.fixture(scope="module")
def deck(page: Page) -> bytes:
    return draw_deck(page, make_master(page.standards))


@pytest.fixture(scope="module")
def current_deck(page: Page, deck: bytes) -> Current:
    return Current(page, read_slides(deck), IDS)


def prove(edited: EditedWord, current: Current) -> list[Finding]:
    return list(compare_document(read_word(edited.save()), current))


def add(text: str, circular: bytes, current: Current) -> list[Finding]:
    """What is found where a person adds a paragraph."""
    return prove(EditedWord(circular).add(text, after="现将有关情况通报如下"), current)


@pytest.mark.parametrize("name", WORD)
def test_a_planted_edit_is_found(name: str, circular: bytes, current: Current) -> None:
    edit, fault, now, code = WORD[name]
    (found,) = prove(EditedWord(circular).replace(**edit), current)
    assert (found.fault, found.now) == (fault, now)
    assert found.seen in edit["new"]
    assert not code or (found.nearest and found.nearest.code == code)


def test_ten_edits_in_one_copy_are_ten_findings(circular: bytes, current: Current) -> None:
    edited = EditedWord(circular)
    for edit, *_ in WORD.values():
        edited.replace(**edit)
    assert len(prove(edited, current)) == 10


@pytest.mark.parametrize("kind", ["report", "circular"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_found_in_what_nobody_edited(kind: str, lang: str, tmp_path: Path) -> None:
    """With codes, without, and in an office's own template."""
    page = make_page(lang)
    template = read_template(save(make_letter(), tmp_path / "letter.docx"), page.standards)
    product = read_word(write_report(page, kind))
    coded = write_report(page, kind, codes=True)
    assert compare_document(product, Current(page, product, IDS)) == ()
    assert compare_document(read_word(coded), Current(page, read_word(coded), IDS)) == ()
    assert compare_document(read_word(write_report(page, kind, template=template)), Current(page, product, IDS)) == ()


def test_an_edit_is_found_in_an_office_s_template(page: Page, tmp_path: Path, current: Current) -> None:
    template = read_template(save(make_letter(), tmp_path / "letter.docx"), page.standards)
    made = write_report(page, "circular", template=template, codes=False)
    assert [one.now for one in prove(EditedWord(made).replace("93/101", "95/101"), current)] == ["93/101"]


@pytest.mark.parametrize(
    "text",
    [
        "全面改薄第16条达标的有3/7所。",
        "全面改薄达标93／101项次，占92％。",
        "全面改薄达标九十三项次。",
        "全面改薄第16条达标率为百分之四十二点九，未达标的占42.9%。",
        "全面改薄达标九十余项次，占九成以上。",
        "全面改薄第16条未达标的有3/7所，部分达标1/7所。",
        "松岫镇全面改薄达标40/42项次，全县93/101项次。",
        "第4条5/7所达标，其中教学点1/1所，第9条5/6所达标。",
        "采光照明5/7所〔3-4〕，安全信访140/140项次〔1-0〕，占100%。",
        "松岫镇中心小学缺女蹲位7个。",
        "松岫镇中心小学女生286人，应有女蹲位22个、男蹲位四个，现有女蹲位15个，还缺7个女蹲位。",
        "全面改薄第4条、第8条等9项要重点抓，20项底线要求不降低。",
        "全面改薄有四项未达标，其余11项达标。",
        "全面改薄总体达标率为92%，未达标率为8%，安全信访达标率为100%。",
        "全面改薄自报不符率为7%，自报达标的60项次中不符4/60项次。",
        "八所学校查了七所，抓好三个方面、十项制度，一校一策。",
        "按GB/T 9704-2012和男女1:3的要求，第16条由第2组于2017年办结，电话0831-2345678，见附件1。",
        "各农村小学、受检学校要对照整改，10月17日前报送。",
        "马鞍小学、双河小学已约谈。",
        "（三）1.松教督〔2016〕12号文件要求继续执行。",
    ],
)  # fmt: skip
def test_a_new_sentence_that_is_right_passes(text: str, circular: bytes, current: Current) -> None:
    assert add(text, circular, current) == []


@pytest.mark.parametrize(
    ("text", "fault", "seen", "code"),
    [
        ("全面改薄第16条达标的有4/7所。", "unlike", "4/7", "3-16"),
        ("据〔3-0〕，达标95/101。", "unlike", "95/101", "3-0"),
        ("据〔3-0〕，占91%。", "unlike", "91%", "3-0"),
        ("共有３７所学校参加。", "unlike", "37", "0-1"),
        ("共有三十七所学校参加。", "unlike", "三十七", "0-1"),
        ("共有三十余所学校参加。", "rough", "三十余", "0-1"),
        ("12月25日前报送。", "unknown_day", "12月25日", ""),
        ("全面改薄有30项底线要求。", "unlike", "30", "3-0"),
        ("另外青石小学已约谈。", "school_unknown", "青石小学", ""),
        ("另外马安小学已约谈。", "school_near", "马安小学", ""),
    ],
)  # fmt: skip
def test_a_new_sentence_that_is_wrong_is_found(
    text: str, fault: str, seen: str, code: str, circular: bytes, current: Current
) -> None:
    (found,) = add(text, circular, current)
    assert (found.fault, found.seen) == (fault, seen)
    assert (found.nearest.code if found.nearest else "") == code


OTHERS = [
    ("全面改薄达标70/70项次。", "70/70", "3-0"),
    ("全面改薄达标二十八项次。", "二十八", "3-0"),
    ("全面改薄第16条达标5/7所。", "5/7", "3-16"),
    ("厕位与男女比例达标5/6所。", "5/6", "3-16"),
    ("达标5/7所〔3-16〕。", "5/7", "3-16"),
    ("〔3-16〕达标5/7所。", "5/7", "3-16"),
    ("松岫镇全面改薄达标27/30项次。", "27/30", "3-0@松岫镇"),
    ("全面改薄达标40/42项次。", "40/42", "3-0"),
    ("教学点全面改薄第8条达标5/6所。", "5/6", "3-8@教学点"),
    ("全面改薄第4条未达标5/7所。", "5/7", "3-4"),
    ("全面改薄第16条达标的超过九成。", "超过九成", "3-16"),
    ("以前的问题已销号3/6个，占84%。", "84%", "5-1"),
    ("全面改薄第16条达标率为百分之四十二点八。", "百分之四十二点八", "3-16"),
    ("马鞍小学缺女蹲位7个。", "7", ""),
    ("全面改薄总体达标率为71%。", "71%", "3-0"),
    ("全面改薄达标率为百分之一百。", "百分之一百", "3-0"),
    ("全面改薄未达标率为43%。", "43%", "3-0"),
    ("全面改薄达标3/7。", "3/7", "3-0"),
    ("全面改薄各项全部达标的学校有5所。", "5", ""),
    ("松岫镇中心小学有15项未达标。", "15", ""),
    ("松岫镇中心小学缺女蹲位22个。", "22", ""),
    ("松岫镇中心小学应有女蹲位22个，现有7个。", "7", ""),
    ("松岫镇中心小学应有男蹲位22个。", "22", ""),
    ("松岫镇中心小学全面改薄有14项未达标。", "14", ""),
    ("松岫镇全面改薄有15项未达标。", "15", "3-0@松岫镇"),
    ("全面改薄第16条有15项未达标。", "15", "3-16"),
    ("全面改薄有15项未达标。", "15", "3-0"),
]
"""Sentence → the number in it that is another's result, and the code that it is held against."""


@pytest.mark.parametrize(("text", "seen", "code"), OTHERS)
def test_a_number_that_is_the_result_of_something_else_is_found(
    text: str, seen: str, code: str, circular: bytes, current: Current
) -> None:
    (found,) = add(text, circular, current)
    assert (found.fault in ("unlike", "rough"), found.seen) == (True, seen)
    assert not code or (found.nearest and found.nearest.code == code)


def test_under_the_heading_of_an_area_a_number_is_of_that_area(circular: bytes, current: Current) -> None:
    (found,) = prove(EditedWord(circular).add("共有70/70项次达标。", after="采光照明"), current)
    assert found.seen == "70/70"
    assert prove(EditedWord(circular).add("共有93/101项次达标。", after="采光照明"), current) == []


def test_a_sentence_that_was_put_in_other_words_is_held_against_its_own_numbers(
    circular: bytes, current: Current
) -> None:
    old = "已判101项次，达标93/101，占92%"
    for new, seen in (
        ("已判101项次，达标的有140项次", ["140"]), ("已判101项次，达标93项次，占百分之九十二", []),
        ("已判101项次，达标九十余项次，占九成以上", []), ("已判一百零一项次，达标率为100%", ["100%"]),
    ):  # fmt: skip
        assert [one.seen for one in prove(EditedWord(circular).replace(old, new), current)] == seen


@pytest.mark.parametrize(
    ("new", "now"),
    [("部分达标2，未达标六", []), ("部分达标二，未达标九", ["6"]), ("部分达标二，未达标6", [])],
)
def test_a_number_put_into_words_is_the_number_in_its_place(
    new: str, now: list[str], circular: bytes, current: Current
) -> None:
    assert [one.now for one in prove(EditedWord(circular).replace("部分达标2，未达标6", new), current)] == now


@pytest.mark.parametrize(
    ("old", "new", "now"),
    [("部分达标2，未达标6", "部分达标6，未达标6", "2"),
     ("松岫镇中心小学（待资金）、竹隈镇初级中学", "竹隈镇初级中学（待资金）、竹隈镇初级中学", "松岫镇中心小学")],
)  # fmt: skip
def test_what_stands_elsewhere_in_the_sentence_is_found_all_the_same(
    old: str, new: str, now: str, circular: bytes, current: Current
) -> None:
    """The number or school that was put in agrees with its neighbour, not with its place."""
    (found,) = prove(EditedWord(circular).replace(old, new), current)
    assert found.now == now


def test_schools_in_another_order_are_no_finding(circular: bytes, current: Current) -> None:
    old, new = "竹隈镇初级中学（11月30日前改完）、马鞍小学", "马鞍小学、竹隈镇初级中学（11月30日前改完）"
    assert prove(EditedWord(circular).replace(old, new), current) == []


def test_a_sentence_taken_out_or_moved_is_no_finding(circular: bytes, current: Current) -> None:
    edited = EditedWord(circular)
    moved = edited.find("自报达标的60项次")
    edited.find("学校主要负责人").addnext(moved)
    gone = edited.find("应查未查1所")
    gone.getparent().remove(gone)
    row = next(one for one in edited.document.tables[0].rows if "老鹰岩教学点" in one.cells[1].text)._tr
    row.getparent().remove(row)
    assert prove(edited, current) == []


def test_a_pasted_paragraph_without_its_bookmarks_is_read_by_its_sentence(circular: bytes, current: Current) -> None:
    edited = EditedWord(circular).join("达标93/101")
    assert prove(edited, current) == []
    (found,) = prove(edited.replace("93/101", "９５／１０１"), current)
    assert (found.seen, found.now) == ("95/101", "93/101")
    assert found.nearest
    assert found.nearest.code == "3-0"


def test_tracked_changes_are_taken_as_accepted(circular: bytes, current: Current) -> None:
    reading = read_word(EditedWord(circular).track("93/101", "95/101").save())
    assert reading.changes
    assert [(one.seen, one.now) for one in compare_document(reading, current)] == [("95/101", "93/101")]
    assert not read_word(circular).changes


def test_a_finding_says_where_what_and_what_to_do(page: Page, circular: bytes, current: Current) -> None:
    (found,) = prove(EditedWord(circular).replace("93/101", "95/101"), current)
    assert tell_finding(found, current, page.standards) == (
        "“一、基本情况”下第3段：写的是“95/101”，现在的结果是“93/101”"
        "〔3-0〕全面改薄（20项底线要求），达标项次。请改正，确要改动请注明出处。"
    )
    (cell,) = prove(EditedWord(circular).replace("缺女蹲位7个", "缺女蹲位9个"), current)
    assert tell_finding(cell, current, page.standards).startswith(
        "“例外情况表（按学校和条）”下第1张表第2行第5列：写的是“9”"
    )


@pytest.mark.parametrize("name", SLIDES)
def test_an_edit_of_a_slide_is_found(name: str, deck: bytes, current_deck: Current) -> None:
    edit, now = SLIDES[name]
    (found,) = compare_document(read_slides(edit(EditedSlides(deck)).save()), current_deck)
    assert found.now == now


def test_ten_edits_of_the_slides_are_ten_findings(deck: bytes, current_deck: Current) -> None:
    edited = EditedSlides(deck)
    assert compare_document(read_slides(edited.save()), current_deck) == ()
    for edit, _ in SLIDES.values():
        edit(edited)
    assert len(compare_document(read_slides(edited.save()), current_deck)) == 10
