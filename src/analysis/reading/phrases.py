"""Words made of known parts: 基本 + 完好 is partial, 未 + 安装 unmet, 未 + 核查 not inspected, 缺 + 3套 unmet."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.reading.numbers import parse_number
from analysis.standards.words import Words, remembered


@remembered
def read_parts(folded: str, words: Words) -> str:
    """The verdict of a word made of known parts, or ""."""
    return _prefixed(folded, words) or _said_of(folded, words) or _counted_short(folded, words)


def _said_of(folded: str, words: Words) -> str:
    """What the end says: 落实不到位 as 不到位, 部分教室达标 as 部分达标, 没有食堂 as 无食堂, 有隐患 unmet."""
    return _some_of(folded, words) or _found_of(folded, words) or _end_of(folded, words)


def _some_of(folded: str, words: Words) -> str:
    good = words.parts.get("good", ())
    for some in words.parts.get("some", ()):
        rest = folded[len(some) :]
        if folded.startswith(some) and rest.endswith(good) and not _denies(rest, words):
            return "partial"
    return ""


def _found_of(folded: str, words: Words) -> str:
    """Something bad that is there or not: 有隐患, 未发现问题."""
    parts = words.parts
    none = next((none for none in parts.get("none", ()) if folded.startswith(none)), "")
    rest = folded[len(none) :]
    if none and rest:
        return "met" if _made_of(rest, parts) == "bad" else words.verdict.get(f"无{rest}", "")
    there = next((there for there in parts.get("there", ()) if folded.startswith(there)), "")
    return "unmet" if there and _made_of(folded[len(there) :], parts) == "bad" else ""


def _end_of(folded: str, words: Words) -> str:
    """A word of work, then how well it is done: 落实不到位, 配备不全."""
    for subject in words.parts.get("good", ()):
        rest = folded[len(subject) :]
        if folded.startswith(subject) and len(rest) > 1:
            verdict = words.verdict.get(rest) or _prefixed(rest, words)
            if verdict in ("partial", "unmet"):
                return verdict
    return ""


def _denies(text: str, words: Words) -> bool:
    return any(word in text for word in (*words.parts.get("not", ()), *words.parts.get("none", ())))


def _counted_short(folded: str, words: Words) -> str:
    """缺3套, 少2张: how much is short is no less short."""
    short = next((word for word in words.parts.get("short", ()) if folded.startswith(word)), "")
    rest = folded[len(short) :]
    number = parse_number(rest, words) if short and rest else None
    return "unmet" if number is not None and number.value > 0 else ""


def _prefixed(folded: str, words: Words) -> str:
    """A prefix and what follows it: 基本完好, 未安装, 已公示; or a plain word for good or bad."""
    parts = words.parts
    for head in ("partly", "not", "done", ""):
        for prefix in parts.get(head, ()) if head else ("",):
            if not folded.startswith(prefix) or folded == prefix:
                continue
            kind = _made_of(folded[len(prefix) :], parts)
            verdict = _COMBINED.get((head, kind), "")
            if verdict:
                return verdict
    return ""


_COMBINED = {
    ("partly", "good"): "partial", ("not", "good"): "unmet", ("not", "bad"): "met", ("not", "check"): "not_inspected",
    ("done", "good"): "met", ("done", "bad"): "unmet", ("", "good"): "met", ("", "bad"): "unmet",
}  # fmt: skip
"""(prefix, what follows it) → verdict: 基本 + good is partial, 未 + a word for checking is not inspected."""


def _made_of(text: str, parts: Mapping[str, tuple[str, ...]]) -> str:
    unharmed = tuple(none + bad for none in parts.get("none", ()) for bad in parts.get("bad", ()))
    for kind in ("good", "bad", "check"):
        rest = text
        listed = (*parts.get(kind, ()), *(unharmed if kind == "good" else ()), *parts.get("particle", ()))
        while rest:
            word = next((w for w in listed if rest.startswith(w)), "")
            if not word:
                break
            rest = rest[len(word) :]
        if not rest and text not in parts.get("particle", ()):
            return kind
    return ""
