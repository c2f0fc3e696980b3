"""A finding that its school replied to (申辩): counted and marked wherever it is shown, until it is decided.

Two rounds of three schools. In May S2 is found without enough stalls again and replies; S1 and S4 meet the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.unit.reports.test_ledger import REGISTER, save_rows

from analysis.measures.explain import explain_number
from analysis.measures.results import RoundResults, measure_round
from analysis.narrative.captions import write_caption
from analysis.narrative.document import write_document, write_text
from analysis.narrative.figures import select_table
from analysis.narrative.overdue import tell_overdue
from analysis.narrative.story import tell_story
from analysis.reports.office.asked import ask_round
from analysis.reports.office.forms import draw_form
from analysis.reports.office.ledger import draw_ledger
from analysis.reports.office.spelling import Speller
from analysis.reports.pages import areas, chapters, panels, progress, toilets
from analysis.reports.pages.map import draw_map
from analysis.reports.pages.own import cut_page
from analysis.reports.pages.page import open_page
from analysis.reports.pages.school import PARTS
from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

SEEN = [
    ["学校", "厕位与男女比例", "教室黑板"], ["东镇小学", "达标", "达标"],
    ["东镇初级中学", "未达标（缺蹲位）", "未达标"], ["西镇小学", "达标", "达标"],
]  # fmt: skip
OWN = [["全面改薄学校自查表", None], ["学校", "厕位与男女比例"], ["东镇初级中学", "达标"]]
COUNTS = [["学校", "男生数", "女生数", "男蹲位数", "女蹲位数"], ["东镇初级中学", 200, 200, 6, 6]]
LEDGER = [
    ["问题编号", "学校", "督查日期", "对应内容", "存在问题", "整改期限", "整改情况"],
    ["A-7", "东镇初级中学", date(2020, 3, 3), "第16条", "女厕蹲位不足", date(2020, 4, 30), "待资金"],
]
REPLY = ["学校", "对应条款", "申辩日期", "申辩理由", "申辩决定", "申辩决定部门", "申辩决定日期"]
DECIDED = {
    "pending": [None, None, None], "upheld": ["申辩成立", "督导室", date(2020, 5, 20)],
    "rejected": ["申辩不成立", "督导室", date(2020, 5, 20)],
}  # fmt: skip
MARK = "申辩中"


@pytest.fixture(scope="module", params=list(DECIDED))
def replied(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, standards: Standards
) -> tuple[str, Round, RoundResults]:
    """How the reply stands, and May read with it."""
    workspace = Workspace(tmp_path_factory.mktemp("replied"))
    for name, first, last in (("2020-03", "02", "06"), ("2020-05", "11", "15"), ("2020-06", "01", "05")):
        folder = workspace.raw / name
        folder.mkdir(parents=True)
        days = f"first_day = {name}-{first}\nlast_day = {name}-{last}\n"
        (folder / "round.toml").write_text(f'name = "{name}督查"\nkind = "full"\n{days}', encoding="utf-8")
        if name == "2020-06":
            save_rows(
                folder / "plan.xlsx", [["学校", "应查", "督查组", "方面"], ["东镇初级中学", "是", "甲组", "全部"]]
            )
            continue
        for file, rows in (("改薄", SEEN), ("清点", COUNTS), ("台账", LEDGER), ("自查", OWN)):
            save_rows(folder / f"{file}.xlsx", rows)
    (workspace.raw / "schools.csv").write_text(REGISTER, encoding="utf-8")
    reply = ["东镇初级中学", "第16条", date(2020, 5, 13), "4月已加建", *DECIDED[request.param]]
    save_rows(workspace.raw / "2020-05" / "申辩.xlsx", [REPLY, reply])
    round_ = read_round(workspace, "2020-05", standards)
    return request.param, round_, measure_round(round_)


def lines(html: Any) -> list[str]:
    """The texts of the rows, list entries and paragraphs of a drawing."""
    return [re.sub(r"<[^>]*>", "", part) for part in re.split(r"<tr|<li|<p\b|<dialog", str(html))]


def show_everything(round_: Round, results: RoundResults) -> Iterator[tuple[str, list[str], str]]:
    """Each place that names the finding: what it is, its lines, and the words that the finding's line holds."""
    page, story = open_page(round_, results), tell_story(round_, results)
    cond = round_.standards.area("cond")
    yield "exceptions", lines(areas.draw_exceptions(page, cond)), "厕位与男女比例"
    yield "item 16", lines(toilets.draw_stalls(page)), "东镇初级中学"
    yield "overdue", lines(progress.draw_overdue(page)), "女厕蹲位不足"
    yield "follow-up", lines(progress.draw_follow_up(page)), "厕位与男女比例"
    yield "changed", lines(progress.draw_changed(page)), "厕位与男女比例"
    yield "chapter", lines(chapters.draw_chapters(page).html), "缺蹲位"
    panel = next(part for part in str(panels.draw_panels(page)).split('popover id="p-') if part.startswith("3-16"))
    yield "panel", lines(panel), "未达标（缺蹲位）"
    yield "map", lines(draw_map(page, cond)), "东镇初级中学"
    own = cut_page(page, round_, "S2")
    yield "school: to do", lines(PARTS["todo"](own).html), "女厕蹲位不足"
    yield "school: items", lines(PARTS["items"](own).html), "厕位与男女比例"
    yield "school: stalls", lines(PARTS["stalls"](own).html), "东镇初级中学"
    yield "school: claims", lines(PARTS["claims"](own).html), "厕位与男女比例"
    for kind in ("report", "circular"):
        yield kind, write_text(story, write_document(story, kind)).splitlines(), "东镇初级中学"
    yield "explain a number", explain_number(round_, results, "3-16"), "未达标（缺蹲位）"
    yield "explain a conclusion", explain_number(round_, results, "cond.16", "S2")[:1], "未达标"
    yield "status", list(tell_overdue(round_)), "东镇初级中学"
    yield "ledger", ["\t".join(str(cell.value) for cell in row) for row in draw_ledger(round_, results).active], "A-7"
    paper = ask_round(Workspace(round_.folder.parents[2]), "2020-06", round_.standards)
    form = draw_form(paper, paper.forms[0], Speller(round_.standards, paper.register))["整改台账"]
    yield "blank form", ["\t".join(str(cell.value) for cell in row) for row in form], "A-7"
    table = select_table("toilets", results, round_.standards)
    cells = select_table("map", results, round_.standards, area="cond")
    yield "caption of the map", write_caption("map", story, cells, area="cond").split("。"), "东镇初级中学"
    yield "chart of stalls", ["\t".join(map(str, row)) for row in table.to_numpy()], "东镇初级中学"


