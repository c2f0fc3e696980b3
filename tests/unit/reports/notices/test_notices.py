"""整改通知单: a school is told of its own problems, of nobody else's, and how to answer; one file holds them all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.golden.bookmarks import read_marks
from tests.unit.reports.notices.sending import FILES, TEAM, copy, fill, make_workspace, send, write
from tests.unit.reports.test_ledger import save_rows
from tests.unit.reports.word.opened import Opened, text_of, value
from tests.unit.reports.word.test_template import make_letter, save

from analysis.measures.explain import explain_number
from analysis.measures.own_numbers import number_school
from analysis.measures.results import measure_round
from analysis.narrative.document import write_document, write_text
from analysis.narrative.story import tell_story
from analysis.reports.office.notices.products import tell_notices, write_notices
from analysis.reports.office.word.template import read_template
from analysis.reports.privacy.gate import Gate
from analysis.rounds.round import read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

COMBINED = "整改通知单（合并打印）.docx"
NAMES = {"S1": "东镇小学", "S2": "东镇初级中学", "S4": "西镇小学", "S6": "南镇小学"}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory, standards: Standards) -> tuple[Workspace, dict[str, bytes]]:
    workspace = make_workspace(tmp_path_factory.mktemp("notices") / "made", more="reply_by = 2020-03-20\n")
    return workspace, write(workspace, "2020-03", standards)


@pytest.fixture(scope="module")
def products(origin: tuple[Workspace, dict[str, bytes]]) -> dict[str, bytes]:
    return origin[1]


def open_notice(products: dict[str, bytes], school: str) -> Opened:
    return Opened(products[f"整改通知单/{FILES[school]}.docx"])


def list_table(opened: Opened) -> list[list[str]]:
    """The cells of the table of problems, below its head."""
    return [[cell.text for cell in row.cells] for row in opened.document.tables[0].rows][1:]


def test_a_notice_and_a_receipt_for_each_school_with_a_problem(products: dict[str, bytes]) -> None:
    own = [(f"整改通知单/{one}.docx", f"整改回执/{one}.xlsx") for one in FILES.values()]
    assert set(products) == {COMBINED, *(name for pair in own for name in pair)}


def test_it_lists_what_was_found_and_until_when(products: dict[str, bytes]) -> None:
    rows = {school: list_table(open_notice(products, school)) for school in ("S1", "S2", "S4")}
    told = {school: [[*row[:4], *row[5:]] for row in table] for school, table in rows.items()}
    assert told == {
        "S1": [
            ["1", "2020-03-S1-3-9", "全面改薄第9条 围墙围栏", "缺口8米，与〔…〕相邻", "2020-03-21", ""],
            ["2", "A-1", "全面改薄第16条 厕位与男女比例", "女厕蹲位少2个，联系人：〔…〕", "2020-12-31", "待资金"],
        ],
        "S2": [["1", "2020-03-S2-3-6", "全面改薄第6条 黑板", "黑板未达标", "2020-05-05", ""]],
        "S4": [["1", "2020-03-S4-3-6", "全面改薄第6条 黑板", "黑板部分达标", "2020-05-05", ""]],
    }
    assert all(row[4] for table in rows.values() for row in table), "what is required stands beside it"


def test_it_says_what_the_school_met_and_what_was_left_out(products: dict[str, bytes]) -> None:
    text = "\n".join(open_notice(products, "S1").lines)
    assert "计入的检查2项次，达标1项次（1/2），部分达标0项次，未达标1项次。" in text, "黑板 met, 围墙 not"
    assert "计入的检查1项次，达标0项次（0/1），部分达标1项次，未达标0项次；不涉及1项次，不计入。" in "".join(
        open_notice(products, "S4").lines
    )
    assert "2020年3月2日至3月6日，东县督导室依据" in text
    assert "需要整改的问题2个，请按下表的要求和期限整改。" in text


def test_it_says_how_to_answer_until_when_and_leaves_room_to_object(products: dict[str, bytes]) -> None:
    opened = open_notice(products, "S1")
    text = "\n".join(opened.lines)
    assert "把《整改回执》（整改回执/S1 东镇小学.xlsx）报东县督导室" in text
    assert "于2020年3月20日前" in text
    assert "□无异议　　□有异议" in text
    assert [row.cells[0].text for row in opened.document.tables[1].rows] == ["编号", "2020-03-S1-3-9", "A-1"]


def test_it_has_the_official_face(products: dict[str, bytes]) -> None:
    opened = open_notice(products, "S2")
    assert [text_of(one) for one in opened.styled("Title")] == ["2020-03督查整改通知单"]
    (to,) = (one for one in opened.styled("Body Text") if value(one, "w:pPr/w:outlineLvl") == "0")
    assert text_of(to) == "东镇初级中学："
    assert [text_of(one) for one in opened.styled("Signature")] == ["东县督导室"]
    assert [text_of(one) for one in opened.styled("Date")] == ["2020年3月6日"]
    assert any("草稿" in xml for name, xml in opened.xml.items() if "header" in name)


def test_the_seal_stands_on_a_page_with_its_day_and_the_last_objection(products: dict[str, bytes]) -> None:
    document = open_notice(products, "S1").document
    *_, seal, day = document.paragraphs
    last = document.tables[-1].rows[-1]
    assert all(paragraph.paragraph_format.keep_with_next for cell in last.cells for paragraph in cell.paragraphs)
    assert seal.text.startswith("学校（盖章）")
    assert seal.paragraph_format.keep_with_next
    assert not day.text.strip("　 年月日")


@pytest.mark.parametrize("school", ["S1", "S2", "S4"])
def test_no_other_school_is_in_it(school: str, products: dict[str, bytes]) -> None:
    whole = "".join(Opened(products[f"整改通知单/{FILES[school]}.docx"]).xml.values())
    whole += "".join(Opened(products[f"整改回执/{FILES[school]}.xlsx"]).xml.values())
    others = {one: name for one, name in NAMES.items() if one != school}
    for other, name in others.items():
        assert name not in whole
        assert f"-{other}-" not in whole


def test_no_person_is_in_any_of_them(products: dict[str, bytes], standards: Standards) -> None:
    for content in products.values():
        assert not any("欧阳明月" in xml for xml in Opened(content).xml.values())
    Gate(standards).stop(products)


def test_one_file_holds_all_each_on_an_odd_page_of_its_own(products: dict[str, bytes]) -> None:
    opened = Opened(products[COMBINED])
    assert [one for one in opened.lines if one.endswith("：") and one.removesuffix("：") in NAMES.values()] == [
        "东镇小学：", "东镇初级中学：", "西镇小学：",
    ]  # fmt: skip
    assert [(value(one, "w:type"), value(one, "w:pgNumType", "start")) for one in opened.sections] == [
        ("oddPage", "1")
    ] * 3
    single = [line for school in ("S1", "S2", "S4") for line in open_notice(products, school).lines if line]
    assert [line for line in opened.lines if line] == single


def test_the_same_round_gives_the_same_bytes(origin: tuple[Workspace, dict[str, bytes]], standards: Standards) -> None:
    assert write(origin[0], "2020-03", standards) == origin[1]


def test_schools_without_a_problem_are_named(origin: tuple[Workspace, dict[str, bytes]], standards: Standards) -> None:
    round_ = read_round(origin[0], "2020-03", standards)
    assert list(tell_notices(round_, measure_round(round_), origin[1])) == [
        "2020-03：整改通知单3份，整改回执3份；没有未销号问题的学校1所，不发：南镇小学。"
    ]


@pytest.mark.parametrize("as_of", [date(2020, 3, 20), date(2020, 3, 21)], ids=["on that day", "after it"])
def test_a_day_to_answer_by_that_lies_before_the_notice_is_told(
    as_of: date, origin: tuple[Workspace, dict[str, bytes]], standards: Standards
) -> None:
    round_ = read_round(origin[0], "2020-03", standards, as_of=as_of)
    said = [line for line in tell_notices(round_, measure_round(round_), origin[1]) if "reply_by" in line]
    assert said == ([] if as_of.day == 20 else [
        "2020-03：整改通知单要学校在2020年3月20日前回复，通知单的日期（截至日）却是2020年3月21日，在它之后。"
        "请改 round.toml 的 reply_by，或用 --as-of 给出发通知的日期，再做一次。"
    ])  # fmt: skip


def test_later_it_tells_of_old_problems_and_of_what_is_disputed_or_late(
    origin: tuple[Workspace, dict[str, bytes]], tmp_path: Path, standards: Standards
) -> None:
    workspace = copy(origin[0], tmp_path / "own")
    objection = {"有无异议": "有异议", "申辩理由": "已于2月更换", "申辩日期": date(2020, 3, 12)}
    send(workspace, "2020-03", origin[1]["整改回执/S2 东镇初级中学.xlsx"], standards, change=fill(S2_3_6=objection))
    opened = open_notice(write(workspace, "2020-05", standards), "S2")
    assert [row[5:] for row in list_table(opened)] == [["2020-05-05", "申辩中\n已逾期"]]
    text = "\n".join(opened.lines)
    assert "东县督导室组织了2020-05督查，没有到你校" in text
    assert "需要整改的问题1个，其中以前各轮发现、没有销号的1个" in text


def test_every_problem_that_an_earlier_round_found_is_counted_as_its_own(
    origin: tuple[Workspace, dict[str, bytes]], tmp_path: Path, standards: Standards
) -> None:
    from tests.unit.reports.test_ledger import save_rows

    workspace = copy(origin[0], tmp_path / "own")
    save_rows(workspace.raw / "2020-05" / "改薄.xlsx", [["学校", "黑板", "围墙"], ["东镇小学", "达标", "部分达标"]])
    opened = open_notice(write(workspace, "2020-05", standards), "S1")
    assert [row[:4] for row in list_table(opened)] == [
        ["1", "2020-03-S1-3-9", "全面改薄第9条 围墙围栏", "围墙围栏部分达标"],
        ["2", "A-1", "全面改薄第16条 厕位与男女比例", "女厕蹲位少2个，联系人：〔…〕"],
    ]
    text = "\n".join(opened.lines)
    assert "达标1项次（1/2），部分达标1项次，未达标0项次" in text
    assert "需要整改的问题2个，其中以前各轮发现、没有销号的2个" in text


def test_what_was_closed_is_in_no_notice(
    origin: tuple[Workspace, dict[str, bytes]], tmp_path: Path, standards: Standards
) -> None:
    from tests.unit.reports.test_ledger import save_rows

    workspace = copy(origin[0], tmp_path / "own")
    head = ["问题编号", "学校", "存在问题", "整改情况", "核查时间"]
    closed = ["A-1", "东镇小学", "女厕蹲位少2个", "已销号", date(2020, 3, 20)]
    save_rows(workspace.raw / "2020-03" / "销号.xlsx", [head, closed])
    save_rows(workspace.raw / "2020-03" / "台账.xlsx", [head])
    rows = list_table(open_notice(write(workspace, "2020-03", standards), "S1"))
    assert [row[1] for row in rows] == ["2020-03-S1-3-9"]


def test_each_has_a_number_of_its_own_in_the_series_that_stays(
    origin: tuple[Workspace, dict[str, bytes]], tmp_path: Path, standards: Standards
) -> None:
    """Not its place in a list: a school that is added before it changes nothing."""
    workspace = copy(origin[0], tmp_path / "own")
    rules = give_numbers(standards, document_number="东督〔{year}〕{number}号")
    assert {school: read_number(workspace, rules, school) for school in ("S1", "S2")} == {
        "S1": "东督〔2020〕　　-S1号", "S2": "东督〔2020〕　　-S2号",
    }  # fmt: skip
    register = workspace.raw / "schools.csv"
    head, rows = register.read_text(encoding="utf-8").split("\n", 1)
    register.write_text(f"{head}\nS0,北镇小学,东镇,primary\n{rows}", encoding="utf-8")
    settings = workspace.raw / "2020-03" / "round.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "number = 7\n", encoding="utf-8")
    assert read_number(workspace, rules, "S2") == "东督〔2020〕7-S2号"
    own = give_numbers(standards, document_number="x", notice_number="东督改〔{year}〕{number}·{school}")
    assert read_number(workspace, own, "S2") == "东督改〔2020〕7·S2"


def give_numbers(standards: Standards, **numbers: str) -> Standards:
    return replace(standards, style=replace(standards.style, **numbers))


def read_number(workspace: Workspace, rules: Standards, school: str) -> str:
    (number,) = open_notice(write(workspace, "2020-03", rules), school).styled("Document Number")
    return text_of(number)


def test_its_numbers_are_marked_and_bear_a_code_of_the_school_where_codes_are_wanted(
    origin: tuple[Workspace, dict[str, bytes]], standards: Standards
) -> None:
    round_ = read_round(origin[0], "2020-03", standards)
    results = measure_round(round_)
    own = replace(results, numbers=number_school(results, "S4", standards))
    coded = write_notices(round_, results, codes=True)["整改通知单/S4 西镇小学.docx"]
    for notice in (origin[1]["整改通知单/S4 西镇小学.docx"], coded):
        assert [(one.code, one.group, one.text) for one in read_marks(notice, own.numbers)] == [
            ("0-0", "S4", "0/1"), ("5-0", "S4", "1"),
        ]  # fmt: skip
    assert "达标0项次（0/1〔0-0@S4〕）" in "".join(Opened(coded).lines)
    assert "问题1个〔5-0@S4〕" in "".join(Opened(coded).lines)


def test_a_code_of_a_notice_leads_to_the_cells_of_the_school(
    origin: tuple[Workspace, dict[str, bytes]], standards: Standards
) -> None:
    round_ = read_round(origin[0], "2020-03", standards)
    results = measure_round(round_)
    head, fraction, *_, met = explain_number(round_, results, "0-0@S1")
    assert head == "0-0@S1  这所学校计入的检查，达标项次"
    assert fraction == "1 ÷ 2"
    assert met == "  东镇小学  黑板  达标  改薄.xlsx [Sheet] B2  “达标”"
    assert sum("台账.xlsx" in line for line in explain_number(round_, results, "5-0@东镇小学")) == 1


def test_in_the_office_s_template_each_keeps_its_face(
    origin: tuple[Workspace, dict[str, bytes]], tmp_path: Path, standards: Standards
) -> None:
    letter = make_letter()
    letter.sections[0].header.paragraphs[0].text = "东县督导室 {{文号}}"
    template = read_template(save(letter, tmp_path / "letter.docx"), standards)
    rules = give_numbers(standards, document_number="东督〔{year}〕{number}号")
    round_ = read_round(origin[0], "2020-03", rules)
    products = write_notices(round_, measure_round(round_), template=template)
    one, all_ = Opened(products["整改通知单/S2 东镇初级中学.docx"]), Opened(products[COMBINED])
    section = one.document.sections[0]
    assert round(section.left_margin.mm) == 31
    assert section.header.paragraphs[0].text == "东县督导室 东督〔2020〕　　-S2号"
    assert any("草稿" in line.text for line in section.header.paragraphs)
    assert section.footer.paragraphs[0].text == "第 1 页"
    assert one.lines[0] == "2020-03督查整改通知单（内部）"
    assert one.lines[-1] == "抄送：各学校。2020年3月6日印发"
    assert not any("{{" in xml for xml in (*one.xml.values(), *all_.xml.values()))
    assert list_table(one) == list_table(open_notice(origin[1], "S2"))
    assert [(value(part, "w:type"), value(part, "w:pgNumType", "start")) for part in all_.sections] == [
        ("oddPage", "1")
    ] * 3
    assert [part.header.paragraphs[0].text[-4:] for part in all_.document.sections] == ["-S1号", "-S2号", "-S4号"]
    assert all_.lines.count(one.lines[-1]) == 3
    marks = re.findall(r'<w:bookmarkStart [^>]*w:id="(\d+)"', all_.xml["word/document.xml"])
    assert len(marks) == len(set(marks)) == 6


def test_a_signature_that_the_template_has_stands_before_the_box(
    origin: tuple[Workspace, dict[str, bytes]], tmp_path: Path, standards: Standards
) -> None:
    letter = make_letter()
    for text in ("{{机关}}", "{{日期}}"):
        letter.paragraphs[-1].insert_paragraph_before(text)
    template = read_template(save(letter, tmp_path / "letter.docx"), standards)
    round_ = read_round(origin[0], "2020-03", standards)
    lines = Opened(
        write_notices(round_, measure_round(round_), template=template)["整改通知单/S2 东镇初级中学.docx"]
    ).lines
    wanted = ["东县督导室", "2020年3月6日", "对本通知单", "学校（盖章）", "抄送"]
    assert [one for line in lines for one in wanted if line.startswith(one)] == wanted


def test_in_english(origin: tuple[Workspace, dict[str, bytes]], standards_en: Standards) -> None:
    round_ = read_round(origin[0], "2020-03", standards_en)
    products = write_notices(round_, measure_round(round_))
    assert "notices_to_print.docx" in products
    text = "\n".join(Opened(products["notices/S2 东镇初级中学.docx"]).lines)
    assert "Problems to be put right: 1." in text
    assert "met 1 (1/2)" in text


def test_what_nobody_set_a_deadline_for_is_due_as_the_circular_orders_and_late_the_day_after(
    tmp_path: Path, standards: Standards
) -> None:
    """As of 6 March, thirty days are 5 April; what goes on has no end, and what is due on the day is not late."""
    workspace, seen = make_workspace(tmp_path / "made"), date(2020, 3, 2)
    save_rows(workspace.raw / "2020-03" / "台账.xlsx", [
        TEAM[0],
        ["A-1", "东镇小学", seen, "第16条", "女厕蹲位少2个", None, "未整改"],
        ["A-2", "东镇小学", seen, "第17条", "淋浴间每天开放", None, "长期坚持"],
        ["A-3", "东镇小学", seen, "第10条", "图书不足", date(2020, 3, 6), "未整改"],
        ["A-4", "东镇小学", seen, "第11条", "多媒体未用", date(2020, 3, 5), "未整改"],
    ])  # fmt: skip
    rows = {row[1]: row[5:] for row in list_table(open_notice(write(workspace, "2020-03", standards), "S1"))}
    assert {name: rows[name] for name in ("A-1", "A-2", "A-3", "A-4")} == {
        "A-1": ["30日内\n（至2020-04-05）", ""], "A-2": ["长期坚持", ""], "A-3": ["2020-03-06", ""],
        "A-4": ["2020-03-05", "已逾期"],
    }  # fmt: skip
    round_ = read_round(workspace, "2020-03", standards)
    story = tell_story(round_, measure_round(round_))
    circular = write_text(story, write_document(story, "circular"))
    assert "没有注明期限的，自2020年3月6日起30日内（至2020年4月5日）完成" in circular
