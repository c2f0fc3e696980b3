"""The numbers in the head lines of the office's own ledgers and receipts, by which they are known again.

They are text in a cell: renaming the file or saving it in another program leaves them there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

LEDGER_NUMBER = re.compile(r"DCTZ-([0-9A-Za-z_-]+)-[0-9]{8}(?![0-9A-Za-z_-])")
"""Of a ledger (整改台账); its group is the round."""
RECEIPT_NUMBER = re.compile(r"DCHZ-([0-9A-Za-z_-]+)-[0-9]{8}-[0-9A-Za-z_-]+")
"""Of a receipt (整改回执); its group is the round."""
HEAD_ROWS = 6
"""A number stands in one of the first rows of its sheet."""


def is_numbered(rows: Sequence[Iterable[str]]) -> bool:
    """Whether a sheet bears the number of a ledger or a receipt of ours.

    Args:
        rows: its texts, row by row.
    """
    texts = (text for row in rows[:HEAD_ROWS] for text in row)
    return any(LEDGER_NUMBER.search(text) or RECEIPT_NUMBER.search(text) for text in texts)
