"""The file names of a round's products, by language."""

from __future__ import annotations

from analysis.reports.office.annex.annex import ANNEX_FILE
from analysis.reports.office.notices.products import COMBINED
from analysis.rounds.ledgers import LEDGER_FILE

PAGES = {"zh": "report.html", "en": "report.en.html"}
"""File name of the page, by language."""
PRINTS = {"zh": "report.pdf", "en": "report.en.pdf"}
"""File name of the page as it is printed, by language."""
NOTEBOOKS = {"zh": "round_report.ipynb", "en": "round_report.en.ipynb"}
"""File name of the executed notebook, by language."""
DOCUMENTS = {
    ("zh", "report"): "督查报告.docx", ("zh", "circular"): "督查通报.docx",
    ("en", "report"): "inspection_report.docx", ("en", "circular"): "inspection_circular.docx",
}  # fmt: skip
"""File name of the written report as a Word document, by language and kind."""
TEXTS = {
    ("zh", "report"): "督查报告.md", ("zh", "circular"): "督查通报.md",
    ("en", "report"): "inspection_report.md", ("en", "circular"): "inspection_circular.md",
}  # fmt: skip
"""File name of the written report as plain text, by language and kind."""
SLIDES = {"zh": "督查情况.pptx", "en": "inspection_slides.pptx"}
"""File name of the slides, by language."""
ERRATA = {"zh": "更正.md", "en": "erratum.md"}
"""File name of the erratum of a closed round, by language."""
COMPARISONS = {"zh": "compare-{earlier}.html", "en": "compare-{earlier}.en.html"}
"""File name of the page of two rounds among the products of the later one, by language."""
PRODUCTS = (
    *PAGES.values(), *PRINTS.values(), *TEXTS.values(), *DOCUMENTS.values(), *ERRATA.values(), *SLIDES.values(),
    *ANNEX_FILE.values(), *LEDGER_FILE.values(), *COMBINED.values(),
)  # fmt: skip
"""What the index links to, in its order; pages of two rounds follow."""


def list_beside(lang: str, kind: str) -> tuple[str, ...]:
    """What lies beside the page of a round once it is published, most wanted first.

    Args:
        lang: zh or en.
        kind: of the written report: report or circular.
    """
    return ANNEX_FILE[lang], DOCUMENTS[lang, kind], SLIDES[lang], LEDGER_FILE[lang]
