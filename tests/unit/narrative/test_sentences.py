"""What the invented round says, sentence by sentence, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.mock_round import make_results, make_story, mock_frames

from analysis.narrative.agreement import write_agreement
from analysis.narrative.areas import write_area_exceptions, write_area_lead, write_items, write_totals
from analysis.narrative.change import write_change
from analysis.narrative.figures import describe_figure
from analysis.narrative.opening import write_draft_mark, write_facts, write_title, write_trust
from analysis.narrative.passages import Number, Passage, name_code, plain
from analysis.narrative.problems import write_problems
from analysis.narrative.quality import write_areas_note, write_method, write_quality
from analysis.narrative.selection import select_toilets, write_deadline
from analysis.narrative.story import Story
from analysis.narrative.three import choose_three
from analysis.narrative.toilets import write_toilets
from analysis.standards.model import Entity, Standards, Text


def codes_of(passage: Passage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.name for part in passage if isinstance(part, Number)))


def said(passages: tuple[Passage, ...]) -> list[str]:
    return [plain(passage) for passage in passages]


@pytest.mark.parametrize(
    ("group_by", "group", "printed", "in_english"),
    [
        ("", "", "3-0a", "3-0a"),
        ("town", "松岫镇", "3-0a@松岫镇", "3-0a@松岫镇"),
        ("kind", "teaching_point", "3-0a@教学点", "3-0a@teaching point"),
        ("town_point", "松岫镇/teaching_point", "3-0a@松岫镇/教学点", "3-0a@松岫镇/teaching point"),
        ("item", "cond.16", "3-0a@cond.16", "3-0a@cond.16"),
    ],
)
def test_the_code_of_a_part_names_it_in_words(
    story: Story, story_en: Story, group_by: str, group: str, printed: str, in_english: str
) -> None:
    number = Number("3-0a", "12/15", group_by, group)
    assert name_code(story.standards, number) == printed
    assert name_code(story_en.standards, number) == in_english


def test_the_heading(story: Story, story_en: Story) -> None:
    assert write_title(story) == "2016年10月常规重点工作督查结果"
    assert write_draft_mark(story) == "草稿 · 截至10月18日"
    assert write_draft_mark(story_en) == "Draft · as at 18 October 2016"


def test_facts_name_who_was_not_visited_and_why(story: Story, story_en: Story) -> None:
    assert [(fact.label, plain(fact.text)) for fact in write_facts(story)] == [
        ("应查", "24所，其中教学点5所"),
        ("实地查看", "22/24所"),
        ("未查2所", "石塘小学（竹隈镇）（考点改期）、云顶教学点（道路中断）"),
        ("自查表", "收到23/24份"),
    ]
    assert [(fact.label, plain(fact.text)) for fact in write_facts(story_en)][:3] == [
        ("Due", "24 schools, of which teaching points: 5 schools"),
        ("Visited", "22/24"),
        ("Not visited: 2 schools", "石塘小学 (竹隈镇) (考点改期), 云顶教学点 (道路中断)"),
    ]


def test_trust_in_one_line_each(story: Story, story_en: Story) -> None:
    assert said(write_trust(story)) == [
        "工作簿9份：读入8，打不开1", "待核对14处，影响5个数", "个人名单表1张、个人信息3列已拒收",
    ]  # fmt: skip
    assert said(write_trust(story_en)) == [
        "9 workbooks: 8 read, 1 could not be opened",
        "To be checked: 14 places, touching 5 numbers",
        "Refused: 1 sheet about persons, 3 columns about persons",
    ]


def test_three_things_in_the_order_of_the_rule(story: Story) -> None:
    things = choose_three(story)
    assert [(thing.title, thing.number.text, thing.number.code, thing.unit) for thing in things] == [
        ("女厕蹲位不够", "15/22", "3-16", "所达标"),
        ("整改逾期", "12/45", "5-3", "个逾期"),
        ("自报偏高", "22/326", "3-31", "项次不符"),
    ]
    assert [plain(thing.text) for thing in things] == [
        "第16条5所未达标、2所部分达标。5所共缺女蹲位19个，其中4所待资金。",
        "5月的45个问题已核实销号27个；逾期12个，其中5个由学校报“已改”、尚未核实。",
        "全面改薄自报达标326项次，实地未达标或部分达标22项次（7%），涉及9所。",
    ]
    assert [plain(thing.ask) for thing in things] == [
        "4所待资金：由谁解决、何时完成", "由谁、在哪天前核实报“已改”的5个问题", "是否退回9所重填自查表",
    ]  # fmt: skip


def test_three_things_in_english(story_en: Story) -> None:
    assert [plain(thing.text) for thing in choose_three(story_en)] == [
        "Item 16: 5 schools did not meet it, 2 schools met it in part."
        " 5 schools lacked 19 girls' stalls: 4 schools waiting for money.",
        "45 problems of May: 27 closed and verified; 12 overdue, of which 5 are said to be done and not yet checked.",
        "Conditions: 326 checks reported as met,"
        " of which 22 checks (7%) were seen not met or partly met, in 9 schools.",
    ]


def test_fewer_things_are_filled_up_and_there_may_be_none(story: Story) -> None:
    frames = mock_frames()
    without = ("5-3", "3-31")
    frames["numbers"] = [row for row in frames["numbers"] if row["code"] not in without]
    filled = choose_three(make_story(make_results(**frames), story.standards))
    assert [thing.number.code for thing in filled] == ["3-16", "0-1", "6-3"]
    assert plain(filled[1].text) == "2所应查未查：石塘小学（竹隈镇）（考点改期）、云顶教学点（道路中断）。"
    assert plain(filled[2].text) == "与5月比，原来达标、现在未达标或部分达标12项次，其中复发3项次。"
    assert choose_three(make_story(make_results(), story.standards)) == ()


def test_further_items_follow_and_say_their_area(story: Story) -> None:
    frames = mock_frames()
    frames = {
        "numbers": [row for row in frames["numbers"] if row["subject"] == "item"],
        "exceptions": frames["exceptions"],
    }
    things = choose_three(make_story(make_results(**frames), story.standards))
    assert [thing.number.code for thing in things] == ["3-16", "3-4", "3-8"]
    assert things[1].title == "全面改薄第4条 采光照明"
    assert plain(things[1].text) == "第4条3所未达标、2所部分达标。"
    assert plain(things[1].ask) == "3所的完成时限"


def test_an_area_leads_with_everything_left_out(story: Story, story_en: Story) -> None:
    assert plain(write_area_lead(story, "cond")) == (
        "实地查看22所，已判341项次，达标312/341，占91%；部分达标11，未达标18。"
        "不涉及52、未查36、空白或认不出3项次不计入。第18、19条文本待核，未计。"
    )
    assert plain(write_area_lead(story, "other")) == (
        "实地查看22所，已判66项次，达标63/66，占95%；部分达标2，未达标1。"
        "教职工精神状态、工作推进有序2项只列文字，不计数。"
    )
    assert plain(write_area_lead(story_en, "cond")) == (
        "22 schools visited, 341 checks judged, 312/341 met (91%); 11 partly met, 18 not met."
        " Not counted: 52 not applicable, 36 not inspected, 3 blank or not understood."
        " The text of items 18 and 19 is to be confirmed; they are not counted."
    )


def test_exceptions_stand_behind_a_counted_except(story: Story, story_en: Story) -> None:
    passage = write_area_exceptions(story, "cond")
    assert plain(passage) == (
        "除15所学校的29处外，已判各项均达标。"
        "各适用项全部达标4/22所：松岫镇第一小学、松岫镇初级中学、鹭汀镇中心小学、梨墩镇九年制学校。"
        "3所尚有空白或认不出的格，暂不能判：河湾小学、竹隈镇中心小学、石澜乡初级中学。"
        "教学点4所达标46/56项次，占82%。"
    )
    assert codes_of(passage) == ("3-0a", "3-0@teaching_point")
    assert plain(write_area_exceptions(story_en, "cond")).startswith(
        "Except for 29 findings in 15 schools, everything judged was met. 4/22 schools met every item that applies: "
    )


def test_items_are_told_worst_first_with_their_schools(story: Story, story_en: Story) -> None:
    sentences = said(write_items(story, "cond"))
    assert len(sentences) == 11
    assert sentences[1] == (
        "第4条 采光照明：达标17/22所；未达标3所（老鹰岩教学点、石塘小学（鹭汀镇）、柏树小学）；"
        "部分达标2所（大湾小学、岔口教学点）。"
    )
    assert said(write_items(story_en, "cond", most=8))[7] == (
        "Item 17, showers: 5/6 schools met it; not met: 1 school (竹隈镇初级中学)."
    )


def test_toilets(story: Story) -> None:
    first, enough, readings = said(write_toilets(story))
    assert first == (
        "达标15/22所，占68%。松岫镇中心小学应有22现有15缺7（待资金）；竹隈镇初级中学应有15现有10缺5（待资金）；"
        "鹭汀镇九年制学校应有16现有13缺3（待资金）；马鞍小学应有8现有6缺2（待资金）；"
        "双河小学应有7现有5缺2（11月30日前改完）。5所共缺女蹲位19个，其中4所待资金。"
    )
    assert enough == "另2所女蹲位够用但未达标或部分达标：梨墩镇中心小学（男蹲位4、女蹲位6）、月牙教学点（旱厕未改造）。"
    assert readings == (
        "按清点的数计算：女蹲位够用17/22所；男女蹲位达到1:3的8/22所；按男女生人数折算达到的12/22所。"
        "计算不改实地查看的结论。"
    )


def test_change_is_told_in_four_counts(story: Story, story_en: Story) -> None:
    passage = write_change(story)
    assert plain(passage) == (
        "与5月比：两轮都查且条文未变的21所、612项次中，保持560，改好29，新出现12（其中复发3），仍未达标11。"
    )
    assert codes_of(passage) == ("6-1", "6-6", "6-2", "6-3", "6-4", "6-5")
    assert plain(write_change(story_en)) == (
        "Against May, in 21 schools and 612 checks inspected in both rounds under the same wording:"
        " 560 kept, 29 fixed, 12 new (of which 3 came back), 11 still not met."
    )


def test_nothing_to_compare_is_said(story: Story) -> None:
    assert plain(write_change(make_story(make_results(), story.standards))) == "没有更早的全面督查可比。"


def test_rectification(story: Story, story_en: Story) -> None:
    assert plain(write_problems(story)) == (
        "5月登记45个问题，已核实销号27/45个；逾期12个，其中5个由学校报“已改”、尚未核实。报已改待核实共6个。"
        "待条件4个。没有期限1个，单列。本轮新登记9个问题。"
    )
    assert plain(write_problems(story_en)).startswith(
        "45 problems recorded in May: 27/45 closed and verified; 12 overdue, of which 5 are said to be done"
    )


def test_problems_of_several_rounds_have_no_month(story: Story) -> None:
    frames = mock_frames()
    frames["problems"][0]["round_id"] = "2016-03"
    assert plain(write_problems(make_story(make_results(**frames), story.standards))).startswith("以前各轮登记45个问题")


def test_reported_against_seen(story: Story) -> None:
    assert plain(write_agreement(story, "cond")) == (
        "自报达标326项次，实地未达标或部分达标22/326项次，占7%，涉及9所：老鹰岩教学点、柏树小学、月牙教学点、"
        "竹隈镇初级中学、马鞍小学、清水教学点、大湾小学、双河小学、岔口教学点。"
        "另有5项次自报未达标或部分达标而实地达标。"
    )
    assert write_agreement(story, "safety") == ()


def test_a_small_count_of_persons_is_never_printed(story: Story) -> None:
    persons, money = write_totals(story, "aid")
    assert plain(persons) == "实际资助人数：[c]，人数或差额较少，保密不列。"
    assert plain(money) == "资助金额（元）：118400/123500，占96%。"


def test_data_quality(story: Story) -> None:
    assert said(write_quality(story)) == [
        "工作簿9份，读入8份。《四组.xlsx》未读入：加密。",
        "非空格1178格都有去处：判定847格，数86格，问题45格，其余200格为标题、表头、单位名、合计、注和签字等。",
        "个人名单表1张、个人信息3列已拒收；个人信息不读入、不保存、不列出。",
    ]


def test_method_prints_the_rule_and_its_limits(story: Story) -> None:
    rules = write_method(story)
    assert rules[0] == story.standards.decision.text.zh
    assert "已判不足10的不给百分比；百分比取整数。" in rules
    assert write_areas_note(story).endswith("各方面不合计。全面改薄第18、19条文本待核，未计。")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_judged_is_not_applicable_and_no_percentage(story: Story, story_en: Story, lang: str) -> None:
    rules = story.standards if lang == "zh" else story_en.standards
    row = {"code": "3-0", "subject": "area", "area": "cond", "numerator": 0, "denominator": 0, "percent": float("nan")}
    told = plain(write_area_lead(make_story(make_results(numbers=[row]), rules), "cond"))
    assert told.startswith(
        {"zh": "实地查看0所，没有已判的项次，占比不涉及。", "en": "0 schools visited, no check judged"}[lang]
    )
    assert "%" not in told


def test_few_judged_have_no_percentage(story: Story) -> None:
    row = {"code": "3-0", "subject": "area", "area": "cond", "numerator": 8, "denominator": 9, "percent": float("nan"),
           "met": 8, "unmet": 1}  # fmt: skip
    told = plain(write_area_lead(make_story(make_results(numbers=[row]), story.standards), "cond"))
    assert told.startswith("实地查看0所，已判9项次，达标8/9；部分达标0，未达标1。")


def test_another_standard_brings_its_own_noun(story_en: Story) -> None:
    entity = Entity(Text("地方当局", "local authority"), Text("地方当局", "local authorities"), Text("个", ""))
    other = replace(story_en, standards=replace(story_en.standards, entity=entity))
    assert plain(choose_three(other)[0].text).startswith("Item 16: 5 local authorities did not meet it")
    assert plain(write_items(other, "cond")[7]).endswith("not met: 1 local authority (竹隈镇初级中学).")


def test_numbers_stay_numbers_inside_a_passage(story: Story) -> None:
    passage = write_area_lead(story, "cond")
    assert Number("3-0", "312/341") in passage
    assert Number("3-0", "46/56", "kind", "teaching_point").name == "3-0@teaching_point"


def test_a_round_that_is_not_full_counts_the_schools_with_a_check(story: Story) -> None:
    row = {"code": "3-0", "subject": "area", "area": "cond", "numerator": 2, "denominator": 3, "percent": float("nan"),
           "met": 2, "unmet": 1}  # fmt: skip
    cells = [
        {"code": "3-0", "school_id": school, "verdict": verdict}
        for school, verdict in (("S01", "met"), ("S01", "unmet"), ("S02", "met"), ("S03", "blank"))
    ]
    told = make_story(make_results(numbers=[row], number_cells=cells), story.standards)
    assert plain(write_area_lead(told, "cond")).startswith("实地查看2所，已判3项次，达标2/3；")


def test_so_much_for_each_is_told_as_a_mean(story: Story) -> None:
    row = {"code": "2-46", "subject": "figure", "area": "aid", "numerator": 287, "denominator": 270,
           "percent": float("nan"), "mean": 287 / 270, "title": "走访户平均每户解决困难（个）"}  # fmt: skip
    told = make_story(make_results(numbers=[row]), story.standards)
    assert said(write_totals(told, "aid")) == ["走访户平均每户解决困难（个）：1.06。"]


@pytest.mark.parametrize(
    ("deadline", "zh", "en"),
    [
        pytest.param("2016-09-30", "期限9月30日，已逾期", "due 30 September, overdue", id="past"),
        pytest.param("2016-10-18", "10月18日前改完", "due by 18 October", id="the day itself"),
        pytest.param("2016-11-30", "11月30日前改完", "due by 30 November", id="to come"),
        pytest.param("2017-03-31", "2017年3月31日前改完", "due by 31 March 2017", id="of another year"),
        pytest.param("2015-12-31", "期限2015年12月31日，已逾期", "due 31 December 2015, overdue", id="long past"),
        pytest.param("开学前", "开学前", "开学前", id="no date"),
        pytest.param("", "", "", id="none"),
    ],
)
def test_a_deadline_is_held_against_the_rounds_date(
    deadline: str, zh: str, en: str, standards: Standards, standards_en: Standards
) -> None:
    as_of = date(2016, 10, 18)
    assert write_deadline(standards, deadline, as_of=as_of) == zh
    assert write_deadline(standards_en, deadline, as_of=as_of) == en


def test_a_late_shortage_says_so_in_sentence_and_chart(story: Story) -> None:
    frames = mock_frames() | {"dates": [{"as_of": "2016-12-18"}]}
    late = make_story(make_results(**frames), story.standards)
    assert "双河小学应有7现有5缺2（期限11月30日，已逾期）" in said(write_toilets(late))[0]
    assert "期限11月30日，已逾期" in set(select_toilets(late.results, late.standards)["note"])


@pytest.mark.parametrize(
    ("counts", "zh", "en"),
    [
        pytest.param({"not_inspected": 2}, "尚有未查的格", "for cells not inspected:", id="not inspected alone"),
        pytest.param({"blank": 1, "disputed": 1}, "尚有空白或有出入的格", "for cells blank or disputed:", id="two"),
        pytest.param(
            {"not_inspected": 1, "unreadable": 1, "self_only": 3, "not_applicable": 4}, "尚有未查、认不出或仅自报的格",
            "for cells not inspected, not understood or self-reported only:", id="what does not apply is no reason",
        ),
    ],
)  # fmt: skip
def test_undecided_schools_have_their_reasons(
    counts: dict[str, int], zh: str, en: str, story: Story, story_en: Story
) -> None:
    frames = mock_frames() | {"area_schools": [{"area": "cond", "school_id": "S01", "state": "undecided", **counts}]}
    told = [make_story(make_results(**frames), one.standards) for one in (story, story_en)]
    assert zh in plain(write_area_exceptions(told[0], "cond"))
    assert en in plain(write_area_exceptions(told[1], "cond"))


def test_another_standard_groups_by_regions(story_en: Story) -> None:
    entity = replace(story_en.standards.entity, group=Text("大区", "region"), groups=Text("大区", "regions"))
    other = replace(story_en, standards=replace(story_en.standards, entity=entity))
    assert describe_figure("coverage", other).alt.startswith("By region: 松岫镇 6/6 visited")
    assert describe_figure("coverage", story_en).alt.startswith("By town: ")
    words = (
        other.standards.say("page.heading.spread", **other.nouns),
        other.standards.say("page.head.town", **other.nouns),
    )
    assert words == ("By region, and the whole map", "Region")
