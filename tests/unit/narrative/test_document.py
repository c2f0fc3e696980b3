"""The written report: 督查报告 in counts, 督查通报 by name, and the office's own paragraphs in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.mock_round import make_results, make_story, mock_frames

from analysis.errors import CorrectionsError
from analysis.measures.results import load_results
from analysis.narrative.document import Document, write_document, write_text
from analysis.narrative.office import add_office_text, list_unchecked, prove_office_text, tell_left_out
from analysis.narrative.passages import Number, plain
from analysis.narrative.quantity import choose_quantity
from analysis.narrative.statistics import write_intervals
from analysis.narrative.story import Story, tell_story
from analysis.rounds.office_text import OfficeParagraph, read_office_text
from analysis.rounds.round import load_round
from analysis.standards.load import load_standards
from analysis.standards.model import Standards


@pytest.fixture(scope="module")
def stories(read_sample: Callable[[str], Path]) -> dict[tuple[str, str], Story]:
    """Each sample round in each language."""
    told = {}
    for lang in ("zh", "en"):
        for round_id in ("2016-05", "2016-10", "2016-11"):
            round_ = load_round(round_id, root=read_sample(lang), lang=lang)
            told[round_id, lang] = tell_story(round_, load_results(round_))
    return told


def texts(story: Story) -> dict[str, str]:
    return {kind: write_text(story, write_document(story, kind)) for kind in ("report", "circular")}


def section(document: Document, name: str) -> list[str]:
    found = next(one for one in document.sections if one.name == name)
    return ["".join(part.text if isinstance(part, Number) else part for part in one.text) for one in found.paragraphs]


def test_the_report_of_october_in_its_own_words(stories: dict[tuple[str, str], Story]) -> None:
    story = stories["2016-10", "zh"]
    document = write_document(story, "report")
    assert document.title == "关于2016年10月常规重点工作督查情况的报告"
    assert [one.title for one in document.sections] == [
        "一、安全稳定及信访", "二、扶贫攻坚（资助）", "三、全面改薄（20项底线要求）", "四、其他方面",
        "五、问题整改和前后变化", "六、需要研究决定的事项",
    ]  # fmt: skip
    assert "应查24所，其中教学点5所，实地查看22/24所，占92%；未查2所，原因：" in texts(story)["report"]
    toilets = section(document, "cond")[2]
    assert toilets == (
        "一是第16条厕位与男女比例，除部分学校（6/22所）未达标外，其余16/22所均达标；二是女蹲位数量够用的17/22所；"
        "三是男女蹲位达到1:3的16/22所；四是按男女生人数折算达到1:3的13/22所；五是共缺女蹲位21个。"
    )
    assert section(document, "decide")[0].startswith(
        "待资金，由谁解决、何时完成（5/26）：栎坪镇初级中学全面改薄第16条、"
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "至10月17日。截至10月18日，督查组还没有经实地查看判定或核实的结果。应查24所"),
        ("en", "from 10 October 2016 to 17 October. As at 18 October the inspection teams had no result that was seen"),
    ],
)  # fmt: skip
def test_a_round_in_which_nothing_was_judged_says_so(lang: str, said: str) -> None:
    """No "by workbooks, 0 areas were inspected": there is no way and no area of an inspection to tell of."""
    results = make_results(coverage=mock_frames()["coverage"])
    text = write_text(story := make_story(results, load_standards(lang=lang)), write_document(story, "report"))
    assert said in text
    assert not re.search(r"0个方面|通过工作簿|inspected 0 areas|by workbooks", text)


def test_a_report_names_schools_only_where_something_is_to_be_decided(
    stories: dict[tuple[str, str], Story],
) -> None:
    story = stories["2016-10", "zh"]
    document = write_document(story, "report")
    named = {
        one.name for one in document.sections
        for text in section(document, one.name) if any(name in text for name in story.names.values())
    }  # fmt: skip
    assert named == {"decide"}
    circular = write_document(story, "circular")
    assert any("槐渡镇鹰嘴教学点（10月31日前改完）" in text for text in section(circular, "problems"))


def test_a_circular_numbers_its_areas_between_section_and_problem(stories: dict[tuple[str, str], Story]) -> None:
    lines = texts(stories["2016-10", "zh"])["circular"].splitlines()
    start = lines.index("## 三、存在问题") if "## 三、存在问题" in lines else lines.index("## 二、存在问题")
    labels = [line[: line.find("）") + 1] if line.startswith("（") else line[:2] for line in lines[start + 1 :] if line]
    assert labels[:2] == ["（一）", "1."]
    assert [label for label in labels if label.startswith("（")] == ["（一）", "（二）", "（三）", "（四）"]


def test_a_document_has_its_number_or_room_for_it(stories: dict[tuple[str, str], Story]) -> None:
    story = stories["2016-10", "zh"]
    assert write_document(story, "report").number == "", "the house style has no template"
    style = replace(story.standards.style, document_number="某教督〔{year}〕{number}号")
    story = replace(story, standards=replace(story.standards, style=style))
    assert write_document(story, "report").number == "某教督〔2016〕　　号"
    assert write_document(replace(story, number="12"), "circular").number == "某教督〔2016〕12号"


VAGUE = {
    "zh": r"个别|部分(?!达标)|各学校|其余|多数|少数|少量|大量|普遍|好于|较[好差多高低大]|良好|优秀|突出|显著|明显"
    r"|不少(?=的|数)|一些|许多|很多|若干|绝大|极少|大多|大幅|基本上|总体|进一步|有所|相当|全部达标|均达标",
    "en": r"\b(a few|one \(|some|most|several|many|few|largely|mostly|mainly|good|fair(?! appraisal)|poor|clearly"
    r"|significant|considerable|marked|generally|overall|substantial|every school|all schools)\b",
}
"""Words for how many and how well; 基本 alone stands in names of items."""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("round_id", ["2016-05", "2016-10", "2016-11"])
def test_no_word_for_how_many_without_its_number(
    stories: dict[tuple[str, str], Story], round_id: str, lang: str
) -> None:
    for text in texts(stories[round_id, lang]).values():
        for sentence in re.split(r"[。；]|; (?=\()", text):
            if re.search(VAGUE[lang], sentence):
                assert re.search(r"\d+/\d+", sentence), sentence


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("round_id", ["2016-05", "2016-10", "2016-11"])
def test_nothing_is_left_open_in_a_text(stories: dict[tuple[str, str], Story], round_id: str, lang: str) -> None:
    for text in texts(stories[round_id, lang]).values():
        assert not re.search(r"[{}]|。。|\.\s\.|；。|：。|，，|\bnan\b|None", text)


def test_every_number_of_the_text_is_a_number_of_the_results(stories: dict[tuple[str, str], Story]) -> None:
    story = stories["2016-10", "zh"]
    known = set(story.results.numbers["code"])
    for kind in ("report", "circular"):
        for one in write_document(story, kind).sections:
            for paragraph in one.paragraphs:
                assert {part.code for part in paragraph.text if isinstance(part, Number)} <= known


@pytest.mark.parametrize(
    ("part", "whole", "word"),
    [(1, 4, "count"), (1, 5, "one"), (1, 22, "one"), (2, 22, "few"), (3, 20, "few"),
     (5, 277, "few"), (6, 277, "some"), (33, 277, "some"), (4, 22, "some"), (11, 22, "some"), (12, 22, "most"),
     (22, 22, "all")],
)  # fmt: skip
def test_words_for_how_many_follow_the_stated_shares(standards: Standards, part: int, whole: int, word: str) -> None:
    """One is one; up to 15 % and five schools few, up to half some, above it most; under five judged no word."""
    assert choose_quantity(standards, part, whole) == word


def write_md(folder: Path, text: str) -> tuple[OfficeParagraph, ...]:
    (folder / "text.md").write_text(text, encoding="utf-8-sig")
    return read_office_text(folder)


def test_the_offices_own_paragraphs_keep_their_place_and_take_current_numbers(
    stories: dict[tuple[str, str], Story], tmp_path: Path
) -> None:
    story = stories["2016-10", "zh"]
    own = "区财政已安排120万元，\n先解决{3-16}所。占{3-16.percent}。"
    written = write_md(tmp_path, f"# 三、全面改薄（20项底线要求）\n{own}\n\n# cond\n松岫镇另行安排。\n")
    document = add_office_text(write_document(story, "report"), story, written)
    assert section(document, "cond")[-2:] == ["区财政已安排120万元，先解决16/22所。占73%。", "松岫镇另行安排。"]
    filled = next(one for one in document.sections if one.name == "cond").paragraphs[-2]
    assert [part.code for part in filled.text if isinstance(part, Number)] == ["3-16", "3-16"], "they open their cells"
    assert list_unchecked(written) == ("120",), "a number that was typed is told as not checked"


@pytest.mark.parametrize(
    ("text", "what", "do"),
    [("# 三、改薄情况\n好。", "改薄", "全面改薄"), ("# 整改的要求\n好。", "整改的要求", "整改要求"),
     ("# cond\n一行\n达标{3-61}。", "3-61", "3-6"),
     ("# cond\n达标{3-16.share}。", "3-16.share", "3-16")],
)  # fmt: skip
def test_a_heading_or_code_that_is_none_is_told_with_its_line_and_the_nearest(
    stories: dict[tuple[str, str], Story], tmp_path: Path, text: str, what: str, do: str
) -> None:
    story = stories["2016-10", "zh"]
    with pytest.raises(CorrectionsError) as raised:
        add_office_text(write_document(story, "report"), story, write_md(tmp_path, text))
    assert what in str(raised.value)
    assert do in str(raised.value)
    assert "第2行" in str(raised.value)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_text_serves_every_kind_and_language(
    lang: str, stories: dict[tuple[str, str], Story], tmp_path: Path
) -> None:
    """A heading is a section's title of either kind in either language, or its name; what has no place is told."""
    story = stories["2016-10", lang]
    headings = ("三、全面改薄", "五、问题整改和前后变化", "To be decided", "四、整改要求", "problems")
    text = "".join(f"# {heading}\n第{place}段，{{3-16}}。\n\n" for place, heading in enumerate(headings, start=1))
    written = write_md(tmp_path, text)
    prove_office_text(story, written)
    told = {
        kind: {
            one.name: [plain(paragraph.text) for paragraph in one.paragraphs if paragraph.office]
            for one in add_office_text(write_document(story, kind), story, written).sections
        }
        for kind in ("report", "circular")
    }
    assert {name: [one[:3] for one in own] for name, own in told["report"].items() if own} == {
        "cond": ["第1段"], "rectification": ["第2段"], "decide": ["第3段"]
    }  # fmt: skip
    assert {name: [one[:3] for one in own] for name, own in told["circular"].items() if own} == {
        "requirements": ["第4段"], "problems": ["第5段"]
    }  # fmt: skip
    left = {kind: tell_left_out(story, kind, written) for kind in told}
    assert [len(lines) for lines in left.values()] == [2, 3]
    if lang == "zh":
        assert left["report"][0] == "text.md 第11行“四、整改要求”下的一段没有放进报告：报告没有这一部分。"
        assert left["circular"][0] == "text.md 第2行“三、全面改薄”下的一段没有放进通报：通报没有这一部分。"