def test_it_is_marked_wherever_it_is_shown_until_it_is_decided(replied: tuple[str, Round, RoundResults]) -> None:
    stands, round_, results = replied
    told = {}
    for name, texts, words in show_everything(round_, results):
        named = [text for text in texts if words in text]
        told[name] = "gone" if not named else "marked" if any(MARK in text for text in named) else "plain"
    if stands == "pending":
        assert {name for name, how in told.items() if how != "marked"} == set()
    elif stands == "rejected":
        assert {name for name, how in told.items() if how != "plain"} == {"caption of the map"}, "it names replies only"
    else:
        assert not [name for name, how in told.items() if how == "marked"]
        lists = {"exceptions", "overdue", "follow-up", "changed", "chapter", "report", "ledger", "blank form"}
        own = {"school: to do", "school: claims", "explain a conclusion"}
        assert {name for name in lists | own if told[name] != "gone"} == set()


def test_only_that_finding_is_marked(replied: tuple[str, Round, RoundResults]) -> None:
    stands, round_, results = replied
    assert results.pending == ({("S2", "cond.16")} if stands == "pending" else frozenset())
    page = open_page(round_, results)
    other = [text for text in lines(progress.draw_follow_up(page)) if "3-6 黑板" in text]
    assert len(other) == 1
    assert MARK not in other[0]


def test_until_it_is_decided_it_counts(replied: tuple[str, Round, RoundResults]) -> None:
    stands, _, results = replied
    item, area = results.number("3-16"), results.number("3-0")
    met = 3 if stands == "upheld" else 2
    assert (item["numerator"], item["denominator"]) == (met, 3), "S1 and S4 meet the item; S2 does once it was right"
    assert (area["numerator"], area["denominator"]) == (met + 2, 6), "of the blackboards S1's and S4's are in order"
    assert ("A-7" in set(results.problems["problem_id"])) == (stands != "upheld")
