"""What a person has in a folder of products outlives every run, also one that is killed or that they save into."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from analysis.reports.privacy.gate import Gate
from analysis.reports.publish.keeping import MANIFEST, hold_outputs, read_manifest
from analysis.reports.publish.swap import Made, publish
from analysis.rounds.folder import FRESH, OLD
from analysis.standards.model import Standards

REPORT = Made("report.zh")
WORD, DRAFT = "督查报告.docx", "督查报告（草稿2）.docx"


@pytest.fixture
def gate(standards: Standards) -> Gate:
    return Gate(standards)


@pytest.fixture
def folder(tmp_path: Path, gate: Gate) -> Path:
    """Products of a first run."""
    publish(tmp_path / "r", {WORD: b"first", "report.html": b"first"}, gate, REPORT)
    return tmp_path / "r"


def lies(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the manifest."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def kill_before_the_second_rename(folder: Path) -> None:
    folder.with_name(f".{folder.name}{FRESH}").mkdir()
    folder.rename(folder.with_name(f".{folder.name}{OLD}"))


# ---- a run that was killed


def test_a_killed_run_is_repaired_before_any_other_writes(folder: Path, gate: Gate) -> None:
    (folder / WORD).write_bytes(b"by hand")
    kill_before_the_second_rename(folder)
    with hold_outputs(folder.parent, gate.standards):
        pass
    assert lies(folder) == {WORD: b"by hand", "report.html": b"first"}
    assert sorted(path.name for path in folder.parent.iterdir()) == [".lock", "r"]


def test_a_folder_that_was_replaced_is_cleared_only_of_what_is_ours(folder: Path, gate: Gate) -> None:
    (folder / WORD).write_bytes(b"by hand")
    (folder / "notes.txt").write_bytes(b"mine")
    kill_before_the_second_rename(folder)
    publish_apart(folder, {"report.html": b"second", WORD: b"second"})
    with hold_outputs(folder.parent, gate.standards):
        pass
    assert lies(folder) == {WORD: b"by hand", DRAFT: b"second", "notes.txt": b"mine", "report.html": b"second"}
    told = read_manifest(folder)
    assert told[DRAFT]["asked"] == WORD, "the product is found where it went"
    assert not list(folder.parent.glob(f".*{OLD}"))
    publish(folder, {WORD: b"third", "report.html": b"third"}, gate, REPORT)
    assert lies(folder) == {WORD: b"by hand", DRAFT: b"third", "notes.txt": b"mine", "report.html": b"third"}


def test_of_two_files_of_a_person_with_one_name_both_stay(folder: Path, gate: Gate) -> None:
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / WORD).write_bytes(b"by hand")
    kill_before_the_second_rename(folder)
    publish_apart(folder, {"report.html": b"second"})
    (folder / "notes.txt").write_bytes(b"mine too")
    (folder / WORD).write_bytes(b"by hand")
    with hold_outputs(folder.parent, gate.standards):
        pass
    assert lies(folder) == {
        "notes.txt": b"mine too", "notes（草稿2）.txt": b"mine", WORD: b"by hand", "report.html": b"second",
    }  # fmt: skip


def publish_apart(folder: Path, products: Mapping[str, bytes]) -> None:
    """What an older version of the program could do: make the folder anew beside one that was left."""
    folder.mkdir()
    for name, content in products.items():
        (folder / name).write_bytes(content)
    sixteen = {  # printf second | sha256sum
        name: {"sha256": "16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4", "set": "report.zh"}
        for name in products
    }
    (folder / MANIFEST).write_text(json.dumps({"products": sixteen}), encoding="utf-8")


# ---- a save of the very moment


def while_the_gate_reads(gate: Gate, save: Callable[[], object]) -> Gate:
    class Reading(Gate):
        def stop(self, products: Mapping[str, bytes]) -> None:
            save()
            super().stop(products)

    return Reading(gate.standards)


def test_what_is_saved_while_the_gate_reads_stays(folder: Path, gate: Gate) -> None:
    def save() -> None:
        (folder / WORD).write_bytes(b"by hand")
        (folder / "notes.txt").write_bytes(b"mine")

    done = publish(folder, {WORD: b"second"}, while_the_gate_reads(gate, save), REPORT)
    assert lies(folder) == {WORD: b"by hand", DRAFT: b"second", "notes.txt": b"mine"}
    assert done.paths == {WORD: folder / DRAFT}


@pytest.mark.parametrize("saved", [WORD, "report.html", "notes.txt"])
def test_what_is_saved_while_the_folders_change_places_stays(
    folder: Path, gate: Gate, saved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def save(path: Path, target: Path) -> Path:
        if path.name.endswith(FRESH):  # the old folder has gone aside
            (folder.with_name(f".{folder.name}{OLD}") / saved).write_bytes(b"by hand")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", save)
    done = publish(folder, {WORD: b"second"}, gate, REPORT)
    monkeypatch.undo()
    second = {DRAFT: b"second"} if saved == WORD else {WORD: b"second"}
    assert lies(folder) == {saved: b"by hand", **second}
    assert done.paths[WORD].read_bytes() == b"second"
    assert [path.name for path in folder.parent.iterdir()] == ["r"]


# ---- what is no plain file that we wrote


def test_a_file_that_cannot_be_read_stays(folder: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == WORD:  # as Windows answers while Excel or Word holds it
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    done = publish(folder, {WORD: b"second"}, gate, REPORT)
    monkeypatch.undo()
    assert lies(folder) == {WORD: b"first", DRAFT: b"second"}
    assert done.paths == {WORD: folder / DRAFT}


def test_links_and_empty_folders_stay_as_they_are(folder: Path, gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_bytes(b"far")
    (folder / "far").symlink_to(tmp_path / "elsewhere")
    (folder / "a.txt").symlink_to(tmp_path / "elsewhere" / "a.txt")
    (folder / "drafts" / "old").mkdir(parents=True)
    publish(folder, {WORD: b"second"}, gate, REPORT)
    assert (folder / "far").readlink() == tmp_path / "elsewhere"
    assert (folder / "a.txt").readlink() == tmp_path / "elsewhere" / "a.txt"
    assert (folder / "drafts" / "old").is_dir()
    assert (tmp_path / "elsewhere" / "a.txt").read_bytes() == b"far"


@pytest.mark.parametrize("owner", [".~lock.督查通报.docx#", "~$督查通报.docx", "~$通报.docx"])
def test_one_that_is_open_in_word_or_libreoffice_stays(tmp_path: Path, gate: Gate, owner: str) -> None:
    publish(tmp_path / "r", {"督查通报.docx": b"1"}, gate, REPORT)
    (tmp_path / "r" / owner).write_bytes(b"someone")
    done = publish(tmp_path / "r", {"督查通报.docx": b"2"}, gate, REPORT)
    assert (tmp_path / "r" / "督查通报.docx").read_bytes() == b"1"
    assert done.paths["督查通报.docx"].name == "督查通报（草稿2）.docx"
    assert (tmp_path / "r" / owner).exists()
