"""Words for how many: 个别, 部分, 大部分, 各, chosen by decision.toml [quantity] and never without their k/N."""

from __future__ import annotations

from analysis.standards.model import Standards


def choose_quantity(standards: Standards, part: int, whole: int) -> str:
    """The word that a share goes by: one, few, some, most or all; count where so few are judged that no word is used.

    Args:
        standards: its decision has the limits.
        part: how many; at least 1, as nothing of N is told in other words.
        whole: of how many.
    """
    limits = standards.decision.quantity
    if whole < limits["least"]:
        return "count"
    if part == whole:
        return "all"
    if part == 1:
        return "one"  # one of five is no few, and no 部分 either
    share = part / whole
    if share <= limits["few"] and part <= limits["few_most"]:
        return "few"
    return "some" if share <= limits["some"] else "most"