def test_a_person_in_the_offices_text_is_masked(tmp_path: Path) -> None:
    written = write_md(tmp_path, "由校长张伟负责，电话13812345678。")
    assert "13812345678" not in written[0].text


def test_an_interval_is_told_by_the_kind_of_round(stories: dict[tuple[str, str], Story]) -> None:
    full, revisit = stories["2016-10", "zh"], stories["2016-11", "zh"]
    assert plain(write_intervals(full)).startswith("本轮是全面督查，按普查计：应查学校实查22/24所，没有抽样，")
    assert plain(write_intervals(replace(full, kind="spot"))).startswith("本轮是抽查，应查学校实查22/24所；")
    assert write_intervals(revisit) == (), "where it went was chosen by what was found there"
    assert "census: 22/24 of the schools due" in plain(write_intervals(stories["2016-10", "en"]))


def test_what_no_result_came_for_is_put_together_and_named(stories: dict[tuple[str, str], Story]) -> None:
    document = write_document(stories["2016-11", "zh"], "report")
    assert section(document, "safety")[-1].startswith("信访维稳机制4项、在职教职工队伍稳定6项、")
    assert section(document, "safety")[-1].endswith("信访事项办理4项，本轮没有检查结果，不作判断。")
    english = write_document(stories["2016-11", "en"], "report")
    assert section(english, "aid")[-1] == (
        "No result in this round, and so no judgement: Tasks of the township (1 item), The “three ones” campaign"
        " (4 items)."
    )


