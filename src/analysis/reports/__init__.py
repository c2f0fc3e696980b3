"""Products: pages, documents, slides, workbooks, pictures. They show what `RoundResults` holds and compute nothing."""

from __future__ import annotations

import sys
from typing import Any

# The notebook format's schema library builds a grammar of web addresses when it is imported, for two seconds in every
# process, and does without where that part of it is missing: no notebook of ours has an address to check.
_modules: dict[str, Any] = sys.modules
_modules.setdefault("rfc3987_syntax", None)
