"""Workbooks and tables on disk, the same bytes each time."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from .page import Book

_MOMENT = (2016, 10, 18, 9, 0, 0)
_STAMP = b"2016-10-18T01:00:00Z"


def save_book(book: Book, folder: Path) -> None:
    """Write a workbook with fixed times, and the stored values that a spreadsheet program leaves beside formulas."""
    book.workbook.properties.creator = "办公室"
    book.workbook.properties.lastModifiedBy = "办公室"
    book.workbook.properties.created = datetime(*_MOMENT)
    raw = io.BytesIO()
    book.workbook.save(raw)
    sheets = {f"xl/worksheets/sheet{n}.xml": name for n, name in enumerate(book.workbook.sheetnames, start=1)}
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(folder / book.file, "w") as target:
        for name in sorted(source.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + _STAMP, data)
            if name in sheets:
                data = _store_values(data, {cell: v for (s, cell), v in book.formulas.items() if s == sheets[name]})
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(info, data)


def _store_values(data: bytes, values: Mapping[str, float]) -> bytes:
    for cell, value in values.items():
        pattern = rb'(<c r="' + cell.encode() + rb'"[^>]*>\s*<f>[^<]*</f>\s*)(<v\s*/>|<v></v>)'
        data, count = re.subn(pattern, rb"\g<1><v>" + f"{value:g}".encode() + rb"</v>", data)
        if count != 1:
            raise ValueError(f"no empty value to fill at {cell}")
    return data


def write_rows(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as CSV (UTF-8, LF); whole numbers without a decimal point."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({column: _plain(row.get(column, "")) for column in columns} for row in rows)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
