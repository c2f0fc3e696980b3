"""Workbooks of openpyxl as bytes."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook

from analysis.reports.office.packages import settle_package


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
