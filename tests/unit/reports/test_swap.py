"""Products are put in place whole, and never over a person's edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import Locked
from analysis.reports.publish.swap import MANIFEST, publish
from analysis.rounds.folder import FRESH, OLD, hold_outputs, repair_folders
from analysis.standards.model import Standards


def test_products_and_their_hashes_are_written(tmp_path: Path, standards: Standards) -> None:
    done = publish(tmp_path / "r", {"report.html": b"one"}, standards)
    assert done.paths == {"report.html": tmp_path / "r" / "report.html"}
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == [MANIFEST, "report.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_an_unedited_product_is_replaced(tmp_path: Path, standards: Standards) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, standards)
    publish(tmp_path / "r", {"report.html": b"two"}, standards)
    assert (tmp_path / "r" / "report.html").read_bytes() == b"two"


def test_an_edited_product_stays_and_the_new_one_lies_beside_it(tmp_path: Path, standards: Standards) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, standards)
    (tmp_path / "r" / "report.html").write_bytes(b"by hand")
    done = publish(tmp_path / "r", {"report.html": b"two"}, standards)
    assert (tmp_path / "r" / "report.html").read_bytes() == b"by hand"
    assert done.paths["report.html"].name == "report（草稿2）.html"
    assert done.paths["report.html"].read_bytes() == b"two"
    assert [path.name for path in done.kept] == ["report.html"]


def test_a_second_edit_is_kept_too_and_an_unedited_draft_is_replaced(tmp_path: Path, standards: Standards) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, standards)
    (tmp_path / "r" / "report.html").write_bytes(b"by hand")
    publish(tmp_path / "r", {"report.html": b"two"}, standards)
    assert (
        publish(tmp_path / "r", {"report.html": b"three"}, standards).paths["report.html"].name
        == "report（草稿2）.html"
    )
    (tmp_path / "r" / "report（草稿2）.html").write_bytes(b"by hand too")
    assert (
        publish(tmp_path / "r", {"report.html": b"four"}, standards).paths["report.html"].name == "report（草稿3）.html"
    )
    assert (tmp_path / "r" / "report（草稿2）.html").read_bytes() == b"by hand too"


def test_a_persons_own_file_survives(tmp_path: Path, standards: Standards) -> None:
    publish(tmp_path / "r", {"report.html": b"one"}, standards)
    (tmp_path / "r" / "notes.txt").write_text("mine", encoding="utf-8")
    publish(tmp_path / "r", {"report.html": b"two"}, standards)
    assert (tmp_path / "r" / "notes.txt").read_text(encoding="utf-8") == "mine"


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


def test_two_runs_do_not_write_at_once(tmp_path: Path, standards: Standards) -> None:
    first, second = (hold_outputs(tmp_path, standards) for _ in range(2))
    with first, pytest.raises(Locked, match="outputs"):
        second.__enter__()
    with hold_outputs(tmp_path, standards):
        assert (tmp_path / ".lock").exists()


def test_a_product_that_is_open_elsewhere_is_told_in_the_language_of_the_run(
    tmp_path: Path, standards: Standards, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Locked, match="正被别的程序打开"):
        publish(tmp_path / "r", {"report.html": b"one"}, standards)
