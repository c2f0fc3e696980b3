"""Workbooks of openpyxl as bytes, and names of files that people look for by name."""

from __future__ import annotations

import io
import unicodedata
from datetime import date

from openpyxl import Workbook

from analysis.reports.office.packages import settle_package


def clean_name(text: str, *, most: int) -> str:
    """A part of a file name that people read: letters and digits of any script, no control, bidi or path sign.

    Args:
        text: the words.
        most: bytes in UTF-8 that it takes at most.
    """
    kept = "".join(letter for letter in text if letter in " -_（）()" or unicodedata.category(letter)[0] in "LN")
    while len(kept.encode("utf-8")) > most:
        kept = kept[:-1]
    return kept.strip() or "_"


def save_book(book: Workbook, *, day: date, title: str = "") -> bytes:
    """Write a workbook.

    Args:
        book: it; its properties are written anew.
        day: the day put as its date, one of the round's.
        title: title in its properties.
    """
    written = io.BytesIO()
    book.save(written)
    return settle_package(written.getvalue(), day=day, title=title)
