"""What loading refuses: each contradiction between rules, with its message."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import StandardsError
from analysis.standards.load import SHIPPED, load_standards
from analysis.standards.problems import Problems

LEADING = 'id = "safety.01"\n'
ITEM_16 = "limits = { boys_per_stall = 40, girls_per_stall = 13, strict_ratio = 3, trough_m_per_stall = 1.2 }"
BEDS = 'rule = { name = "beds", inputs = ["boarders", "beds_single", "platform_beds"] }'
GATE = 'id = "other.03"\n'


def refuse(folder: Path, file: str, old: str, new: str, *, lang: str = "zh") -> str:
    """The message for the shipped rules with one change."""
    text = (SHIPPED / file).read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StandardsError) as told:
        load_standards(folder, lang)
    return str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            LEADING, LEADING + 'polarty = "negative"\n',
            "checklist.toml item safety.01 polarty: 不认识的键“polarty”。",
            id="misspelt key",
        ),
        pytest.param(
            'counter = { zh = "所"', 'group = { zh = "街道", en = "ward" }\ncounter = { zh = "所"',
            "checklist.toml entity: group 和 groups 只写了一个。 (ward, towns) 请两个都写，或都不写。",
            id="group without its plural",
        ),
        pytest.param(LEADING, 'id = "safety.03"\n', "checklist.toml item safety.03: 编号重复。", id="id twice"),
        pytest.param(
            LEADING, LEADING + 'polarity = "bad"\n',
            "checklist.toml item safety.01 polarity: 值不在可选范围内。 (bad) 可选：positive, negative, neutral。",
            id="unknown polarity",
        ),
        pytest.param(
            LEADING, LEADING + 'counted = "yes"\n',
            "checklist.toml item safety.01 counted: 值的类型不对，应是true 或 false。 ('yes') 请改正。",
            id="wrong type",
        ),
        pytest.param(
            LEADING, LEADING + 'area = "safty"\n',
            "checklist.toml item safety.01: 没有这个方面。 (safty) 已有：safety, aid, cond, other。",
            id="unknown area",
        ),
        pytest.param(
            LEADING, LEADING + "number = 0\n", "checklist.toml item safety.01: 条目没有序号。", id="no number"
        ),
        pytest.param(
            'edition = "2016-1"', 'edition = ""', "checklist.toml item safety.01: 条目没有版本。", id="no edition"
        ),
        pytest.param(
            LEADING, LEADING + 'continues = "2016-1"\n',
            "checklist.toml item safety.01: continues 写的是本版本自己。",
            id="continues itself",
        ),
        pytest.param(
            LEADING, LEADING + 'continues = "2014-1"\n',
            "checklist.toml item safety.01: 写了 continues，没有写为什么可比。 (2014-1) 请写 continues_reason",
            id="continues without a reason",
        ),
        pytest.param(
            LEADING, LEADING + 'continues_reason = { zh = "只改了逗号", en = "a comma" }\n',
            "checklist.toml item safety.01: 写了 continues_reason，没有写 continues。",
            id="a reason for nothing",
        ),
        pytest.param(
            'source = "教基一厅〔2014〕5号"\n', 'certainty = "uncertain"\n',
            "文本待核的条目不能计入比例。",
            id="uncertain and counted",
        ),
        pytest.param(
            LEADING, LEADING + 'polarity = "neutral"\n',
            "不分好坏（neutral）的条目不能计入比例。", id="neutral and counted"
        ),
        pytest.param(
            'applies_to = "multi_storey"', 'applies_to = "multi_story"',
            "checklist.toml item cond.02 applies_to: applies_to 读不通。 (multi_story) 只能用",
            id="unknown attribute",
        ),
        pytest.param(BEDS, BEDS.replace('"beds"', '"bedsteads"'), "没有这个规则。 (bedsteads)", id="unknown rule"),
        pytest.param(
            BEDS, BEDS.replace('"beds_single", ', ""),
            "checklist.toml item cond.13 rule: 规则 beds 的输入个数不对。 (2) 应有3至3个",
            id="too few inputs",
        ),
        pytest.param(BEDS, BEDS.replace("boarders", "boarder"), "没有这个指标。 (boarder)", id="unknown measure"),
        pytest.param(
            ITEM_16, ITEM_16.replace(", strict_ratio = 3", ""),
            "checklist.toml item cond.16 rule: 规则 item16 的限值不对。",
            id="missing limit",
        ),
        pytest.param(
            LEADING, LEADING + 'rule = { name = "zero", inputs = ["dropouts"] }\n',
            "checklist.toml item safety.01 rule: judged 类条目不能有规则。 (zero)",
            id="rule on a judged item",
        ),
        pytest.param(BEDS, "", "checklist.toml item cond.13 rule: computed 类条目没有规则。", id="no rule"),
        pytest.param(
            'kind = "derived"', 'kind = "derived"\narea_titles = ["达标项数"]', "派生的条目由其他条目得出", id="derived"
        ),
        pytest.param(
            GATE, GATE + 'negative_titles = ["领导小组"]\n',
            "checklist.toml item other.03: 同一用语已属于checklist.toml item safety.01。 (领导小组)",
            id="title twice",
        ),
        pytest.param(
            GATE, GATE + 'negative_titles = ["稳控措施"]\n',
            "checklist.toml item other.03: 这个用语在 refused.toml 中是要拒收的。 (稳控措施)",
            id="title refused",
        ),
        pytest.param(
            'agreement_code = "3-31"', 'agreement_code = "3-16"',
            "checklist.toml area cond agreement_code: 数字编码已属于item cond.16。 (3-16)",
            id="code twice",
        ),
        pytest.param(
            'agreement_code = "3-31"', 'agreement_code = "4-32"', "编码应写成“3-数字”。 (4-32)",
            id="code of another area"
        ),
        pytest.param(
            'code = "2-42"', 'code = "2-41"', "checklist.toml figure 2-41: 数字编码已属于", id="figure code twice"
        ),
        pytest.param(
            'numerator = "matters_logged"', 'numerator = "matters"',
            "checklist.toml figure 1-41: 没有这个指标。 (matters)",
            id="figure of an unknown measure",
        ),
        pytest.param(
            'denominator = "matters_logged"', 'denominator = "pupils"',
            "checklist.toml figure 1-42: 分子、分母一个只许列全区合计（district_only），一个不是。"
            " (accepted_within_15d, pupils)",
            id="matters out of what is told by school",
        ),
        pytest.param(
            'number = 4\n', 'number = 5\n', "checklist.toml area other: 方面的序号已留作他用。 (5) 请避开0, 5, 6, 8。",
            id="reserved chapter",
        ),
        pytest.param('number = 2\n', 'number = 4\n', "方面的序号没有从小到大。", id="areas out of order"),
    ],
)  # fmt: skip
def test_a_checklist_that_contradicts_itself(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert message in refuse(tmp_path, "checklist.toml", old, new)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param(
            "measures.toml", 'titles = ["女厕位"', 'titles = ["男厕位", "女厕位"',
            "measures.toml measure stalls_f: 同一用语已属于measures.toml measure stalls_m。 (男厕位)",
            id="measure title twice",
        ),
        pytest.param(
            "measures.toml", 'parents = ["厕位", ', 'parents = ["学生数", "厕位", ',
            "measures.toml measure stalls_m: 同一用语已属于measures.toml measure boys。 (学生数 / 男)",
            id="short title under one parent twice",
        ),
        pytest.param(
            "measures.toml", 'unit = "件"\n', "", "measures.toml measure matters_open unit: 缺少“unit”。", id="no unit"
        ),
        pytest.param(
            "decision.toml", "suppress_below = 10", "suppress_below = 3",
            "decision.toml suppress_below: 人数的保密下限不能低于5。 (3) 请写5或更大的数。",
            id="threshold under the floor",
        ),
        pytest.param(
            "decision.toml", '"verified", "inspected", ', '"inspected", "inspected", ',
            "decision.toml order: 依据的次序不对。",
            id="order of evidence",
        ),
        pytest.param(
            "decision.toml", "minimum_for_percent = 10", "minimum_for_percent = 0", "列百分比的最少个数至少是1。",
            id="percent of nothing",
        ),
        pytest.param(
            "refused.toml", 'titles = ["身份证"', 'titles = ["姓名", "身份证"',
            "refused.toml class id_number: 同一用语已属于refused.toml class person_name。 (姓名)",
            id="refused title in two classes",
        ),
        pytest.param(
            "refused.toml", 'into = "bank"', 'into = "money"', "refused.toml class bank: 值不在可选范围内。 (money)",
            id="unknown refused class",
        ),
        pytest.param(
            "verdicts.toml", "met = [", 'met = [ "不合格",',
            "verdicts.toml verdict.unmet: 同一个词已属于verdicts.toml verdict.met。",
            id="word in two classes",
        ),
        pytest.param(
            "statuses.toml", "open = [", 'open = [ "已销号",', "statuses.toml status.closed_verified: 同一个词已属于",
            id="status word in two classes",
        ),
        pytest.param(
            "columns.toml", "[role]", '[role]\nfirst = ["序号"]',
            "columns.toml role.seq: 同一个词已属于columns.toml role.first。",
            id="column title in two roles",
        ),
    ],
)  # fmt: skip
def test_other_rules_that_contradict_each_other(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    assert message in refuse(tmp_path, file, old, new)


def test_the_message_is_in_the_language_of_the_run(tmp_path: Path) -> None:
    told = refuse(tmp_path, "decision.toml", "suppress_below = 10", "suppress_below = 3", lang="en")
    assert told == (
        "decision.toml suppress_below: Counts of persons cannot be suppressed below less than 5. (3) Write 5 or more."
    )


def test_all_problems_are_told_together(tmp_path: Path) -> None:
    told = refuse(tmp_path, "checklist.toml", LEADING, LEADING + 'polarity = "bad"\nlevel = "town"\n')
    lines = told.splitlines()
    assert lines[0] == "规则文件有2处不对："
    assert [line.split(":")[0] for line in lines[1:]] == [
        "- checklist.toml item safety.01 polarity",
        "- checklist.toml item safety.01 level",
    ]


def test_no_problem_raises_nothing() -> None:
    Problems({}).stop()
