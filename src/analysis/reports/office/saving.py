"""Workbooks as bytes: the same content gives the same bytes, and no person or clock in the properties."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

from openpyxl import Workbook

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_FIRST = "[Content_Types].xml"


def save_book(book: Workbook, *, day: date, title: str = "") -> bytes:
    """Write a workbook.

    Args:
        book: it; its author is emptied.
        day: the day put as its date, one of the round's.
        title: title in its properties.
    """
    moment = datetime(day.year, day.month, day.day)
    properties = book.properties
    properties.creator = properties.lastModifiedBy = ""
    properties.created, properties.title = moment, title
    raw, made = io.BytesIO(), io.BytesIO()
    book.save(raw)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w") as target:
        for name in sorted(source.namelist(), key=lambda part: (part != _FIRST, part)):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + stamp, data)
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(info, data)
    return made.getvalue()
