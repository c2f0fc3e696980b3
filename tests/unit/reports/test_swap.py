"""Products are put in place whole, and never over a person's edit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.errors import Locked, PrivacyStop
from analysis.reports.privacy.gate import Gate
from analysis.reports.publish.keeping import MANIFEST, hold_outputs, read_manifest
from analysis.reports.publish.swap import Made, publish, tell_kept
from analysis.rounds.folder import FRESH, OLD, repair_folders
from analysis.standards.model import Standards

ALONE = Made("check")
"""A run that makes one product."""


@pytest.fixture
def gate(standards: Standards) -> Gate:
    return Gate(standards)


def test_products_and_their_hashes_are_written(tmp_path: Path, gate: Gate) -> None:
    done = publish(tmp_path / "r", {"report.html": b"one"}, gate, ALONE)
    assert done.paths == {"report.html": tmp_path / "r" / "report.html"}
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == [MANIFEST, "report.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_an_unedited_product_is_replaced(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, gate, ALONE)
    publish(tmp_path / "r", {"report.html": b"two"}, gate, ALONE)
    assert (tmp_path / "r" / "report.html").read_bytes() == b"two"


def test_an_edited_product_stays_and_the_new_one_lies_beside_it(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, gate, ALONE)
    (tmp_path / "r" / "report.html").write_bytes(b"by hand")
    done = publish(tmp_path / "r", {"report.html": b"two"}, gate, ALONE)
    assert (tmp_path / "r" / "report.html").read_bytes() == b"by hand"
    assert done.paths["report.html"].name == "report（草稿2）.html"
    assert done.paths["report.html"].read_bytes() == b"two"


def test_a_second_edit_is_kept_too_and_an_unedited_draft_is_replaced(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, gate, ALONE)
    (tmp_path / "r" / "report.html").write_bytes(b"by hand")
    publish(tmp_path / "r", {"report.html": b"two"}, gate, ALONE)
    done = publish(tmp_path / "r", {"report.html": b"three"}, gate, ALONE)
    assert done.paths["report.html"].name == "report（草稿2）.html"
    (tmp_path / "r" / "report（草稿2）.html").write_bytes(b"by hand too")
    done = publish(tmp_path / "r", {"report.html": b"four"}, gate, ALONE)
    assert done.paths["report.html"].name == "report（草稿3）.html"
    assert (tmp_path / "r" / "report（草稿2）.html").read_bytes() == b"by hand too"


def test_a_folder_that_is_a_set_of_its_own_goes_with_the_report_and_can_be_made_alone(
    tmp_path: Path, gate: Gate
) -> None:
    report, charts = Made("report.zh", folders={"图表": "charts.zh"}), Made("charts.zh")
    publish(tmp_path / "r", {"report.html": b"one", "图表/1.svg": b"one", "图表/2.svg": b"one"}, gate, report)
    publish(tmp_path / "r", {"图表/1.svg": b"two"}, gate, charts)
    assert set(read_manifest(tmp_path / "r")) == {"report.html", "图表/1.svg"}
    publish(tmp_path / "r", {"report.html": b"three"}, gate, report)
    assert set(read_manifest(tmp_path / "r")) == {"report.html"}
    assert not (tmp_path / "r" / "图表").exists()


def test_a_persons_own_file_survives(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, gate, ALONE)
    (tmp_path / "r" / "notes.txt").write_text("mine", encoding="utf-8")
    publish(tmp_path / "r", {"report.html": b"two"}, gate, ALONE)
    assert (tmp_path / "r" / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("lost", ["", "{half"], ids=["missing", "damaged"])
def test_files_that_no_manifest_knows_are_kept_and_told_in_one_line(lost: str, tmp_path: Path, gate: Gate) -> None:
    products = {f"{name}.html": b"one" for name in "abc"}
    publish(tmp_path / "r", products, gate, ALONE)
    manifest = tmp_path / "r" / MANIFEST
    manifest.write_text(lost, encoding="utf-8") if lost else manifest.unlink()
    for _ in range(2):  # the run after it still knows nothing of them, and makes no third copy
        done = publish(tmp_path / "r", products, gate, ALONE)
        (line,) = tell_kept(done, "2020-03", gate.standards)
        assert line.startswith("2020-03：有3个文件（如《a.html》）占着这次产品的名字")
        assert "（如《a（草稿2）.html》）" in line
        assert "再运行一次" in line
        assert len(list((tmp_path / "r").glob("*.html"))) == 6
    for path in (tmp_path / "r").glob("*.html"):
        path.unlink()
    assert list(tell_kept(publish(tmp_path / "r", products, gate, ALONE), "2020-03", gate.standards)) == []
    assert len(list((tmp_path / "r").glob("*.html"))) == 3


def test_a_product_changed_by_hand_is_told_by_its_name(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, gate, ALONE)
    (tmp_path / "r" / "report.html").write_bytes(b"by hand")
    done = publish(tmp_path / "r", {"report.html": b"two"}, gate, ALONE)
    assert list(tell_kept(done, "2020-03", gate.standards)) == [
        "《report.html》被手工改过，没有覆盖；新稿另存为《report（草稿2）.html》。"
    ]


@pytest.mark.parametrize("owner", [".~lock.台账.xlsx#", "~$台账.xlsx"], ids=["LibreOffice", "Excel"])
def test_a_product_that_is_open_in_a_program_is_told_as_that(owner: str, tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"台账.xlsx": b"one"}, gate, ALONE)
    (tmp_path / "r" / owner).touch()
    done = publish(tmp_path / "r", {"台账.xlsx": b"two"}, gate, ALONE)
    assert (tmp_path / "r" / "台账.xlsx").read_bytes() == b"one"
    (line,) = tell_kept(done, "2020-03", gate.standards)
    assert line.startswith("《台账.xlsx》正在别的程序里打开，没有覆盖；新稿另存为《台账（草稿2）.xlsx》。")
    (tmp_path / "r" / owner).unlink()
    assert list(tell_kept(publish(tmp_path / "r", {"台账.xlsx": b"two"}, gate, ALONE), "2020-03", gate.standards)) == []


def test_a_killed_swap_is_repaired(tmp_path: Path) -> None:
    (tmp_path / f".r{OLD}").mkdir()
    (tmp_path / f".r{OLD}" / "report.html").write_bytes(b"old")
    (tmp_path / f".r{FRESH}").mkdir()
    repair_folders(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["r"]
    assert (tmp_path / "r" / "report.html").read_bytes() == b"old"


def test_a_finished_swap_is_cleared(tmp_path: Path) -> None:
    for name in (f".r{OLD}", "r"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.html").write_text(name, encoding="utf-8")
    repair_folders(tmp_path)
    assert (tmp_path / "r" / "report.html").read_text(encoding="utf-8") == "r"
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_two_runs_do_not_write_at_once(tmp_path: Path, gate: Gate) -> None:
    first, second = (hold_outputs(tmp_path, gate.standards) for _ in range(2))
    with first, pytest.raises(Locked, match="outputs"):
        second.__enter__()
    with hold_outputs(tmp_path, gate.standards):
        assert (tmp_path / ".lock").exists()


def test_a_product_that_is_open_elsewhere_is_told_in_the_language_of_the_run(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Locked, match="正被别的程序打开"):
        publish(tmp_path / "r", {"report.html": b"one"}, gate, ALONE)


def test_a_run_takes_the_place_of_all_that_its_last_run_made(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"report.html": b"1", "schools/L24.html": b"1"}, gate, Made("report.zh"))
    publish(tmp_path / "r", {"report.en.html": b"1"}, gate, Made("report.en"))
    publish(tmp_path / "r", {"check.xlsx": b"1"}, gate, ALONE)
    publish(tmp_path / "r", {"report.html": b"2"}, gate, Made("report.zh"))
    names = sorted(path.name for path in (tmp_path / "r").rglob("*") if path.is_file())
    assert names == ["check.xlsx", MANIFEST, "report.en.html", "report.html"]


def test_of_what_it_took_the_place_of_an_edited_one_stays(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"report.html": b"1", "schools/L24.html": b"1"}, gate, Made("report.zh"))
    (tmp_path / "r" / "schools" / "L24.html").write_bytes(b"by hand")
    publish(tmp_path / "r", {"report.html": b"2"}, gate, Made("report.zh"))
    assert (tmp_path / "r" / "schools" / "L24.html").read_bytes() == b"by hand"


def test_the_manifest_tells_what_was_made_from_what(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, gate, Made("report.zh", {"as_of": "2016-10-18"}))
    told = json.loads((tmp_path / "r" / MANIFEST).read_text(encoding="utf-8"))
    one = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"  # sha256sum of the three letters
    assert told["products"] == {"report.html": {"sha256": one, "set": "report.zh"}}
    assert told["sets"] == {"report.zh": {"as_of": "2016-10-18"}}


def test_a_person_in_a_product_leaves_the_folder_as_it_was(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"report.html": b"1"}, gate, ALONE)
    with pytest.raises(PrivacyStop):
        publish(tmp_path / "r", {"report.html": b"2", "notes.md": "电话17099990000".encode()}, gate, ALONE)
    assert (tmp_path / "r" / "report.html").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_the_manifest_tells_only_of_sets_that_something_is_left_of(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"1.svg": b"1"}, gate, Made("charts.zh", {"round": "2020-03"}))
    publish(tmp_path / "r", {"report.html": b"1"}, gate, Made("report.zh", {}, {"图表": "charts.zh"}))
    assert set(json.loads((tmp_path / "r" / MANIFEST).read_text(encoding="utf-8"))["sets"]) == {"report.zh"}


def test_a_part_that_was_made_alone_goes_with_the_whole(tmp_path: Path, gate: Gate) -> None:
    publish(tmp_path / "r", {"schools/S1.html": b"1"}, gate, Made("school.S1.zh"))
    publish(tmp_path / "r", {"schools/S1.en.html": b"1"}, gate, Made("school.S1.en"))
    publish(tmp_path / "r", {"report.html": b"1"}, gate, Made("report.zh", parts="school.*.zh"))
    assert set(read_manifest(tmp_path / "r")) == {"report.html", "schools/S1.en.html"}
