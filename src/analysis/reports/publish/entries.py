"""What the index tells of each round: its products, its state, what it came to, the pages of its schools."""

from __future__ import annotations

from pathlib import Path

from analysis.measures.frames import read_frame
from analysis.measures.numbering import VISITED
from analysis.measures.results import RESULTS
from analysis.narrative.closing import tell_revisions, write_state
from analysis.narrative.passages import fraction
from analysis.reports.publish.index import INDEX, Entry, draw_index
from analysis.reports.publish.products import COMPARISONS, PAGES, PRODUCTS
from analysis.reports.publish.schools import name_page
from analysis.rounds.closing import Closing, list_closings
from analysis.rounds.settings import read_settings
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards
from analysis.tables import write_whole


def write_index(workspace: Workspace, standards: Standards) -> None:
    """Draw the index of what lies in outputs/ now; the caller holds that folder."""
    index = draw_index(list_entries(workspace, standards), standards)
    write_whole(workspace.outputs / INDEX, index.encode("utf-8"))


def list_products(folder: Path) -> tuple[str, ...]:
    """The products in a round's folder that the index links to; pages of two rounds last."""
    named = [name for name in PRODUCTS if (folder / name).is_file()]
    patterns = [COMPARISONS["zh"].format(earlier="*")]  # the English name ends the same way
    return (*named, *sorted(path.name for pattern in patterns for path in folder.glob(pattern)))


def list_entries(workspace: Workspace, standards: Standards) -> list[Entry]:
    """The rounds that have a page, with what they came to as their results tell it."""
    entries = []
    for round_id in workspace.rounds():
        folder = workspace.outputs / round_id
        pages = list_products(folder)
        if pages and pages[0] in PAGES.values():
            closings = list_closings(workspace, round_id, standards)
            home = Workspace(closings[-1].folder) if closings else workspace
            settings = read_settings(home, round_id, standards)
            results = workspace.processed / round_id / RESULTS
            entries.append(
                Entry(
                    round_id, settings.name, settings.kind, settings.last_day, settings.sample, pages,
                    as_of=closings[-1].as_of if closings else settings.as_of,
                    state=write_state(standards, closings, ""), facts=_list_facts(results, closings, standards),
                    schools=_list_schools(results, folder, standards),
                )
            )  # fmt: skip
    return entries


def _list_facts(results: Path, closings: tuple[Closing, ...], standards: Standards) -> tuple[tuple[str, str], ...]:
    """Coverage and the areas of a round: (label, k/N, signed where revised); none while its results are not written."""
    if not (results / "numbers.parquet").is_file():
        return ()
    numbers = read_frame(results, "numbers")
    whole = {row["code"]: row for _, row in numbers[numbers["group_by"] == ""].iterrows()}
    labels = {VISITED: standards.say("page.index.visited")}
    labels |= {area.total_code: standards.text(area.short) for area in standards.areas}
    revised = {one.code for one in tell_revisions(closings, standards) if not one.group}
    signs = {code: standards.say("mark.revised") for code in revised}
    return tuple(
        (label, fraction(standards, whole[code]).text + signs.get(code, ""))
        for code, label in labels.items()
        if code in whole
    )


def _list_schools(results: Path, folder: Path, standards: Standards) -> tuple[tuple[str, str], ...]:
    if not (results / "coverage.parquet").is_file():
        return ()
    coverage = read_frame(results, "coverage")
    named = ((str(name), name_page(str(school), standards.lang))
             for school, name in zip(coverage["school_id"], coverage["name"], strict=True))  # fmt: skip
    return tuple((name, page) for name, page in named if (folder / page).is_file())
