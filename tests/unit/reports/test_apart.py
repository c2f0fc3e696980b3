"""Products in a person's own folder: file by file, and nothing else of it is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import PrivacyStop, UsageError
from analysis.reports.privacy.gate import Gate
from analysis.reports.publish.apart import MANIFEST, publish_apart
from analysis.reports.publish.swap import Made
from analysis.standards.model import Standards
from analysis.tables import write_whole

CHARTS = Made("charts.zh", {"round": "2020-03"})


@pytest.fixture
def gate(standards: Standards) -> Gate:
    return Gate(standards)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def kill_before(patch: pytest.MonkeyPatch, name: str) -> None:
    """Let a run be killed when it comes to write this file."""

    def write(path: Path, content: bytes) -> Path:
        if path.name == name:
            raise KeyboardInterrupt
        return write_whole(path, content)

    patch.setattr("analysis.reports.publish.apart.write_whole", write)


def test_all_else_in_the_folder_stays_as_it_was(tmp_path: Path, gate: Gate) -> None:
    folder = tmp_path / "work"
    (folder / "empty").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_bytes(b"ref: refs/heads/main")
    (folder / "manifest.json").write_bytes(b'{"name": "my site"}')
    (folder / "far").symlink_to(tmp_path)
    (tmp_path / "far.svg").write_bytes(b"far")
    (folder / "2.svg").symlink_to(tmp_path / "far.svg")
    before = folder.stat().st_ino
    done = publish_apart(folder, {"1.svg": b"one", "2.svg": b"one"}, gate, CHARTS)
    there = [".git", "1.svg", "2.svg", "2（草稿2）.svg", MANIFEST, "empty", "far", "manifest.json"]
    assert names(folder) == there
    assert (folder / "manifest.json").read_bytes() == b'{"name": "my site"}'
    assert (folder / ".git" / "HEAD").is_file()
    assert (folder / "2.svg").is_symlink()
    assert (tmp_path / "far.svg").read_bytes() == b"far"
    assert done.paths["2.svg"] == folder / "2（草稿2）.svg"
    assert folder.stat().st_ino == before, "it is the same folder, not one that took its place"


def test_the_working_folder_can_be_named(tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    publish_apart(Path(), {"1.svg": b"one"}, gate, CHARTS)
    assert (tmp_path / "1.svg").read_bytes() == b"one"


def test_a_run_takes_the_place_of_its_last_one_and_of_no_edit(tmp_path: Path, gate: Gate) -> None:
    publish_apart(tmp_path, {f"{number}.svg": b"one" for number in range(1, 5)}, gate, CHARTS)
    publish_apart(tmp_path, {"1.en.svg": b"one"}, gate, Made("charts.en"))
    (tmp_path / "2.svg").write_bytes(b"by hand")
    (tmp_path / "3.svg").write_bytes(b"by hand")
    done = publish_apart(tmp_path, {"1.svg": b"two", "2.svg": b"two"}, gate, CHARTS)
    assert names(tmp_path) == sorted(["1.svg", "1.en.svg", "2.svg", "2（草稿2）.svg", "3.svg", MANIFEST])
    assert (tmp_path / "1.svg").read_bytes() == b"two"
    assert (tmp_path / "2.svg").read_bytes() == (tmp_path / "3.svg").read_bytes() == b"by hand"
    assert (done.strange, done.paths["2.svg"].name) == ((), "2（草稿2）.svg")
    (tmp_path / "2.svg").unlink()
    publish_apart(tmp_path, {"2.svg": b"three"}, gate, CHARTS)
    assert names(tmp_path) == sorted(["1.en.svg", "2.svg", "3.svg", MANIFEST])


def test_a_run_that_was_killed_halfway_is_simply_run_again(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_apart(tmp_path, {"1.svg": b"one", "2.svg": b"one"}, gate, CHARTS)

    kill_before(monkeypatch, "2.svg")
    with pytest.raises(KeyboardInterrupt):
        publish_apart(tmp_path, {"1.svg": b"two", "2.svg": b"two"}, gate, CHARTS)
    monkeypatch.undo()
    done = publish_apart(tmp_path, {"1.svg": b"three", "2.svg": b"three"}, gate, CHARTS)
    assert done.paths == {name: tmp_path / name for name in ("1.svg", "2.svg")}
    assert names(tmp_path) == ["1.svg", "2.svg", MANIFEST]


def test_a_run_that_was_killed_twice_still_knows_what_lies_there(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_apart(tmp_path, {"1.svg": b"one"}, gate, CHARTS)

    kill_before(monkeypatch, "1.svg")
    for content in (b"two", b"three"):
        with pytest.raises(KeyboardInterrupt):
            publish_apart(tmp_path, {"1.svg": content}, gate, CHARTS)
    monkeypatch.undo()
    publish_apart(tmp_path, {"1.svg": b"four"}, gate, CHARTS)
    assert names(tmp_path) == ["1.svg", MANIFEST]
    assert (tmp_path / "1.svg").read_bytes() == b"four"


def test_a_run_that_was_killed_beside_an_edit_leaves_no_draft_behind(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_apart(tmp_path, {"1.svg": b"one", "2.svg": b"one"}, gate, CHARTS)
    (tmp_path / "1.svg").write_bytes(b"by hand")

    kill_before(monkeypatch, "2.svg")
    with pytest.raises(KeyboardInterrupt):
        publish_apart(tmp_path, {"1.svg": b"two", "2.svg": b"two"}, gate, CHARTS)
    monkeypatch.undo()
    assert (tmp_path / "1（草稿2）.svg").read_bytes() == b"two"
    publish_apart(tmp_path, {"1.svg": b"three", "2.svg": b"three"}, gate, CHARTS)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.svg")} == {
        "1.svg": b"by hand", "1（草稿2）.svg": b"three", "2.svg": b"three",
    }  # fmt: skip
    (tmp_path / "1.svg").unlink()
    publish_apart(tmp_path, {"1.svg": b"four", "2.svg": b"four"}, gate, CHARTS)
    assert names(tmp_path) == ["1.svg", "2.svg", MANIFEST]


def test_what_is_saved_while_a_run_writes_is_kept(tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_apart(tmp_path, {"1.svg": b"one"}, gate, CHARTS)

    def save(path: Path, content: bytes) -> Path:
        if path.name == MANIFEST:
            (tmp_path / "1.svg").write_bytes(b"by hand")
        return write_whole(path, content)

    monkeypatch.setattr("analysis.reports.publish.apart.write_whole", save)
    publish_apart(tmp_path, {"1.svg": b"two"}, gate, CHARTS)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.svg")} == {
        "1.svg": b"by hand", "1（草稿2）.svg": b"two",
    }  # fmt: skip


def test_a_file_that_only_has_the_name_of_the_manifest_is_told(tmp_path: Path, gate: Gate) -> None:
    (tmp_path / MANIFEST).write_bytes(b"[]")
    with pytest.raises(UsageError, match="不是本程序写的清单"):
        publish_apart(tmp_path, {"1.svg": b"one"}, gate, CHARTS)
    assert names(tmp_path) == [MANIFEST]


def test_a_person_leaves_the_folder_as_it_was(tmp_path: Path, gate: Gate) -> None:
    with pytest.raises(PrivacyStop):
        publish_apart(tmp_path, {"1.csv": b"one", "2.csv": "电话17099990000".encode()}, gate, CHARTS)
    assert names(tmp_path) == []
