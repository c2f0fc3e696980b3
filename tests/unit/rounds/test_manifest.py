"""Nothing unchanged is read again, a changed table is noticed, and nothing is half-written."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from analysis.errors import Locked
from analysis.rounds import folder as folders
from analysis.rounds.folder import hold_round, repair_folder, swap_folder
from analysis.rounds.manifest import describe_inputs, hash_file, is_current, write_manifest
from analysis.standards.model import Standards
from analysis.tables import make_table, write_table

NAMES = ("flags", "refused")


def fill(folder: Path) -> None:
    for name in NAMES:
        write_table(folder, name, make_table(name))


def inputs(path: Path, **changes: str) -> dict[str, object]:
    options = {"standards_digest": "d1", **changes}
    return describe_inputs([("2020-03/a.xlsx", path)], **options)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with its manifest, and the one workbook it was made of."""
    workbook, folder = tmp_path / "a.xlsx", tmp_path / "tables"
    workbook.write_bytes(b"one")
    fill(folder)
    write_manifest(folder, inputs(workbook), NAMES)
    return folder, workbook


def test_hash_of_known_bytes(made: tuple[Path, Path]) -> None:
    assert hash_file(made[1]) == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"


def test_unchanged_is_current(made: tuple[Path, Path]) -> None:
    folder, workbook = made
    assert is_current(folder, inputs(workbook), NAMES)


def test_changed_rules_are_noticed(made: tuple[Path, Path]) -> None:
    folder, workbook = made
    assert not is_current(folder, inputs(workbook, standards_digest="d2"), NAMES)


def test_changed_workbook_is_noticed(made: tuple[Path, Path]) -> None:
    folder, workbook = made
    workbook.write_bytes(b"two")
    assert not is_current(folder, inputs(workbook), NAMES)


def test_table_edited_by_hand_or_missing_is_noticed(made: tuple[Path, Path]) -> None:
    folder, workbook = made
    path = folder / "flags.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole + b" ")
    assert not is_current(folder, inputs(workbook), NAMES)
    path.write_bytes(whole)
    assert is_current(folder, inputs(workbook), NAMES)
    path.unlink()
    assert not is_current(folder, inputs(workbook), NAMES)


def test_broken_manifest_is_none(made: tuple[Path, Path]) -> None:
    folder, workbook = made
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    assert not is_current(folder, inputs(workbook), NAMES)


def test_swap_is_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "2020-03"
    with swap_folder(folder) as fresh:
        (fresh / "a").write_text("old", encoding="utf-8")
    with contextlib.suppress(RuntimeError), swap_folder(folder) as fresh:
        (fresh / "a").write_text("new", encoding="utf-8")
        raise RuntimeError
    assert (folder / "a").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2020-03"]


def test_run_killed_between_the_renames_is_repaired(tmp_path: Path) -> None:
    folder = tmp_path / "2020-03"
    (tmp_path / ".2020-03.old").mkdir()
    (tmp_path / ".2020-03.old" / "a").write_text("old", encoding="utf-8")
    (tmp_path / ".2020-03.new").mkdir()
    repair_folder(folder)
    assert (folder / "a").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2020-03"]


def test_round_held_by_another_run(tmp_path: Path, standards: Standards, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LOCK_SECONDS", 0.0)
    first, second = (hold_round(tmp_path, "2020-03", standards) for _ in range(2))
    with first, pytest.raises(Locked) as caught:
        second.__enter__()
    assert caught.value.exit_code == 8
    with hold_round(tmp_path, "2020-03", standards):
        assert (tmp_path / ".2020-03.lock").exists()
