"""Products of a Chinese and of an English run lie beside each other: no name is used twice."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import reduce

import pytest
from tests.unit.reports.test_closing import REGISTER, change_cell, write_round

from analysis.reports.publish.charts import export_charts
from analysis.reports.publish.closing import close_round
from analysis.reports.publish.keeping import read_manifest
from analysis.reports.publish.products import DOCUMENTS, TEXTS
from analysis.reports.publish.rounds import Wanted, report_rounds
from analysis.rounds.workspace import Workspace
from analysis.standards.load import load_standards

ROUND = "2020-03"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A round with problems, so that there are notices, and with an erratum."""
    root = tmp_path_factory.mktemp("workspace")
    write_round(root, ROUND, date(2020, 3, 6))
    (root / "data" / "raw" / "schools.csv").write_text(REGISTER, encoding="utf-8")
    workspace, standards = Workspace(root), load_standards()
    close_round(workspace, standards, ROUND)
    change_cell(workspace, "C3", "达标")
    close_round(workspace, standards, ROUND, again="复核", on=date(2020, 3, 9))
    return workspace


def make_all(workspace: Workspace, lang: str) -> set[str]:
    """The names of what a run in a language makes."""
    standards = load_standards(lang=lang)
    report_rounds(workspace, standards, ROUND, wanted=Wanted(charts=False), quiet=True)
    export_charts(workspace, standards, ROUND, formats="csv", out=None, as_of=None)
    known = read_manifest(workspace.outputs / ROUND)
    return {name for name, told in known.items() if told["set"] in (f"report.{lang}", f"charts.{lang}")}


def hash_products(workspace: Workspace, names: set[str]) -> dict[str, str]:
    return {name: hashlib.sha256((workspace.outputs / ROUND / name).read_bytes()).hexdigest() for name in names}


@pytest.mark.slow
def test_a_run_in_one_language_leaves_every_product_of_the_other(workspace: Workspace) -> None:
    chinese = make_all(workspace, "zh")
    before = hash_products(workspace, chinese)
    english = make_all(workspace, "en")
    assert not chinese & english
    assert hash_products(workspace, chinese) == before
    assert len(chinese) == len(english) > 15, "each has its like in the other language"
    schools = [row.split(",")[1] for row in REGISTER.splitlines()[1:]]
    ours = [reduce(lambda left, school: left.replace(school, ""), schools, name) for name in english]
    assert all(name.isascii() for name in ours), "of a name only the school's own, as in the register, is Chinese"
    assert {"inspection_report.md", "inspection_report.docx"} <= english


def test_a_circular_has_a_name_of_its_own_in_each_language() -> None:
    names = [*DOCUMENTS.values(), *TEXTS.values()]
    assert len(set(names)) == len(names) == 8
