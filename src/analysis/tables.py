"""The declared tables: columns, types, keys and vocabularies; making, checking, reading and writing them.

Every table is a plain pandas DataFrame with exactly the columns declared here, in this order. Text columns hold str (an
unknown is ""; only `raw` may be missing), dates are ISO text, counts are int64, values float64. Where a value came from
(file, sheet, cell, raw) is columns, so it survives every merge.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A text that starts so would be a formula where a spreadsheet program opens it."""
TEXT, COUNT, VALUE, FLAG = "text", "count", "value", "flag"
"""The four column types: str, int64, float64, bool."""

ASPECTS = ("self_reported", "inspected", "verified")
"""How a finding was come by, from the school's own word to the later check."""
JUDGED = ("met", "partial", "unmet")
"""Verdicts that enter a denominator."""
VERDICTS = (*JUDGED, "not_applicable", "not_inspected", "blank", "unreadable")
"""Every verdict of a finding or a conclusion."""
STATUSES = (
    "open", "in_progress", "claimed_done", "awaiting_check", "closed_verified", "continuing", "blocked", "reopened", "",
)  # fmt: skip
"""Every status of a problem; "" where the ledger says none."""
ROW_ROLES = (
    "title", "header", "body", "subtotal", "statistic", "note", "signature", "section", "blank_form", "refused",
    "empty",
)  # fmt: skip
"""What a row of a sheet is."""
CELL_ROLES = (*ROW_ROLES, "school", "finding", "measurement", "problem", "remark")
"""What a cell was taken for; in the body the finer ones, `body` for anything else."""
KINDS = ("primary", "junior", "nine_year", "teaching_point", "")
"""Kinds of school; "" where the register does not say."""
SEVERITIES = ("note", "warning", "error")
"""How much a flag matters."""
DECIDED_BY = ("verified", "inspected", "computed", "correction", "none")
"""Which evidence a conclusion rests on."""
STANDINGS = ("agreed", "in_dispute", "self_only", "none")
"""Whether the evidence of one aspect agrees; in_dispute and self_only enter no rate."""

DECISIONS = ("upheld", "upheld_in_part", "not_applicable", "rejected", "")
"""What was decided on a school's reply (申辩): the finding falls, it is partial, it does not apply, it stands; "" = not
decided yet."""
REPLIES = ("pending", *DECISIONS)
"""How the reply to a problem's finding stands; "" where there is none. Until decided the finding counts as found."""
ORIGINS = ("ledger", "conclusion", "both")
"""Where a problem of a round comes from: rows of its ledgers, a conclusion alone, or a conclusion with its row."""
LINK_RULES = ("same_id", "same_words", "same_school_and_item", "successor", "relapsed")
"""Why a problem is taken for one of an earlier round; `relapsed`: that one was closed after a check, and it is here
again."""

_PLACE = {"file": TEXT, "sheet": TEXT, "cell": TEXT, "raw": TEXT}


@dataclass(frozen=True)
class Table:
    """A declared table.

    Attributes:
        name: file name without suffix.
        columns: column → type, in their fixed order.
        vocabularies: column → the values it may hold.
        key: columns that together name one row; empty where rows may repeat.
    """

    name: str
    columns: Mapping[str, str]
    vocabularies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key: tuple[str, ...] = ()


def _declare(
    name: str, columns: Mapping[str, str], *, key: tuple[str, ...] = (), **vocabularies: tuple[str, ...]
) -> Table:
    return Table(name, dict(columns), vocabularies, key)


