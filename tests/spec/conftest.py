"""What the reading rules are shown with: sheets drawn as text, read by the shipped standards and a small register.

A fixture added here is made in `manual.Shelf`, too.
"""

from __future__ import annotations

import pytest
from tests.reading_here import read_here
from tests.spec.district import District
from tests.spec.labelling import Labelling
from tests.spec.sheet import Drawing

from analysis.reading.schools import SchoolRegister, make_register

__all__ = ["read_here"]
SCHOOLS = """
school_id | name             | aliases        | town   | kind           | boarding
S01       | 青石镇中心小学   | 青石中心校     | 青石镇 | primary        | no
S02       | 青石镇第一小学   | 青石一小       | 青石镇 | primary        | no
S03       | 青石镇第二小学   |                | 青石镇 | primary        | no
S04       | 青石镇初级中学   | 青石初中       | 青石镇 | junior         | yes
S05       | 白杨镇中心小学   |                | 白杨镇 | primary        | yes
S06       | 白杨镇柳湾小学   |                | 白杨镇 | primary        | no
S07       | 白杨镇岭上教学点 |                | 白杨镇 | teaching_point | no
"""


def make_schools() -> SchoolRegister:
    """Seven schools of two towns."""
    rows = [[cell.strip() for cell in line.split("|")] for line in SCHOOLS.strip().splitlines()]
    return make_register(rows, "schools.csv")


@pytest.fixture(scope="session")
def schools() -> SchoolRegister:
    """The schools of the examples."""
    return make_schools()


@pytest.fixture
def draw(tmp_path, standards, schools):
    """`draw(text)` writes the sheet drawn as text to a workbook and reads it; see `sheet.py`."""
    return Drawing(tmp_path, standards, schools)


@pytest.fixture
def district(tmp_path, standards):
    """A round that workbooks are drawn into; see `district.py`."""
    return District(tmp_path, standards)


@pytest.fixture
def label(tmp_path, standards, schools):
    """`label(text)` says what each row of a table of any kind is; see `labelling.py`."""
    return Labelling(tmp_path, standards, schools)
