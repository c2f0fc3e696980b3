"""The numbered method: the sections of docs/method.md in their order, cited wherever a method is used."""

from __future__ import annotations

from analysis.standards.model import Standards

METHODS = (
    "coverage", "rates", "intervals", "decision", "computed", "toilets", "change", "mcnemar", "rectification", "ages",
    "overdue", "on_time", "median", "relapse", "agreement", "teams", "funnel", "trend", "balance", "revisit",
    "suppression", "symbols", "not_done",
)  # fmt: skip
"""Keys of [method] in the wording, in the order of docs/method.md; the first is §1."""


def name_method(standards: Standards, name: str) -> str:
    """A section's heading with its number: `7 与上一轮比`."""
    return f"{METHODS.index(name) + 1} {standards.say(f'method.{name}')}"


def cite_method(standards: Standards, *names: str) -> str:
    """`（方法 §7、§8）`, to stand after a title; nothing for no names."""
    if not names:
        return ""
    numbers = [f"§{METHODS.index(name) + 1}" for name in names]
    return standards.say("method.cited", numbers=standards.say("narrative.mark.list").join(numbers))


def list_methods(standards: Standards) -> str:
    """All sections in one line: `§1 覆盖　§2 达标率 …`."""
    named = (f"§{name_method(standards, name)}" for name in METHODS)
    return standards.say("method.listed", sections=standards.say("narrative.mark.semicolon").join(named))