_DECLARED = (
    _declare(
        "cells",
        {"file": TEXT, "sheet": TEXT, "cell": TEXT, "row": COUNT, "col": COUNT, "last_row": COUNT, "last_col": COUNT,
         "cell_type": TEXT, "raw": TEXT, "role": TEXT},
        key=("file", "sheet", "cell"), role=CELL_ROLES,
    ),
    _declare(
        "findings",
        {**_PLACE, "round_id": TEXT, "school_id": TEXT, "item_id": TEXT, "item_edition": TEXT, "aspect": TEXT,
         "verdict": TEXT, "note": TEXT, "team": TEXT},
        aspect=ASPECTS, verdict=VERDICTS,
    ),
    _declare(
        "measurements",
        {**_PLACE, "round_id": TEXT, "school_id": TEXT, "measure": TEXT, "item_id": TEXT, "aspect": TEXT,
         "value": VALUE, "unit": TEXT, "approximate": FLAG},
        aspect=ASPECTS,
    ),
    _declare(
        "problems",
        {"file": TEXT, "sheet": TEXT, "row": COUNT, "cell": TEXT, "raw": TEXT, "problem_id": TEXT, "round_id": TEXT,
         "school_id": TEXT, "item_id": TEXT, "text": TEXT, "found_on": TEXT, "deadline": TEXT, "claimed_on": TEXT,
         "verified_on": TEXT, "status": TEXT, "blocked_by": TEXT},
        status=STATUSES,
    ),
    _declare(
        "remarks",
        {**_PLACE, "round_id": TEXT, "school_id": TEXT, "item_id": TEXT, "kind": TEXT, "text": TEXT},
    ),
    _declare(
        "replies",
        {**_PLACE, "round_id": TEXT, "school_id": TEXT, "item_id": TEXT, "received_on": TEXT, "grounds": TEXT,
         "decision": TEXT, "by_role": TEXT, "decided_on": TEXT, "problem_id": TEXT},
        decision=DECISIONS,
    ),
    _declare(
        "extensions",
        {**_PLACE, "round_id": TEXT, "school_id": TEXT, "item_id": TEXT, "problem_id": TEXT, "extended_to": TEXT,
         "reason": TEXT, "asked_to": TEXT},
    ),
    _declare("checks", {**_PLACE, "stated": VALUE, "recomputed": VALUE, "agrees": TEXT}, agrees=("yes", "no")),
    _declare("refused", {"file": TEXT, "sheet": TEXT, "column": TEXT, "class": TEXT},
             **{"class": ("person_name", "id_number", "contact", "bank", "watch", "family", "whole_sheet")}),
    _declare(
        "flags",
        {**_PLACE, "severity": TEXT, "code": TEXT, "message": TEXT, "affects": COUNT},
        severity=SEVERITIES,
    ),
    _declare(
        "corrections",
        {"file": TEXT, "sheet": TEXT, "cell": TEXT, "was": TEXT, "becomes": TEXT, "reason": TEXT, "by_role": TEXT,
         "on": TEXT},
        key=("file", "sheet", "cell"),
    ),
    _declare(
        "conclusions",
        {"round_id": TEXT, "entity": TEXT, "school_id": TEXT, "item_id": TEXT, "verdict": TEXT, "decided_by": TEXT,
         "standing": TEXT},
        key=("entity", "school_id", "item_id"), entity=("school", "town", "district"), verdict=VERDICTS,
        decided_by=DECIDED_BY, standing=STANDINGS,
    ),
    _declare(
        "round_problems",
        {"problem_id": TEXT, "round_id": TEXT, "school_id": TEXT, "item_id": TEXT, "text": TEXT, "requirement": TEXT,
         "found_on": TEXT, "deadline": TEXT, "extended_to": TEXT, "extension_reason": TEXT, "claimed_on": TEXT,
         "verified_on": TEXT, "status": TEXT, "blocked_by": TEXT, "origin": TEXT, "reply": TEXT, **_PLACE},
        key=("problem_id",), status=STATUSES, origin=ORIGINS, reply=REPLIES,
    ),
    _declare(
        "problem_links",
        {"problem_id": TEXT, "round_id": TEXT, "earlier_problem_id": TEXT, "earlier_round_id": TEXT, "rule": TEXT},
        key=("problem_id", "earlier_problem_id"), rule=LINK_RULES,
    ),
    _declare(
        "coverage",
        {"round_id": TEXT, "school_id": TEXT, "area": TEXT, "due": FLAG, "visited": FLAG, "team": TEXT, "reason": TEXT,
         **_PLACE, "reason_cell": TEXT},
    ),
    _declare(
        "workbooks",
        {"file": TEXT, "sha256": TEXT, "bytes": COUNT, "state": TEXT, "reason": TEXT, "sheets": COUNT, "cells": COUNT},
        key=("file",), state=("read", "refused", "not_read"),
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {table.name: table for table in _DECLARED}
"""Every table that a round or a loose read writes, by name."""
WORKBOOK_TABLES = (
    "cells",
    "findings",
    "measurements",
    "problems",
    "remarks",
    "replies",
    "extensions",
    "checks",
    "refused",
    "flags",
)
"""The tables that reading one workbook gives."""

_PANDAS = {TEXT: "str", COUNT: "int64", VALUE: "float64", FLAG: "bool"}
_ARROW = {TEXT: pa.string(), COUNT: pa.int64(), VALUE: pa.float64(), FLAG: pa.bool_()}
_MISSING: dict[str, Any] = {TEXT: "", COUNT: 0, VALUE: float("nan"), FLAG: False}


def make_table(name: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """Make a declared table from rows; a column that a row leaves out is empty.

    Args:
        name: a name in `TABLES`.
        rows: mappings of column → value; a column that is not declared raises KeyError (gate 2: no free columns).

    Returns:
        A frame with exactly the declared columns and types.
    """
    return make_rows(name, TABLES[name].columns, rows)


def make_rows(name: str, declared: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a frame of declared columns, column → type, from rows, as `make_table` does."""
    import pandas as pd

    listed = list(rows)
    if not listed:
        return _make_empty(tuple(declared.items())).copy(deep=False)
    unknown = {column for row in listed for column in row} - set(declared)
    if unknown:
        raise KeyError(f"{name} has no column {', '.join(sorted(unknown))}")
    data = {
        column: pd.Series([row.get(column, _MISSING[kind]) for row in listed], dtype=_PANDAS[kind]).array
        for column, kind in declared.items()
    }
    return pd.DataFrame(data, copy=False)


@cache
def _make_empty(declared: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    """Columns without rows; who takes a shallow copy may change that one freely."""
    import pandas as pd

    return pd.DataFrame({column: pd.Series([], dtype=_PANDAS[kind]) for column, kind in declared})


def make_arrow(name: str, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Make a declared table from whole columns, every one of which must be given: the fast way for many rows."""
    declared = TABLES[name].columns
    return pa.table({column: _array(columns[column], _ARROW[kind]) for column, kind in declared.items()})


def _array(values: Sequence[Any] | pa.Array, kind: pa.DataType) -> pa.Array:
    if isinstance(values, pa.Array):
        return values
    # Many columns say one thing in every row; comparing is cheaper than converting.
    alike = len(values) > 1 and isinstance(values[0], str) and values[0] == values[-1] == values[len(values) // 2]
    if alike and values.count(values[0]) == len(values):
        return pa.repeat(pa.scalar(values[0], kind), len(values))
    return pa.array(values, kind)


@cache
def empty_arrow(name: str) -> pa.Table:
    """A declared table without rows."""
    return make_arrow(name, dict.fromkeys(TABLES[name].columns, ()))


def frame_of(name: str, table: pa.Table) -> pd.DataFrame:
    """The frame of a declared table that came as Arrow."""
    return _unpack(TABLES[name].columns, table)


def _unpack(declared: Mapping[str, str], table: pa.Table) -> pd.DataFrame:
    if not table.num_rows:
        return make_rows("", declared, ())
    frame: pd.DataFrame = table.to_pandas()
    found = frame.dtypes
    wrong = {column: _PANDAS[kind] for column, kind in declared.items() if found[column] != _PANDAS[kind]}
    return frame.astype(wrong) if wrong else frame


def to_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, each as column → value in plain Python; pandas takes five times as long."""
    columns = {str(name): _list_values(column) for name, column in frame.items()}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _list_values(column: pd.Series) -> list[Any]:
    # A list made of a column of text is boxed value by value; an array of objects is made at once.
    text = column.dtype == "str"
    return column.to_numpy(dtype=object).tolist() if text else column.tolist()


def join_tables(name: str, frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Stack frames of one declared table, renumbering the rows; none gives the empty table."""
    import pandas as pd

    parts = [frame for frame in frames if len(frame)]
    return pd.concat(parts, ignore_index=True) if parts else make_table(name)


def check_table(name: str, frame: pd.DataFrame) -> None:
    """Prove that a frame is the declared table.

    Raises:
        ValueError: columns, types, vocabulary or key differ; the message names rows by position, never by value.
    """
    table = TABLES[name]
    check_columns(name, table.columns, frame)
    for column, words in table.vocabularies.items():
        outside = ~frame[column].isin(words)
        if outside.any():
            raise ValueError(
                f"{name}.{column}: a value outside its vocabulary in row {int(outside.to_numpy().argmax())}"
            )
    if table.key and frame.duplicated(list(table.key)).any():
        raise ValueError(f"{name}: two rows share the key {table.key}")


def check_columns(name: str, declared: Mapping[str, str], frame: pd.DataFrame) -> None:
    """Prove that a frame has the declared columns and types; ValueError says which differs."""
    if list(frame.columns) != list(declared):
        raise ValueError(f"{name}: columns are {list(frame.columns)}, declared are {list(declared)}")
    for (column, kind), found in zip(declared.items(), frame.dtypes, strict=True):
        if found != _PANDAS[kind]:
            raise ValueError(f"{name}.{column}: type {found}, declared {_PANDAS[kind]}")


def write_table(folder: Path, name: str, frame: pd.DataFrame) -> Path:
    """Check a table and write it as Parquet, whole or not at all; the same table gives the same bytes."""
    check_table(name, frame)
    return write_columns(folder / f"{name}.parquet", TABLES[name].columns, frame)


def write_columns(path: Path, declared: Mapping[str, str], frame: pd.DataFrame) -> Path:
    """Write a frame that was checked as Parquet, whole or not at all; the same frame gives the same bytes."""
    return write_whole(path, _pack(declared, frame) if len(frame) else _pack_empty(tuple(declared.items())))


def _pack(declared: Mapping[str, str], frame: pd.DataFrame) -> bytes:
    from pyarrow import parquet

    columns = {name: pa.array(frame[name].array, _ARROW[kind], from_pandas=True) for name, kind in declared.items()}
    buffer = io.BytesIO()
    parquet.write_table(pa.table(columns), buffer, compression="zstd")
    return buffer.getvalue()


@cache
def _pack_empty(declared: tuple[tuple[str, str], ...]) -> bytes:
    """Most tables of a small round are empty, and packing one takes as long as packing a hundred rows."""
    return _pack(dict(declared), _make_empty(declared))


def write_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV for a spreadsheet program: UTF-8 with BOM, and no text that would become a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{one}" if isinstance(one, str) and one.startswith(FORMULA_SIGNS) else one for one in row])
    return stream.getvalue().encode("utf-8-sig")


def strip_guard(text: str) -> str:
    """A text as it was before `write_csv` kept it from becoming a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_SIGNS) else text


def write_whole(path: Path, content: bytes) -> Path:
    """Write any file by a temporary one beside it: it is there whole, or as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """Read a declared table as it was written; a missing file raises FileNotFoundError."""
    return read_columns(folder / f"{name}.parquet", TABLES[name].columns)


def read_columns(path: Path, declared: Mapping[str, str]) -> pd.DataFrame:
    """Read a frame of declared columns as it was written; a missing file raises FileNotFoundError."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        return _unpack(declared, file.read())
