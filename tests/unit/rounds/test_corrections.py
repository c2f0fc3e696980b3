"""Corrections: what is taken, found again, or set aside."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import CorrectionsError
from analysis.rounds.anchors import place_corrections
from analysis.rounds.corrections import Correction, hold_back, read_corrections
from analysis.standards.model import Standards
from analysis.tables import check_table, make_table

ENTRY = """[[correction]]
file = "a.xlsx"
sheet = "甲"
cell = "F5"
was = "待核"
becomes = "×"
reason = "督查二组电话核实"
by_role = "督导室"
on = 2020-03-09
"""


def correction(cell: str = "F5", was: str = "待核", **more: str) -> Correction:
    return Correction("a.xlsx", "甲", cell, was, "×", "核实", "督导室", "2020-03-09", **more)


def tables() -> dict[str, pd.DataFrame]:
    place = {"file": "a.xlsx", "sheet": "甲"}
    return {
        "cells": make_table("cells", [
            {**place, "cell": cell, "raw": raw} for cell, raw in (("F5", "待 核"), ("F6", "√"), ("F9", "待核"))
        ]),
        "findings": make_table("findings", [
            {**place, "cell": "F5", "raw": "待 核", "school_id": "S1", "item_id": "cond.08", "aspect": "inspected",
             "verdict": "unreadable"},
            {**place, "cell": "F6", "raw": "√", "school_id": "S2", "item_id": "cond.08", "aspect": "inspected",
             "verdict": "met"},
            {**place, "cell": "F9", "raw": "待核", "school_id": "S4", "item_id": "cond.08", "aspect": "inspected",
             "verdict": "unreadable"},
        ]),
    }  # fmt: skip


def test_read(tmp_path: Path, standards: Standards) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(ENTRY, encoding="utf-8")
    assert read_corrections(path, standards) == (
        Correction("a.xlsx", "甲", "F5", "待核", "×", "督查二组电话核实", "督导室", "2020-03-09"),
    )
    assert read_corrections(tmp_path / "none.toml", standards) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(ENTRY.replace('reason = "督查二组电话核实"\n', ""), "reason", id="no reason"),
        pytest.param(ENTRY + 'by_name = "x"\n', "by_name", id="a key that is not known"),
        pytest.param(ENTRY.replace("correction", "corection"), "corection", id="a table that is not known"),
    ],
)
def test_entry_that_cannot_be_taken(text: str, told: str, tmp_path: Path, standards: Standards) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=told) as caught:
        read_corrections(path, standards)
    assert caught.value.exit_code == 5


def test_fits_though_spaces_differ(standards: Standards) -> None:
    placed = place_corrections([correction()], tables(), standards)
    assert (placed.texts, placed.held, placed.flags) == ({("a.xlsx", "甲", "F5"): "×"}, frozenset(), ())


def test_moved_cell_is_found_by_school_and_item(standards: Standards) -> None:
    placed = place_corrections([correction("F6", school="S4", item="cond.08")], tables(), standards)
    assert placed.texts == {("a.xlsx", "甲", "F9"): "×"}
    assert [(flag["code"], flag["severity"], flag["cell"]) for flag in placed.flags] == [
        ("correction_moved", "note", "F9")
    ]


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(correction("F6"), id="the cell holds something else"),
        pytest.param(correction("G7"), id="the cell is empty"),
        pytest.param(correction("F6", school="S2", item="cond.08"), id="not even there"),
    ],
)
def test_unfit_correction_is_set_aside(one: Correction, standards: Standards) -> None:
    placed = place_corrections([one], tables(), standards)
    assert placed.texts == {}
    assert placed.held == {("a.xlsx", "甲", one.cell)}
    assert [(flag["code"], flag["severity"]) for flag in placed.flags] == [("correction_unfit", "error")]


def test_cell_held_back_enters_nothing() -> None:
    found = hold_back(tables()["findings"], frozenset({("a.xlsx", "甲", "F6")}))
    check_table("findings", found)
    assert list(found["verdict"]) == ["unreadable", "unreadable", "unreadable"]
    assert list(hold_back(tables()["findings"], frozenset())["verdict"]) == ["unreadable", "met", "unreadable"]
