"""What is wrong with a folder of rules, collected so that a person sees all of it at once.

The messages are templates of the [standards] section of the shipped wording, in the run's language: two a code, what is
wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.errors import Place, StandardsError

SECTION = "standards"
"""Section of the wording files that holds the messages."""


@dataclass
class Problems:
    """Problems found in rule files, in the order found.

    Attributes:
        wording: key → template, the shipped wording of the run's language.
        found: one error for each problem.
    """

    wording: Mapping[str, str]
    found: list[StandardsError] = field(default_factory=list)

    def add(self, place: tuple[str, str], code: str, *, seen: object = "", **fields: object) -> None:
        """Note a problem.

        Args:
            place: file name and key within it, such as ("checklist.toml", "item cond.16").
            code: name of its two templates, `standards.<code>` and `standards.<code>_do`.
            seen: what stands there; shown in brackets.
            fields: what the templates fill in.
        """
        file, key = place
        self.found.append(
            StandardsError(
                self.wording[f"{SECTION}.{code}"].format(**fields),
                place=Place(file, cell=key),
                seen=str(seen),
                do=self.wording[f"{SECTION}.{code}_do"].format(**fields),
            )
        )

    def stop(self) -> None:
        """Raise what was found: the one problem, or one error that lists them all; nothing where all is well."""
        if not self.found:
            return
        if len(self.found) == 1:
            raise self.found[0]
        lines = "\n".join(f"- {problem}" for problem in self.found)
        raise StandardsError(self.wording[f"{SECTION}.several"].format(n=len(self.found)) + "\n" + lines)
