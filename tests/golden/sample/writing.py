"""Ways of writing a verdict, a status and a day, as offices write them."""

from __future__ import annotations

TICKS = {
    "met": "√", "unmet": "×", "partial": "基本达标", "not_applicable": "/", "not_inspected": "未查", "blank": "",
    "unreadable": "待核",
}  # fmt: skip
"""√ and ×."""
PASSED = TICKS | {"met": "合格", "unmet": "不合格", "partial": "基本合格", "not_applicable": "不涉及"}
"""合格 and 不合格."""
REACHED = TICKS | {"met": "达标", "unmet": "不达标", "partial": "基本达标"}
"""达标 and 不达标; a stroke where an item does not apply."""
DONE = TICKS | {"met": "落实", "unmet": "未落实", "partial": "基本落实", "not_applicable": "不涉及"}
"""落实 and 未落实."""
YES = TICKS | {"met": "是", "unmet": "否", "partial": "基本到位"}
"""是 and 否."""

STATUSES = {
    "open": "未整改", "in_progress": "整改中", "claimed_done": "已整改", "awaiting_check": "待验收",
    "closed_verified": "已销号", "continuing": "长期坚持", "blocked": "待资金", "reopened": "反弹，重新整改",
}  # fmt: skip
"""How the ledger writes what became of a problem."""


def write_verdict(words: dict[str, str], verdict: str, note: str = "") -> str:
    """A verdict in an office's words, with a remark beside it in brackets."""
    return f"{words[verdict]}（{note}）" if note and words[verdict] else words[verdict]


def write_day(day: str, *, year: bool = True) -> str:
    """An ISO day as 2016年10月14日, or 10月14日."""
    whole, month, number = (int(part) for part in day.split("-"))
    return f"{whole}年{month}月{number}日" if year else f"{month}月{number}日"
