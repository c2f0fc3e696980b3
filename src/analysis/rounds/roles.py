"""Who settled something, by office or post: a name is not taken, with or without a post behind it."""

from __future__ import annotations

from analysis.reading.privacy import mask_text
from analysis.standards.model import Standards
from analysis.standards.words import fold

_LONGEST = 24


def is_role(text: str, standards: Standards) -> bool:
    """Whether a text names an office or a post (督导室, 二组组长, 副局长), and no person (王主任).

    Args:
        text: as written.
        standards: columns.toml [offices] has the words.
    """
    offices = standards.words["columns"].get("offices", {})
    units, posts, before = (tuple(fold(word) for word in offices.get(key, ())) for key in ("units", "posts", "before"))
    folded = fold(text)
    if not folded or len(folded) > _LONGEST or mask_text(text) != text:
        return False
    post = max((word for word in posts if folded.endswith(word)), key=len, default="")
    rest = folded.removesuffix(post)
    while head := next((word for word in before if rest.endswith(word)), ""):
        rest = rest.removesuffix(head)
    return (bool(post) and not rest) or any(unit in rest for unit in units)
