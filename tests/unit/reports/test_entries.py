"""The index tells of a round what its published page tells, and links to what was published last."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import PrivacyStop
from analysis.reports.privacy.gate import Gate
from analysis.reports.publish.entries import list_entries, list_products, write_index
from analysis.reports.publish.index import INDEX, Entry
from analysis.reports.publish.keeping import MANIFEST
from analysis.reports.publish.rounds import report_rounds
from analysis.reports.publish.swap import Made, foresee_names, publish
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

ROUND = 'name = "改了名的督查"\nkind = "full"\nfirst_day = 2020-03-02\nlast_day = 2020-03-06\nas_of = 2020-03-09\n'
"""What round.toml says today, which is not what the page was made from."""
ENTRY: dict[str, Any] = {
    "name": "三月督查", "kind": "full", "last_day": "2020-03-06", "sample": False, "state": "草稿",
    "facts": [["实地查看", "3/4"], ["全面改薄", "5/6"]],
    "schools": [["东镇小学", "schools/S1.html"], ["西镇小学", "schools/S2.html"]],
}  # fmt: skip
PRODUCTS = {"report.html": b"1", "督查报告.docx": b"1", "schools/S1.html": b"1"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    (made.raw / "2020-03").mkdir(parents=True)
    (made.raw / "2020-03" / "round.toml").write_text(ROUND, encoding="utf-8")
    return made


def report(workspace: Workspace, standards: Standards, lang: str = "zh", **entry: Any) -> Path:
    """What `ducha report` publishes of a round, as at the last day of March."""
    made = Made(f"report.{lang}", {"as_of": "2020-03-31"}, entry={**ENTRY, **entry})
    ends = {".html": ".en.html"} if lang == "en" else {}
    products = {name.replace(".html", ends.get(".html", ".html")): content for name, content in PRODUCTS.items()}
    return publish(workspace.outputs / "2020-03", products, Gate(standards), made).folder


def test_a_round_is_told_as_its_page_tells_it(workspace: Workspace, standards: Standards) -> None:
    report(workspace, standards)
    (entry,) = list_entries(workspace, standards)
    assert (entry.round_id, entry.name, entry.as_of) == ("2020-03", "三月督查", date(2020, 3, 31))
    assert entry.facts == (("实地查看", "3/4"), ("全面改薄", "5/6"))
    assert entry.schools == (("东镇小学", "schools/S1.html"),), "西镇小学 has no page"
    assert entry.pages == ("report.html", "督查报告.docx")


def test_an_index_is_told_by_the_page_of_its_own_language(
    workspace: Workspace, standards: Standards, standards_en: Standards
) -> None:
    report(workspace, standards)
    assert list_entries(workspace, standards_en)[0].name == "三月督查", "there is no other"
    report(workspace, standards, "en", name="March")
    (entry,) = list_entries(workspace, standards_en)
    assert (entry.name, entry.pages[:2]) == ("March", ("report.en.html", "report.html"))
    assert list_entries(workspace, standards)[0].name == "三月督查"


def test_a_product_beside_an_edited_one_is_what_links_lead_to(workspace: Workspace, standards: Standards) -> None:
    folder = report(workspace, standards)
    for name in PRODUCTS:
        (folder / name).write_bytes(b"by hand")
    assert foresee_names(folder, ["督查报告.docx", "附表.xlsx"], standards) == {
        "督查报告.docx": "督查报告（草稿2）.docx", "附表.xlsx": "附表.xlsx",
    }  # fmt: skip
    report(workspace, standards)
    (entry,) = list_entries(workspace, standards)
    assert entry.pages == ("report（草稿2）.html", "report.html", "督查报告（草稿2）.docx", "督查报告.docx")
    assert entry.schools == (("东镇小学", "schools/S1（草稿2）.html"),)
    (folder / "督查报告.docx").unlink()
    report(workspace, standards)
    assert list_products(folder, "zh")[2:] == ("督查报告.docx",)


@pytest.mark.parametrize(
    "damaged",
    ["{half", "[]", '{"sets": {"report.zh": {"as_of": "2020-03-31"}}}', '{"sets": {"report.zh": {"entry": 3}}}'],
    ids=["cut", "no manifest of ours", "made by an earlier version", "changed by hand"],
)
def test_a_page_of_which_no_manifest_tells_is_listed_by_the_settings_of_its_round(
    workspace: Workspace, standards: Standards, damaged: str
) -> None:
    (report(workspace, standards) / MANIFEST).write_text(damaged, encoding="utf-8")
    pages = ("report.html", "督查报告.docx")
    entry = Entry("2020-03", "改了名的督查", "full", date(2020, 3, 6), sample=False, pages=pages)
    assert list_entries(workspace, standards) == [entry]


def test_a_kind_that_is_none_is_not_taken_from_a_manifest(workspace: Workspace, standards: Standards) -> None:
    report(workspace, standards, kind="by hand")
    assert [(one.kind, one.facts) for one in list_entries(workspace, standards)] == [("full", ())]


def test_the_next_run_of_another_round_keeps_a_page_of_which_nothing_is_told(
    workspace: Workspace, standards: Standards
) -> None:
    (report(workspace, standards) / MANIFEST).unlink()
    (workspace.raw / "2020-04").mkdir()
    (workspace.raw / "2020-04" / "round.toml").write_text(ROUND.replace("2020-03", "2020-04"), encoding="utf-8")
    made = Made("report.zh", {"as_of": "2020-04-30"}, entry={**ENTRY, "name": "四月督查", "last_day": "2020-04-06"})
    publish(workspace.outputs / "2020-04", PRODUCTS, Gate(standards), made)
    write_index(workspace, standards, [Gate(standards)])
    index = (workspace.outputs / INDEX).read_text(encoding="utf-8")
    assert '<a href="2020-03/report.html">改了名的督查</a>' in index
    assert '<a href="2020-04/report.html">四月督查</a>' in index


def test_no_person_comes_into_the_index(workspace: Workspace, standards: Standards) -> None:
    report(workspace, standards)
    write_index(workspace, standards, [Gate(standards)])
    before = (workspace.outputs / INDEX).read_bytes()
    manifest = workspace.outputs / "2020-03" / MANIFEST
    told = manifest.read_text(encoding="utf-8")
    manifest.write_text(told.replace('"东镇小学"', '"东镇小学17099990000"'), encoding="utf-8")
    with pytest.raises(PrivacyStop):
        write_index(workspace, standards, [])
    manifest.write_text(told, encoding="utf-8")
    with pytest.raises(PrivacyStop):
        write_index(workspace, standards, [Gate(standards, denied=frozenset({"东镇小学"})), Gate(standards)])
    assert (workspace.outputs / INDEX).read_bytes() == before


def test_where_every_round_is_stopped_the_index_stays(
    workspace: Workspace, standards: Standards, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise PrivacyStop("stopped")

    monkeypatch.setattr("analysis.reports.publish.rounds._report_one", stop)
    report(workspace, standards)
    assert set(report_rounds(workspace, standards, None, quiet=True).failures) == {"2020-03"}
    assert not (workspace.outputs / INDEX).exists()
