"""The wording files: the same keys and fields in both languages, and words for every value of the tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import StandardsError
from analysis.standards.load import SHIPPED, load_standards
from analysis.standards.model import Standards
from analysis.standards.wording import fields_of, flatten_wording
from analysis.tables import ASPECTS, DECIDED_BY, KINDS, SEVERITIES, STANDINGS, STATUSES, TABLES, VERDICTS


def test_nested_tables_become_dotted_keys() -> None:
    assert flatten_wording({"flag": {"unknown": "?", "school": {"none": "!"}}}) == {
        "flag.unknown": "?",
        "flag.school.none": "!",
    }


@pytest.mark.parametrize(
    ("template", "fields"),
    [("{k}/{n}所", ("k", "n")), ("{month:02d}", ("month",)), ("没有", ()), ("{{}}", ()), ("{n}{n}", ("n",))],
)
def test_fields_of_a_template(template: str, fields: tuple[str, ...]) -> None:
    assert fields_of(template) == fields


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("verdict", VERDICTS),
        ("aspect", ASPECTS),
        ("status", STATUSES),
        ("kind", KINDS),
        ("severity", SEVERITIES),
        ("decided_by", DECIDED_BY),
        ("standing", STANDINGS),
        ("refused_class", TABLES["refused"].vocabularies["class"]),
    ],
)
def test_every_value_of_the_tables_has_a_word(
    standards: Standards, standards_en: Standards, section: str, values: tuple[str, ...]
) -> None:
    for value in filter(None, values):
        assert standards.say(f"{section}.{value}")
        assert standards_en.say(f"{section}.{value}").isascii()


def change_wording(folder: Path, lang: str, old: str, new: str) -> str:
    """The message for one wording file with one change."""
    text = (SHIPPED / f"wording.{lang}.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / f"wording.{lang}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StandardsError) as told:
        load_standards(folder)
    return str(told.value)


def test_a_missing_sentence_is_told(tmp_path: Path) -> None:
    told = change_wording(tmp_path, "en", 'met = "met"\n', "")
    assert told == "wording.en.toml verdict.met: 缺少“verdict.met”。 两种语言的键必须相同，也不能比随附的少。"


def test_a_sentence_of_one_language_only_is_told(tmp_path: Path) -> None:
    assert "wording.zh.toml verdict.extra: 缺少" in change_wording(
        tmp_path, "en", "[verdict]\n", '[verdict]\nextra = "x"\n'
    )


def test_different_fields_are_told(tmp_path: Path) -> None:
    told = change_wording(tmp_path, "en", 'span = "{first} to {last}"', 'span = "{first} to {end}"')
    assert "wording.zh.toml / wording.en.toml date.span: 两种语言里的字段不同。" in told
    assert "(zh: first, last; en: end, first)" in told


def test_a_lone_brace_is_told(tmp_path: Path) -> None:
    told = change_wording(tmp_path, "en", 'span = "{first} to {last}"', 'span = "{first} to {last"')
    assert "wording.en.toml date.span: 花括号不成对。" in told


def test_a_sentence_is_filled_in(standards: Standards, standards_en: Standards) -> None:
    assert standards.say("date.day", year=2016, month=10, day=8) == "2016年10月8日"
    assert standards_en.say("date.day", year=2016, month=10, day=8) == "2016-10-08"
