"""Titles are true of the drawn table, captions say what is not drawn, alt texts read the numbers out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from tests.unit.mock_round import TOWNS, make_results, make_story, mock_frames, number_row

from analysis.narrative.comparisons import list_signals, select_towns, select_trend
from analysis.narrative.figures import FIGURES, OF_AREA, FigureText, describe_figure
from analysis.narrative.passages import plain
from analysis.narrative.selection import select_map
from analysis.narrative.slides import find_worst_area
from analysis.narrative.story import Story
from analysis.standards.model import Standards


def describe(name: str, story: Story, **more: Any) -> FigureText:
    area = "cond" if name in ("items", *OF_AREA) else ""
    return describe_figure(name, story, area=area, **more)


TITLES = {
    "areas": (
        "全面改薄未达标最多，18项次；各方面达标占91%至97%",
        "Most not met in Conditions: 18 checks; between 91% and 97% met in every area",
    ),
    "items": (
        "第16条厕位与男女比例未达标最多，5所；第4条采光照明、第8条体育场地设施各3所",
        "Most did not meet item 16, toilets: 5 schools; then item 4, lighting, item 8, sports ground: 3 schools each",
    ),
    "toilets": (
        "5所共缺女蹲位19个，其中4所待资金", "5 schools lacked 19 girls' stalls: 4 schools waiting for money",
    ),
    "change": (
        "与5月比：改好29项次，新出现12项次，其中复发3项次",
        "Against May: 29 checks fixed, 12 checks new, of which 3 checks came back",
    ),
    "problems": (
        "5月的45个问题：核实销号27个，逾期12个，其中5个报已改未核实",
        "45 problems of May: 27 closed and verified, 12 overdue, of which 5 are said to be done and not checked",
    ),
    "burn_up": (
        "各轮45个问题，核实销号27个，另有6个报已改尚未核实",
        "45 problems of all rounds: 27 closed after a check, 6 more reported done and not checked",
    ),
    "ages": (
        "未销号的18个问题中，发现超过90天的15个，逾期12个",
        "Of 18 problems not closed, 15 were found over 90 days ago and 12 are overdue",
    ),
    "coverage": (
        "应查24所，实地查看22所；2所未查，原因已注明",
        "24 schools due, 22 schools visited; 2 schools not visited, with the reasons",
    ),
    "map": (
        "29处未达标或部分达标，涉及15所学校、11条",
        "29 findings not met or partly met, in 15 schools, on 11 items",
    ),
    "towns": (
        "第16条厕位与男女比例在5个镇中的5个有学校未达标或部分达标",
        "In 5 of 5 towns some schools did not fully meet item 16, toilets",
    ),
    "reported": (
        "自报达标326项次中，实地未达标或部分达标22项次",
        "Of 326 checks reported as met, 22 checks were seen not met or partly met",
    ),
    "intervals": (
        "全面改薄：第16条厕位与男女比例达标占比最低，15/22，95%区间58%至78%",
        "Conditions: lowest share met in item 16, toilets, 15/22, 95% interval 58% to 78%",
    ),
    "funnel": (
        "全面改薄：13所中，低于同类95%下限2所，其中低于99.8%下限1所",
        "Conditions, 13 schools: below the 95% limit of their kind 2 schools, of which below the 99.8% limit 1 school",
    ),
    "trend": (
        "全面改薄：7轮全面督查，达标由280/320到304/320，7轮有信号",
        "Conditions: from 280/320 to 304/320 met in 7 rounds, with a signal in 7 rounds",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_the_title_is_the_finding(name: str, story: Story, story_en: Story) -> None:
    assert (describe(name, story).title, describe(name, story_en).title) == TITLES[name]


def test_captions_say_n_and_what_is_not_drawn(story: Story) -> None:
    assert describe("items", story).caption == (
        "n=每条已判所数。第1、2、7、12、13、14、20条已判的学校均达标，未画。第18、19条文本待核，未计。数字3-1至3-20。"
    )
    assert describe("items", story, most=6).caption == (
        "n=每条已判所数。第1、2、7、12、13、14、20条已判的学校均达标，未画。另有5条有未达标或部分达标，未画。"
        "第18、19条文本待核，未计。数字3-1至3-20。"
    )
    assert describe("toilets", story).caption == (
        "n=22所已判；1所达标，未画。应有=女生数÷13，向上取整；男女比例另判。数字3-16。"
    )
    assert describe("problems", story).caption == "n=45个问题。斜纹=逾期：期限早于10月18日且未核实销号。数字5-1、5-3。"
    assert describe("burn_up", story).caption == (
        "n=45个问题，截至10月18日。只有核实过的才算销号；上线与下线之间是还没有销号的。数字5-19。"
    )
    assert describe("ages", story).caption == "n=18个问题，按发现之日到10月18日的天数。数字5-12至5-16。"
    assert describe("coverage", story).caption == "一格一所。应查24所，其中教学点5所、实地4所。数字0-1。"


def test_keys_name_only_marks_and_hatches_that_are_drawn(story: Story) -> None:
    assert describe("areas", story).keys == ()
    assert describe("items", story).keys == (("unmet", "未达标"), ("partial", "部分达标"))
    assert describe("toilets", story).keys == (("required", "应有数"), ("short", "缺"))
    assert describe("problems", story).keys == (("overdue", "逾期"),)
    assert [kind for kind, _ in describe("map", story).keys] == [
        "met", "partial", "unmet", "not_applicable", "not_inspected", "unknown",
    ]  # fmt: skip


def test_alt_texts_hold_the_numbers(story: Story) -> None:
    assert describe("areas", story).alt.startswith("横条图，各方面项次：一、安全信访达标271/286，部分10，未达标5；")
    assert describe("toilets", story).alt.startswith("横条图，女蹲位：松岫镇中心小学应有22现有15缺7；")
    assert "合计45个，已核实销号27、报已改待核实6（逾期5）、整改中5（逾期4）" in describe("problems", story).alt
    assert describe("map", story).alt == (
        "24所×18条的结论：达标312、部分达标11、未达标18、不涉及52、未查36、空白、认不出、有出入或仅自报3。"
    )


@pytest.mark.parametrize("name", FIGURES)
def test_every_title_carries_a_number_and_english_has_no_chinese_words(name: str, story_en: Story) -> None:
    text = describe(name, story_en)
    assert re.search(r"\d", text.title)
    assert not re.search(r"[\u4e00-\u9fff，。；：、（）]", text.title + text.caption)


def items_story(standards: Standards, *unmet: int) -> Story:
    rows = [
        number_row(f"3-{place}", "item", 20 - number, 20, area="cond", item_id=f"cond.{place:02}", met=20 - number,
                   unmet=number)
        for place, number in enumerate(unmet, 1)
    ]  # fmt: skip
    return make_story(make_results(numbers=rows), standards)


def test_nothing_not_met_is_a_sentence(standards: Standards, standards_en: Standards) -> None:
    text = describe("items", items_story(standards, 0, 0, 0))
    assert (text.drawn, text.title) == (False, "")
    assert plain(text.instead) == "已判60项次全部达标，没有未达标或部分达标，不画图。"
    assert plain(describe("items", items_story(standards_en, 0, 0, 0)).instead) == (
        "All 60 checks judged were met: none not met or partly met, so no chart is drawn."
    )


def test_fewer_than_three_values_are_sentences(standards_en: Standards) -> None:
    text = describe("items", items_story(standards_en, 1, 0, 2))
    assert not text.drawn
    assert plain(text.instead) == (
        "Item 3, walls and wiring: 18/20 schools met it; not met: 2 schools."
        " Item 1, no D-grade building: 19/20 schools met it; not met: 1 school."
    )


def test_ties_are_named_together_and_many_are_counted(standards: Standards) -> None:
    assert describe("items", items_story(standards, 2, 2, 1, 1, 1, 1)).title == (
        "第1条消除D级危房、第2条楼梯未达标最多，各2所；其次4条，各1所"
    )


def test_no_short_stalls(story: Story) -> None:
    frames = mock_frames()
    frames["toilets"] = [
        {**row, "short_f": 0, "stalls_f": row["required_f"], "state": "met" if row["verdict"] == "met" else "enough"}
        for row in frames["toilets"]
    ]
    text = describe("toilets", make_story(make_results(**frames), story.standards))
    assert text.title == "7所女蹲位够用，但第16条未达标或部分达标"


def test_nothing_to_compare_is_said_in_place_of_the_chart(standards: Standards) -> None:
    text = describe("change", make_story(make_results(), standards))
    assert (text.drawn, plain(text.instead)) == (False, "没有更早的全面督查可比。")


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_round_has_a_sentence_for_every_figure(
    name: str, lang: str, standards: Standards, standards_en: Standards
) -> None:
    text = describe(name, make_story(make_results(), standards if lang == "zh" else standards_en))
    assert not text.drawn
    assert plain(text.instead)


def test_the_map_has_every_pair_and_no_item_without_a_count(story: Story) -> None:
    states = {("S01", 16): "met", ("S02", 4): "unmet", ("S02", 18): "unmet", ("S02", 19): "met"}
    rows = [
        {"school_id": school, "area": "cond", "item_id": f"cond.{item:02}", "state": state}
        for (school, item), state in states.items()
    ]
    results = make_results(**mock_frames() | {"map": rows})
    table = select_map(results, story.standards, area="cond")
    assert table[["school_id", "number", "state"]].to_numpy().tolist() == [
        ["S01", 4, "not_inspected"], ["S01", 16, "met"], ["S02", 4, "unmet"], ["S02", 16, "not_inspected"],
    ]  # fmt: skip
    assert select_map(results, story.standards, area="aid").empty


def test_the_captions_of_the_appendix_say_census_limits_and_what_is_left_out(story: Story) -> None:
    census, funnel, trend = (describe(name, story).caption for name in ("intervals", "funnel", "trend"))
    assert census.startswith("n=每条已判所数。全面督查按普查计，没有抽样误差；线=95% Wilson区间")
    assert "另有3条已判不足10所，未画。" in census
    spot = replace(story, kind="spot")
    assert describe("intervals", spot).caption.startswith("n=每条已判所数。抽查；线=95% Wilson区间，按有限总体修正。")
    assert "不是名次，只标界限以外的。" in funnel
    assert trend == "n=320项次，各轮都查且条文未变；其余未画。虚线=中位数，圈=信号；不足12轮，不画界限。"


def test_each_kind_of_trend_chart_says_what_it_draws(story: Story) -> None:
    rows = mock_frames()["trend"]
    line = [{**row, "chart": "line", "signal": False, "rules": ""} for row in rows[:4]]
    text = describe("trend", make_story(make_results(trend=line), story.standards))
    assert text.title == "全面改薄：4轮全面督查，达标由280/320到292/320"
    assert text.caption.endswith("不足6轮，只画线，不判信号。")
    steady = [{**row, "signal": False, "rules": ""} for row in rows]
    assert describe("trend", make_story(make_results(trend=steady), story.standards)).title.endswith("，没有信号")
    two = describe("trend", make_story(make_results(trend=rows[:2]), story.standards))
    assert (two.drawn, "少于3轮" in plain(two.instead)) == (False, True)


def test_signals_name_their_rounds_and_their_rule(story: Story) -> None:
    table = select_trend(story.results, story.standards, area="cond")
    table["rules"] = ["", "near side", "side", "", "side", "", ""]
    assert list_signals(table, story.standards) == [
        "2013-10至2014-05、2015-05：连续7轮以上在中心线同一侧", "2013-10：三轮中两轮靠近同一界限",
    ]  # fmt: skip


def test_towns_keep_the_registers_order_and_one_order_of_items(story: Story) -> None:
    table = select_towns(story.results, story.standards, area="cond")
    assert list(dict.fromkeys(table["town"])) == list(TOWNS)
    orders = {tuple(own["item_id"]) for _, own in table.groupby("town")}
    assert orders == {("cond.16", "cond.04", "cond.08", "cond.09", "cond.05", "cond.03")}
    by_item = table.groupby("item_id")[["unmet", "partial"]].sum()
    assert by_item.loc["cond.16"].tolist() == [5, 2], "the towns of item 16 add up to the whole round's"


def test_where_nothing_or_too_little_was_reported_no_matrix_is_drawn(standards: Standards) -> None:
    """Nine checks that agree with themselves in three places: too few to draw."""
    rows = [{"area": "cond", "self": said, "seen": said, "count": 3} for said in ("met", "partial", "unmet")]
    text = describe("reported", make_story(make_results(agreement=rows), standards))
    assert (text.drawn, plain(text.instead)) == (False, "自报与实地都有结论的9项次，不够画图。")
    held = [{**row, "count": 30} for row in rows]
    assert describe("reported", make_story(make_results(agreement=held), standards)).title == (
        "自报达标30项次，实地没有未达标或部分达标"
    )


def test_where_no_school_claimed_anything_the_title_does_not_count_claims(standards: Standards) -> None:
    pairs = [("partial", "unmet"), ("unmet", "unmet"), ("unmet", "partial"), ("partial", "partial")]
    rows = [{"area": "cond", "self": said, "seen": seen, "count": 10} for said, seen in pairs]
    text = describe("reported", make_story(make_results(agreement=rows), standards))
    assert text.title == "没有自报达标的项次，自报部分、未达标或空白40项次"


@pytest.mark.parametrize(
    ("found", "worst"),
    [
        pytest.param({"1": (2, 5), "2": (3, 0), "3": (3, 0)}, "aid", id="of a tie the first in the standard"),
        pytest.param({"1": (2, 5), "2": (3, 0), "3": (3, 1)}, "cond", id="of a tie the one with more partly met"),
        pytest.param({"1": (4, 0), "2": (3, 9), "3": (3, 1)}, "safety", id="not met before partly met"),
        pytest.param({}, "", id="nothing was judged"),
    ],
)
def test_the_worst_area_has_most_not_met_then_most_partly_met_then_stands_first(
    found: dict[str, tuple[int, int]], worst: str, standards: Standards
) -> None:
    rows = [
        number_row(f"{number}-0", "area", 20, 20 + unmet + partial, unit="check", met=20, unmet=unmet, partial=partial)
        for number, (unmet, partial) in found.items()
    ]
    area = find_worst_area(make_story(make_results(numbers=rows), standards))
    assert (area.id if area else "") == worst
