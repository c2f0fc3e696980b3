"""Loading rules: replacing a file, byte order marks, other encodings, the digest, the languages."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from analysis.errors import MissingError, StandardsError, UsageError
from analysis.standards.load import FILES, SHIPPED, load_standards
from analysis.standards.model import Standards


def copy_file(folder: Path, name: str, *changes: tuple[str, str], encoding: str = "utf-8") -> None:
    """A rule file of an office: the shipped one with some words changed."""
    text = (SHIPPED / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding=encoding)


def test_a_file_of_that_name_replaces_the_shipped_one_whole(tmp_path: Path, standards: Standards) -> None:
    copy_file(tmp_path, "decision.toml", ("minimum_for_percent = 10", "minimum_for_percent = 20"))
    ours = load_standards(tmp_path)
    assert ours.decision.minimum_for_percent == 20
    assert ours.items == standards.items
    assert ours.digest != standards.digest


def test_notepads_byte_order_mark_is_tolerated(tmp_path: Path) -> None:
    copy_file(tmp_path, "decision.toml", encoding="utf-8-sig")
    assert load_standards(tmp_path).decision.suppress_below == 10


def test_another_encoding_is_told(tmp_path: Path) -> None:
    copy_file(tmp_path, "measures.toml", ("㎡", "平方米"), ("’", "'"), encoding="gb18030")
    with pytest.raises(StandardsError) as told:
        load_standards(tmp_path)
    assert str(told.value) == "measures.toml: 文件不是UTF-8编码。 请另存为UTF-8。"


def test_full_width_quotation_marks_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "decision.toml").write_text("order = “verified”\n", encoding="utf-8")
    with pytest.raises(StandardsError, match=r"decision.toml: 文件不是有效的TOML") as told:
        load_standards(tmp_path)
    assert "line 1" in told.value.seen
    assert told.value.exit_code == 5


def test_a_misspelt_file_name_is_not_silently_ignored(tmp_path: Path) -> None:
    (tmp_path / "checklists.toml").write_text("", encoding="utf-8")
    with pytest.raises(StandardsError, match=r"checklists.toml: 这个文件名不是规则文件"):
        load_standards(tmp_path)


def test_rules_that_were_edited_are_read_again_and_the_same_ones_are_not(tmp_path: Path) -> None:
    copy_file(tmp_path, "decision.toml", ("minimum_for_percent = 10", "minimum_for_percent = 20"))
    first = load_standards(tmp_path)
    assert load_standards(tmp_path) is first
    copy_file(tmp_path, "decision.toml", ("minimum_for_percent = 10", "minimum_for_percent = 30"))
    assert [load_standards(tmp_path, lang).decision.minimum_for_percent for lang in ("zh", "en")] == [30, 30]
    (tmp_path / "decision.toml").write_text("", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(StandardsError):
            load_standards(tmp_path)


def test_other_files_may_lie_in_the_folder(tmp_path: Path, standards: Standards) -> None:
    (tmp_path / "README.md").write_text("why\n", encoding="utf-8")
    assert load_standards(tmp_path).digest == standards.digest


def test_no_such_folder_or_language(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="没有规则文件夹"):
        load_standards(tmp_path / "nowhere")
    with pytest.raises(UsageError) as told:
        load_standards(lang="fr")
    assert (told.value.seen, told.value.do) == ("fr", "zh | en")


def test_the_digest_follows_content_and_language(standards: Standards, standards_en: Standards) -> None:
    assert load_standards().digest == standards.digest
    assert standards.digest != standards_en.digest
    assert len(standards.digest) == 64


def test_rules_can_be_sent_to_a_worker(standards: Standards) -> None:
    assert pickle.loads(pickle.dumps(standards)) == standards


def test_every_rule_file_is_shipped() -> None:
    assert sorted(path.name for path in SHIPPED.glob("*.toml")) == sorted(FILES)


ENGLISH = """
edition = "2024"
[entity]
name = "local authority"
plural = "local authorities"
counter = ""
[[area]]
id = "care"
number = 1
title = "Children's services"
short = "Services"
agreement_code = "1-31"
[[item]]
id = "care.1"
short = "overall effectiveness"
requirement = "How well children are served, all in all"
titles = ["overall_effectiveness"]
[[item]]
id = "care.leavers"
number = 2
short = { en = "care leavers" }
requirement = "How young people who leave care fare"
"""


def test_another_country_brings_its_own_checklist(tmp_path: Path) -> None:
    (tmp_path / "checklist.toml").write_text(ENGLISH, encoding="utf-8")
    theirs = load_standards(tmp_path, "en")
    assert [area.items for area in theirs.areas] == [("care.1", "care.leavers")]
    assert theirs.items["care.1"].titles == ("overall effectiveness", "overall_effectiveness")
    assert theirs.code("care.leavers") == "1-2"
    assert theirs.figures == ()
    # A text in one language serves both.
    assert load_standards(tmp_path, "zh").name("care.leavers") == "care leavers"