def test_numbers_carry_their_unit_and_long_lists_no_ordinals(stories: dict[tuple[str, str], Story]) -> None:
    document = write_document(stories["2016-10", "zh"], "report")
    safety, cond = section(document, "safety"), section(document, "cond")
    assert safety[6].startswith("一是信访事项登记35件；二是15日内受理33/35件，占94%；三是按期办结26/29件，占90%；")
    assert "十一是" not in "".join(cond)
    assert cond[1].startswith("第1条消除D级危房（22/22所）、第2条楼梯（16/16所，不涉及6所不计）、")


def test_a_first_round_has_no_earlier_problems_and_says_so_once(stories: dict[tuple[str, str], Story]) -> None:
    document = write_document(stories["2016-05", "zh"], "report")
    assert section(document, "other")[2] == "以前各轮没有登记的问题。"
    assert "不涉及个" not in texts(stories["2016-05", "zh"])["report"]


def test_what_has_no_conclusion_is_decided_by_its_reason(stories: dict[tuple[str, str], Story]) -> None:
    document = write_document(stories["2016-10", "zh"], "report")
    assert section(document, "decide")[-1] == (
        "没有定论、未计入的项次，由谁在哪天前补清：安全信访1项次（空白或认不出1）；扶贫资助1项次（空白或认不出1）；"
        "全面改薄6项次（空白或认不出2、有出入4）。"
    )
