"""docs/reading-rules.md is what the rules of this folder write, and every rule has a number of its own."""

from __future__ import annotations

from collections import Counter

from tests.spec.manual import COMMAND, MANUAL, find_rules, name_rule, number_rule, write_manual


def test_the_manual_is_current():
    written = MANUAL.read_text(encoding="utf-8") if MANUAL.is_file() else ""
    current = write_manual()
    if written != current:
        pairs = zip(written.splitlines(), current.splitlines(), strict=False)
        first = next((number for number, (old, new) in enumerate(pairs, start=1) if old != new), "the end")
        raise AssertionError(
            f"docs/reading-rules.md is not current (from line {first}): run `{COMMAND}` and commit it."
        )


def test_every_rule_has_its_own_number():
    twice = [number for number, count in Counter(map(number_rule, find_rules())).items() if count > 1]
    told = [name_rule(path) for path in find_rules() if number_rule(path) in twice]
    assert not told, f"Rules with one number; take a free one (tests/spec/README.md): {told}"
