"""docs/method.md and the report number the method alike, and every function that it names is there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from analysis.narrative.method import METHODS, name_method
from analysis.standards.model import Standards

PAGE = (Path(__file__).resolve().parents[3] / "docs/method.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\d+) (.+)$", PAGE, re.M))


def test_headings_are_those_that_the_report_cites(standards: Standards) -> None:
    assert [f"{number} {title}" for number, title in SECTIONS.items()] == [
        name_method(standards, name) for name in METHODS
    ]  # fmt: skip


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([a-z_.]+\.[a-z_]+)`", PAGE)) - {"rounds.computed"}))
def test_every_function_named_is_there(named: str) -> None:
    module, _, function = named.rpartition(".")
    room = "" if module.startswith("rounds.") else "measures."
    assert callable(getattr(import_module(f"analysis.{room}{module}"), function))
