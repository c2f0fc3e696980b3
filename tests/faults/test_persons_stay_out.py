"""A round with a list of persons in it: refused where it is read, told as one sheet, and in no product.

What is here are the acceptance tests of the privacy rules on a whole run; the others stand where their rule does: small
counts in unit/measures/test_no_person, the least threshold in unit/standards/test_prove, the masked report in
unit/reading/test_masking, the closed columns in unit/test_tables.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from tests.commands import ducha

from analysis.reports.privacy.denied import list_denied
from analysis.reports.privacy.gate import make_gate
from analysis.reports.privacy.showing import read_product
from analysis.rounds.round import load_round

pytestmark = pytest.mark.slow
ROUND = "2016-10"
PERSONS = (("甄小满", "990101198702031234"), ("阮知秋", "990101199003042345"), ("司马望北", "990101198805063456"))
SAID = "其父长期在外务工，情绪不稳"
"""What a refused column of words said."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of two schools: one workbook of findings, with a sheet about persons and a name among the remarks."""
    root = tmp_path_factory.mktemp("persons")
    folder = root / "data" / "raw" / ROUND
    folder.mkdir(parents=True)
    (folder.parent / "schools.csv").write_text(
        "school_id,name,town,kind\nS1,河湾小学,松岫镇,primary\nS2,马鞍小学,竹隈镇,primary\n", encoding="utf-8"
    )
    (folder / "round.toml").write_text(
        'id = "2016-10"\nname = "2016年10月督查"\nkind = "full"\nfirst_day = 2016-10-10\nlast_day = 2016-10-17\n',
        encoding="utf-8",
    )
    book = openpyxl.Workbook()
    for row in (
        ["学校", "3.墙面电线", "4.采光照明", "备注"],
        ["河湾小学", "√", "×", f"由联系人：{PERSONS[0][0]}负责更换灯管"],
        ["马鞍小学", "√", "√", ""],
    ):
        book.active.append(row)
    sheet = book.create_sheet("稳控名单")
    sheet.append(["学校", "姓名", "身份证号", "现实表现"])
    for (name, number), school, said in zip(PERSONS, ("河湾小学", "河湾小学", "马鞍小学"), (SAID, "一般", "一般"),
                                            strict=True):  # fmt: skip
        sheet.append([school, name, number, said])
    book.save(folder / "全面改薄.xlsx")
    return root


@pytest.fixture(scope="module")
def outputs(workspace: Path) -> Path:
    done = ducha("report", ROUND, cwd=workspace)
    assert done.returncode == 0, done.stderr
    return workspace / "outputs" / ROUND


def test_the_sheet_is_told_as_refused_and_nothing_of_it_is_in_any_product(outputs: Path) -> None:
    texts = [shown.text for path in outputs.rglob("*") if path.is_file()
             for shown in read_product(path.name, path.read_bytes())]  # fmt: skip
    whole = "\n".join(texts)
    assert "河湾小学" in whole
    assert "个人名单表1张" in whole.replace("\n", "")
    for secret in (*(part for person in PERSONS for part in person), SAID, "情绪不稳"):
        assert secret not in whole


def test_nothing_of_it_is_in_any_table(workspace: Path, outputs: Path) -> None:
    said, read = "", set()
    for path in (workspace / "data" / "processed").rglob("*"):
        if path.suffix == ".parquet":
            table = pd.read_parquet(path)  # packed: names cannot be told from the bytes
            said += "\n".join(map(str, [*table.columns, *table.to_numpy().ravel()]))
            read.add(path.stem)
        elif path.is_file():
            said += path.read_text(encoding="utf-8")
    assert {"findings", "refused", "flags", "cells"} <= read
    assert "河湾小学" in said
    assert "S1" in said
    for secret in (*(part for person in PERSONS for part in person), SAID):
        assert secret not in said


def test_the_deny_set_holds_the_persons_and_no_word_of_anybody(workspace: Path, outputs: Path) -> None:
    denied = list_denied(load_round(ROUND, root=workspace), workspace / "data" / "raw" / ROUND)
    assert denied == {part for person in PERSONS for part in person} | {SAID}


def test_one_planted_after_the_mask_stops_the_run_and_the_old_products_stay(workspace: Path, outputs: Path) -> None:
    planted = PERSONS[2][0]
    text = workspace / "data" / "raw" / ROUND / "text.md"
    before = (outputs / "report.html").read_bytes()
    text.write_text(f"学校反映，{planted}一事已妥善处理。\n", encoding="utf-8")
    try:
        done = ducha("report", ROUND, "--no-charts", cwd=workspace)
    finally:
        text.unlink()
    assert (outputs / "report.html").read_bytes() == before
    assert done.returncode == 6, done.stderr
    assert "report.html" in done.stderr
    assert planted not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_one_in_the_properties_of_a_product_is_found(workspace: Path, outputs: Path) -> None:
    gate = make_gate(load_round(ROUND, root=workspace), workspace / "data" / "raw")
    assert gate.denied
    page = (outputs / "report.html").read_bytes()
    hits = list(gate.find("report.html", page.replace(b"<title>", f"<title>{PERSONS[2][0]} ".encode())))
    assert {hit.kind for hit in hits} == {"denied"}
