"""Which answer to a heading is the good one: 是 to 是否存在D级危房 is bad, to 无D级危房 good."""

from __future__ import annotations

import re

from analysis.standards.words import Words, fold, remembered

NEGATIVE = "negative"
"""Polarity of a question whose yes is bad."""
ABSENT = "absent"
"""Polarity of a statement that something bad is not there (无D级危房): 是 is good, and so is 无."""
_NEAR = 4
"""How far behind a bad word a word may stand that takes it back; and how far before that one a word that denies it."""
_FAR = 6
"""How far before a bad word a 无 or 未 may stand that takes it back."""
_LISTING = re.compile(r"[^,;。?]{0,3}[、和及或与][^,;。?]{0,2}|")
"""What may stand between two bad things that one word takes back: 无尖锐突出物、裸露电线."""


def polarity_of(heading: str, words: Words, item_polarity: str = "positive") -> str:
    """The polarity of a heading: negative where it names something bad that no word before it takes back.

    Args:
        heading: the title of the column or the text of the item, as written.
        words: the indexes of the standards.
        item_polarity: what the standards say of the item; used where the heading names nothing bad.
    """
    return _polarity_told(heading, words) or item_polarity


@remembered
def _polarity_told(heading: str, words: Words) -> str:
    """The polarity that a heading's own words tell, "" where it names nothing bad."""
    folded = fold(heading)
    if folded in words.negative_titles:
        return NEGATIVE
    for form in words.question:
        folded = folded.replace(form, "?")
    found = sorted({match.span() for bad in words.negative for match in re.finditer(re.escape(bad), folded)})
    taken_back, last, told = "", 0, ""
    for start, end in found:
        lifted = _lift(folded, start, end, words)
        if not lifted and told and _LISTING.fullmatch(folded[last:start]):
            lifted = told
        if not lifted:
            return NEGATIVE
        taken_back = taken_back if taken_back == ABSENT else lifted
        last, told = max(last, end), lifted
    return taken_back


def _lift(folded: str, start: int, end: int, words: Words) -> str:
    """Whether a word near by takes the bad word back: `absent` (无D级危房), `positive` (消除危房, 隐患排查台账), or "".

    A word that takes back and is itself denied does not: 未整改的隐患, 隐患未排除.
    """
    clause = max(folded.rfind(mark, 0, start) for mark in ",;。、?")
    before, after = folded[clause + 1 : start], folded[end : end + _NEAR]
    denials = words.lists.get("verdicts.polarity.denials", ())
    for strong in (word for word in words.lifted if len(word) > 1 and word not in denials):
        for side in (before, after):
            at = side.find(strong)
            if at >= 0:
                return "" if any(word in side[max(0, at - _NEAR) : at] for word in denials) else "positive"
    if any(word in before[-_FAR:] for word in denials):
        return ABSENT
    if before.startswith(words.lists.get("verdicts.polarity.absent_starts", ())):
        return ABSENT  # 没有66人以上的超大班额: what begins a clause governs all of it
    return "positive" if before.endswith(tuple(word for word in words.lifted if len(word) == 1)) else ""
