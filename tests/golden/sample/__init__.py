"""The invented sample district: its decisions, its workbooks, and the tables that a right reader must find in them.

Everything here is made up: district, towns, schools, problems, and the names and numbers on the sheet that must be
refused (no existing region code, a wrong check character, an unused phone prefix). `python -m tests.golden.sample`
writes data/raw and tests/golden/expected again, to the same bytes. The expected tables come from what was decided when
a cell was written, never from reading a workbook.
"""

import os

# openpyxl writes the same workbook in other bytes where lxml is installed; the committed ones were written without.
os.environ.setdefault("OPENPYXL_LXML", "False")
