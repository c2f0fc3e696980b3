"""TOML as people write it: what Notepad and a Chinese keyboard put into a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import CorrectionsError
from analysis.rounds.handwritten import read_toml
from analysis.standards.model import Standards

PLAIN = '[[correction]]\nfile = "全面改薄.xlsx"\nbecomes = "×"\n'
FULL_WIDTH = "［［correction］］\nfile ＝ “全面改薄.xlsx”\nbecomes　＝　“×”\n"
EXPECTED = {"correction": [{"file": "全面改薄.xlsx", "becomes": "×"}]}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAIN.encode(), id="plain"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN.encode(), id="byte order mark"),
        pytest.param(PLAIN.encode("gb18030"), id="GBK"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(FULL_WIDTH.encode(), id="full-width signs"),
        pytest.param(FULL_WIDTH.encode("gb18030"), id="full-width signs in GBK"),
    ],
)
def test_read_as_meant(data: bytes, tmp_path: Path, standards: Standards) -> None:
    path = tmp_path / "corrections.toml"
    path.write_bytes(data)
    assert read_toml(path, standards) == EXPECTED


def test_correct_file_is_never_rewritten(tmp_path: Path, standards: Standards) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text('was = "写着“好”＝√"\n', encoding="utf-8")
    assert read_toml(path, standards) == {"was": "写着“好”＝√"}


def test_no_toml_is_told_with_its_line(tmp_path: Path, standards: Standards) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text('file = "a.xlsx"\nwas = = 1\n', encoding="utf-8")
    with pytest.raises(CorrectionsError) as caught:
        read_toml(path, standards)
    assert caught.value.exit_code == 5
    assert "corrections.toml" in str(caught.value)
    assert "line" in str(caught.value)
