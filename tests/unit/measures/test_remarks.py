"""The words beside the results: which are quoted, of which area and item, and which are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from analysis.measures.remarks import list_practices, list_remarks
from analysis.rounds.round import Round
from analysis.tables import make_table

Make = Callable[..., Round]


def remark(cell: str, text: str, **more: Any) -> dict[str, Any]:
    return {"file": "改薄.xlsx", "sheet": "甲", "cell": cell, "raw": text, "school_id": "S1", "kind": "remark",
            "text": text, **more}  # fmt: skip


def finding(item: str, sheet: str = "甲", file: str = "改薄.xlsx", cell: str = "C2") -> dict[str, Any]:
    return {"file": file, "sheet": sheet, "cell": cell, "raw": "×", "school_id": "S1", "item_id": item,
            "aspect": "inspected", "verdict": "unmet"}  # fmt: skip


def tell(round_: Round, *columns: str) -> list[tuple[Any, ...]]:
    return list(list_remarks(round_)[list(columns)].itertuples(index=False, name=None))


def test_a_remark_has_its_own_item_or_else_the_one_area_of_its_sheet(make_round: Make) -> None:
    rows = [
        remark("G2", "灯已报修", item_id="cond.04"), remark("H2", "整改较快"), remark("H3", "另行通知", sheet="乙"),
        remark("H4", "下周再来", sheet="丙"), remark("G5", "新增3个", sheet="丁", school_id=""),
    ]  # fmt: skip
    findings = [finding("cond.04"), finding("cond.03"), finding("cond.04", "乙"), finding("aid.05", "乙")]
    counts = [{"file": "改薄.xlsx", "sheet": "丁", "cell": "C2", "school_id": "S1", "measure": name, "value": 3.0}
              for name in ("stalls_f", "stalls_m")]  # fmt: skip
    round_ = make_round(remarks=make_table("remarks", rows))
    round_.tables["findings"] = make_table("findings", findings)
    round_.tables["measurements"] = make_table("measurements", counts)
    assert tell(round_, "text", "school_id", "area", "item_id") == [
        ("灯已报修", "S1", "cond", "cond.04"),
        ("整改较快", "S1", "cond", ""),
        ("另行通知", "S1", "", ""),  # the sheet is about two areas
        ("下周再来", "S1", "", ""),  # nothing was judged on it
        ("新增3个", "", "cond", ""),  # stalls are counted for the conditions only
    ]


def test_beside_a_problem_it_is_about_the_problem_s_item(make_round: Make) -> None:
    problem = {"problem_id": "A-1", "school_id": "S1", "text": "灯管损坏", "file": "台账.xlsx", "sheet": "甲", "row": 4,
               "cell": "E4", "item_id": "cond.04"}  # fmt: skip
    rows = [remark("K4", "已报计划", file="台账.xlsx"), remark("K5", "另议", file="台账.xlsx")]
    round_ = make_round(remarks=make_table("remarks", rows), problems=[problem])
    assert tell(round_, "text", "area", "item_id") == [("已报计划", "cond", "cond.04"), ("另议", "cond", "")]


def test_nothing_is_quoted_of_petitions_and_staff(make_round: Make) -> None:
    rows = [
        remark("G2", "反映待遇问题", item_id="safety.05"), remark("G3", "灭火器已换", item_id="safety.33"),
        remark("H2", "情绪平稳"), remark("H2", "已答复", sheet="乙"),
    ]  # fmt: skip
    round_ = make_round(remarks=make_table("remarks", rows))
    round_.tables["findings"] = make_table("findings", [finding("safety.05"), finding("safety.33")])
    matter = {"file": "改薄.xlsx", "sheet": "乙", "cell": "C2", "measure": "matters_logged", "value": 23.0}
    round_.tables["measurements"] = make_table("measurements", [matter])
    assert tell(round_, "text") == [("灭火器已换",)], "nor from a sheet about them where no item is named"


def test_that_there_is_nothing_is_left_out_and_a_copy_tells_once(make_round: Make) -> None:
    first, copy = "改薄.xlsx", "改薄(1).xlsx"
    rows = [remark("G2", "无"), remark("G3", "—"), remark("G4", "楼道已刷白"), remark("G4", "楼道已刷白", file=copy),
            remark("G5", "缺锁"), remark("G5", "缺锁两把", file=copy)]  # fmt: skip
    round_ = make_round(remarks=make_table("remarks", rows))
    judged = [finding("cond.04", file=file, cell=f"C{row}") for file in (first, copy) for row in range(2, 9)]
    round_.tables["findings"] = make_table("findings", judged)
    assert tell(round_, "text", "file") == [("楼道已刷白", first), ("缺锁", first), ("缺锁两把", copy)]


def test_this_round_comes_first_and_practices_are_its_own(make_round: Make) -> None:
    good = {"kind": "good_practice", "item_id": "cond.04"}
    before = make_round(
        remarks=make_table("remarks", [remark("G2", "晨检", **good)]), round_id="2020-01", day=date(2020, 1, 20)
    )
    rows = [remark("G2", "午检", **good), remark("G3", "全镇都好", **good, school_id=""), remark("G4", "待修")]
    now = make_round(remarks=make_table("remarks", rows), earlier=(before,))
    assert tell(now, "round_id", "text", "town") == [
        ("2020-03", "午检", "东镇"), ("2020-03", "全镇都好", ""), ("2020-03", "待修", "东镇"),
        ("2020-01", "晨检", "东镇"),
    ]  # fmt: skip
    assert list_practices(list_remarks(now), now.id)[["school_id", "area", "text"]].to_numpy().tolist() == [
        ["S1", "cond", "午检"]
    ]
