"""style.toml: one file of colours, fills and fonts; what cannot be read or is no colour is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import StandardsError
from analysis.standards.load import SHIPPED, load_standards
from analysis.standards.model import Standards
from analysis.standards.style import contrast

SHIPPED_STYLE = (SHIPPED / "style.toml").read_text(encoding="utf-8")
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\0\1" * 2


def load_with(folder: Path, *changes: tuple[str, str]) -> Standards:
    text = SHIPPED_STYLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "style.toml").write_text(text, encoding="utf-8")
    return load_standards(folder)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#1A2530", "#FFFFFF", 15.5)],
)
def test_contrast_as_wcag_has_it(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == contrast(second, first) == pytest.approx(ratio, abs=0.05)


def test_the_shipped_style_has_every_colour_fill_and_font(standards: Standards) -> None:
    assert standards.style.colours["seal"] == "#A61B1B"
    assert standards.style.fills["unmet"].edge == "#7D2706"
    assert standards.style.fonts["body"][0] == "仿宋_GB2312"


def test_an_office_brings_its_own(tmp_path: Path) -> None:
    (tmp_path / "badge.png").write_bytes(PNG)
    own = load_with(
        tmp_path,
        ('seal = "#A61B1B"', 'seal = "#00437a"'),
        ('logo = ""', 'logo = "badge.png"'),
        ('office = { zh = "", en = "" }', 'office = "某县教育督导室"'),
        ('document_number = ""', 'document_number = "某教督〔{year}〕{number}号"'),
        ('notice_number = ""', 'notice_number = "某教改〔{year}〕{number}-{school}号"'),
    )
    assert own.style.colours["seal"] == "#00437A"
    assert own.style.logo == PNG
    assert own.text(own.style.office) == "某县教育督导室"
    assert own.style.document_number.format(year=2016, number=12) == "某教督〔2016〕12号"
    assert own.style.notice_number.format(year=2016, number=10, school="03") == "某教改〔2016〕10-03号"


def test_a_logo_for_a_poster_is_refused_with_its_size(tmp_path: Path) -> None:
    header = PNG[:16] + (12000).to_bytes(4, "big") + (9000).to_bytes(4, "big")
    (tmp_path / "badge.png").write_bytes(header)
    with pytest.raises(StandardsError, match="12000×9000"):
        load_with(tmp_path, ('logo = ""', 'logo = "badge.png"'))


def test_what_lies_beside_the_rules_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "旧.xlsx").write_bytes(b"PK")
    opened: list[str] = []
    read = Path.read_bytes
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda path: opened.append(path.name) or read(path))
        load_with(tmp_path, ('seal = "#A61B1B"', 'seal = "#00437b"'))
    assert "style.toml" in opened
    assert "旧.xlsx" not in opened


def test_another_logo_is_another_input(tmp_path: Path) -> None:
    digests = set()
    for picture in (PNG, PNG + b"1"):
        (tmp_path / "badge.png").write_bytes(picture)
        digests.add(load_with(tmp_path, ('logo = ""', 'logo = "badge.png"')).digest)
    assert len(digests) == 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('mute = "#5E6A75"', 'mute = "#A0A0A0"', "colour mute"),
        ('seal = "#A61B1B"', 'seal = "red"', "#RRGGBB"),
        ('text = "#9A3209"', 'text = "#F0A080"', "fill unmet text"),
        ('axis = "#8A96A1"', "", "axis"),
        ('open = {', 'opne = {', "opne"),
        ('latin = ["Times New Roman"]', 'latin = "Times New Roman"', "font latin"),
        ('logo = ""', 'logo = "gone.png"', "gone.png"),
        ('slide = ["', 'slide = []  # ["', "font slide"),
        ('document_number = ""', 'document_number = "〔{jahr}〕"', "jahr"),
        ('document_number = ""', 'document_number = "{number:03d}号"', "{number:03d}"),
        ('notice_number = ""', 'notice_number = "〔{jahr}〕{school}"', "jahr"),
        ('notice_number = ""', 'notice_number = "〔{year}〕{number}号"', "没有学校"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(StandardsError) as stopped:
        load_with(tmp_path, (old, new))
    assert "style.toml" in str(stopped.value)
    assert told in str(stopped.value)
