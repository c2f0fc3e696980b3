"""ducha (督查): school-inspection workbooks in, tidy tables and defensible reports out.

A notebook takes a dozen names from here. They are looked up when they are used, so that `import analysis` costs
nothing; inside the package nothing imports from here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_SHOW = "analysis.reports.pages.show"
_NAMES = {
    "load_results": "analysis.measures.results",
    "open_page": "analysis.reports.pages.page",
    "open_comparison": "analysis.reports.pages.comparison",
    "explore": "analysis.reports.explore.controls",
    "preview": "analysis.reports.explore.preview",
    **dict.fromkeys(
        ("changes", "draw_toilets", "explain", "list_workbooks", "open_problems", "rates", "show_title"),
        "analysis.reports.explore.calls",
    ),
    **dict.fromkeys(
        ("check_parameters", "load_round", "show_front", "show_heading", "show_three", "show_areas", "show_chapters",
         "show_problems", "show_change", "show_quality", "show_analysis", "show_document", "show_sources",
         "open_school", "show_school", "show_comparison"),
        _SHOW,
    ),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Look a name of a notebook up in its room."""
    if name not in _NAMES:
        raise AttributeError(f"analysis has no {name}; it has {', '.join(sorted(_NAMES))}")
    return getattr(import_module(_NAMES[name]), name)


def __dir__() -> list[str]:
    return sorted(_NAMES)
