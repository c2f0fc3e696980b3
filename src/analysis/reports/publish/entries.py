"""What the index tells of each round: its products, its state, what it came to, the pages of its schools.

All of it is told as the published page tells it: it is put into the manifest with the page, past the same gate, and
drawn from there. What has changed in the round since then is not of that page. Where the manifest tells nothing, the
round is still listed, by what round.toml calls it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from analysis.measures.numbering import VISITED
from analysis.measures.results import RoundResults
from analysis.narrative.closing import tell_revisions, write_state
from analysis.narrative.passages import fraction
from analysis.reports.privacy.gate import Gate
from analysis.reports.publish.index import INDEX, Entry, draw_index
from analysis.reports.publish.keeping import ASKED, ENTRY, read_manifest, read_whole
from analysis.reports.publish.products import COMPARISONS, PAGES, PRODUCTS
from analysis.reports.publish.schools import name_page
from analysis.rounds.round import Round
from analysis.rounds.settings import KINDS, read_settings
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards
from analysis.tables import write_whole


def write_index(workspace: Workspace, standards: Standards, gates: Iterable[Gate]) -> None:
    """Draw the index of what lies in outputs/ now; the caller holds that folder.

    Args:
        workspace: it.
        standards: the language of the index.
        gates: of the rounds that were published just now; what none of them lets pass is not written.

    Raises:
        PrivacyStop: the index would show a person; the one before stays.
    """
    passed = list(gates)
    denied, known = ([getattr(one, name) for one in passed] for name in ("denied", "known"))
    gate = Gate(standards, frozenset().union(*denied), frozenset().union(*known))
    index = draw_index(list_entries(workspace, standards), standards).encode("utf-8")
    gate.stop({INDEX: index})
    write_whole(workspace.outputs / INDEX, index)


def describe_entry(round_: Round, results: RoundResults) -> dict[str, Any]:
    """What the index will tell of a round, as JSON holds it: as its page tells it."""
    standards = round_.standards
    coverage = zip(results.coverage["school_id"], results.coverage["name"], strict=True)
    return {
        "name": round_.name, "kind": round_.kind, "last_day": round_.last_day.isoformat(), "sample": round_.sample,
        "state": write_state(standards, round_.closings, ""), "facts": _list_facts(round_, results),
        "schools": [[str(name), name_page(str(school), standards.lang)] for school, name in coverage],
    }  # fmt: skip


def _list_facts(round_: Round, results: RoundResults) -> list[list[str]]:
    """Coverage and the areas of a round: (label, k/N, signed where revised)."""
    standards, numbers = round_.standards, results.numbers
    whole = {row["code"]: row for _, row in numbers[numbers["group_by"] == ""].iterrows()}
    labels = {VISITED: standards.say("page.index.visited")}
    labels |= {area.total_code: standards.text(area.short) for area in standards.areas}
    revised = {one.code for one in tell_revisions(round_.closings, standards) if not one.group}
    signs = {code: standards.say("mark.revised") for code in revised}
    return [
        [label, fraction(standards, whole[code]).text + signs.get(code, "")]
        for code, label in labels.items()
        if code in whole
    ]


def list_products(folder: Path, lang: str) -> tuple[str, ...]:
    """The products in a round's folder that the index links to.

    Args:
        folder: outputs/<round>.
        lang: whose page comes first; pages of two rounds come last.

    Returns:
        file names; of a product that lies beside one that a person changed, its own name first.
    """
    given = _list_given(folder)
    wanted = sorted(PRODUCTS, key=lambda name: name != PAGES[lang])
    named = [one for name in wanted for one in (given.get(name), name) if one and (folder / one).is_file()]
    pattern = COMPARISONS["zh"].format(earlier="*")  # the English name ends the same way
    return (*named, *sorted(path.name for path in folder.glob(pattern)))


def _list_given(folder: Path) -> dict[str, str]:
    """Product → the name that it has where its own is taken."""
    return {told[ASKED]: name for name, told in read_manifest(folder).items() if ASKED in told}


def list_entries(workspace: Workspace, standards: Standards) -> list[Entry]:
    """The rounds that have a page, with what they came to as that page tells it.

    Raises:
        CorrectionsError: of a page of which the manifest tells nothing, the round.toml cannot be taken.
    """
    found = (_find_entry(workspace, round_id, standards) for round_id in workspace.rounds())
    return [entry for entry in found if entry]


def _find_entry(workspace: Workspace, round_id: str, standards: Standards) -> Entry | None:
    """The entry of a round: by the page in the language of the index, else by the other one, else by round.toml."""
    folder = workspace.outputs / round_id
    sets, given = read_whole(folder).get("sets", {}), _list_given(folder)
    listed = {lang: list_products(folder, lang) for lang in sorted(PAGES, key=lambda one: one != standards.lang)}
    found = {lang: own for lang, own in listed.items() if own and own[0] in (PAGES[lang], given.get(PAGES[lang]))}
    for lang, pages in found.items():
        try:
            return _read_entry(round_id, folder, pages, sets[f"report.{lang}"])
        except (KeyError, TypeError, ValueError):  # a manifest of another version, or changed by hand
            continue
    return next((_name_entry(workspace, round_id, pages, standards) for pages in found.values()), None)


def _name_entry(workspace: Workspace, round_id: str, pages: tuple[str, ...], standards: Standards) -> Entry:
    """A round of whose page nothing is known but that it lies there: no state, day or number that it may not tell."""
    told = read_settings(workspace, round_id, standards)
    return Entry(round_id, told.name, told.kind, told.last_day, told.sample, pages)


def _read_entry(round_id: str, folder: Path, pages: tuple[str, ...], told: Mapping[str, Any]) -> Entry:
    one, given = told[ENTRY], _list_given(folder)
    kind = KINDS[KINDS.index(one["kind"])]  # of which the index has words
    schools = ((str(name), given.get(page, str(page))) for name, page in one["schools"])
    return Entry(
        round_id, str(one["name"]), kind, date.fromisoformat(one["last_day"]), bool(one["sample"]), pages,
        as_of=date.fromisoformat(told["as_of"]), state=str(one["state"]),
        facts=tuple((str(label), str(number)) for label, number in one["facts"]),
        schools=tuple((name, page) for name, page in schools if (folder / page).is_file()),
    )  # fmt: skip
