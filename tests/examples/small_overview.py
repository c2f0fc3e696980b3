"""Write the small workbook of the overview's shape that stands in where the published one is absent.

Authorities, codes, grades and inspectors are invented. Run: python -m tests.examples.small_overview
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

TARGET = Path(__file__).with_name("small_overview.xlsx")
SHEET = "ofsted_cs_inspections_overview"
TITLES = (
    "urn", "la_code", "region_code", "local_authority", "inspection_link", "overall_effectiveness_grade",
    "inspector_name", "inspection_start_date", "impact_of_leaders_grade", "help_and_protection_grade", "in_care_grade",
    "care_leavers_grade",
)  # fmt: skip
GOOD, BEST, PARTLY, FAILED = "good", "outstanding", "requires improvement", "inadequate"
ROWS = (
    ("901", "NE", "aldermoor", GOOD, GOOD, GOOD, BEST, GOOD),
    ("902", "NE", "brackenshire", BEST, BEST, GOOD, BEST, BEST),
    ("903", "NW", "coldbeck", PARTLY, GOOD, PARTLY, PARTLY, PARTLY),
    ("904", "NW", "dunmere", FAILED, FAILED, FAILED, PARTLY, FAILED),
    ("905", "SW", "elverstone", "not_reported_post_reform", GOOD, GOOD, GOOD, GOOD),
    ("906", "SW", "fernhaven", GOOD, GOOD, GOOD, GOOD, "inspection_pre_dates_judgement"),
)
"""la_code, region, authority, overall, leaders, protection, care, care leavers."""


def write_overview(target: Path = TARGET) -> None:
    """Write the workbook: one row an authority, an inspector invented for each, a formula beside the texts."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(TITLES)
    for number, (code, region, authority, overall, leaders, protection, care, leavers) in enumerate(ROWS, 1):
        link = f'=HYPERLINK("reports/{code}_{authority}", "reports/{code}_{authority}")'
        sheet.append(
            (f"80{code}", code, region, authority, link, overall, f"Inspector {number:02}", "11/09/2023", leaders,
             protection, care, leavers)
        )  # fmt: skip
    book.properties.creator = "ducha"
    book.properties.created = book.properties.modified = datetime(2025, 12, 31)
    book.save(target)


if __name__ == "__main__":
    write_overview()
