"""What changed since the last full round, in four counts that are never netted."""

from __future__ import annotations

from analysis.measures.numbering import COMPARABLE, FAILING, FIXED, KEPT, NEW, RELAPSED
from analysis.narrative.passages import Passage
from analysis.narrative.story import Story


def compared(story: Story) -> bool:
    """Whether there is an earlier full round with school × item pairs to compare."""
    return bool(story.value(COMPARABLE))


def write_change(story: Story) -> Passage:
    """`两轮都查且条文未变的21所、612项次中，保持560，改好29，新出现12（其中复发3），仍未达标11。`."""
    if not compared(story):
        return story.say("narrative.change.none" if story.results.wordings.empty else "narrative.change.reworded")
    total = story.results.change_counts.iloc[0]
    relapsed = story.say("narrative.change.relapsed", relapsed=story.amount(RELAPSED)) if story.value(RELAPSED) else ()
    return story.say(
        "narrative.change.counts", previous=story.previous, schools=story.count("school", int(total["schools"])),
        checks=story.say("narrative.change.pairs", number=story.amount(COMPARABLE)), kept=story.amount(KEPT),
        fixed=story.amount(FIXED), new=story.amount(NEW), relapsed=relapsed, failing=story.amount(FAILING),
    )  # fmt: skip


def write_change_note(story: Story) -> str:
    """What is compared and what is not."""
    return story.word("narrative.change.note")
