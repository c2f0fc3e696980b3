"""The controls of the explore notebook: five lists; a change draws the table, the chart and the cells anew.

What they draw are outputs of the cell itself, found again by their display ids, and not parts of a widget: so the
notebook that plain Papermill leaves behind holds the first table, and a page made of it shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import ipywidgets
from IPython.display import HTML, display

from analysis.measures.bases import BASES, CONCLUSION
from analysis.narrative.selection import area_label
from analysis.reports.explore.choice import Choice, label_items, list_towns, make_choice, suit_grouping
from analysis.reports.explore.explorer import Explorer, open_explorer
from analysis.rounds.round import Round, read_round
from analysis.rounds.settings import read_settings
from analysis.rounds.workspace import Workspace

_WIDE, _NARROW = "330px", "190px"
OUTPUTS = ("table", "chart", "cells")
"""What is drawn, in its order; each has a display id."""


@dataclass
class Controls:
    """The lists and what they draw.

    Attributes:
        explorer: the round that is looked at.
        lists: name → list: round, town, area, item, basis.
    """

    explorer: Explorer
    lists: dict[str, Any] = field(default_factory=dict)
    _shown: dict[str, Any] = field(default_factory=dict)
    _quiet: bool = False

    def show(self, choice: Choice) -> None:
        """Display the lists as chosen, and under them what they stand for."""
        self.lists = self._make_lists(choice)
        for name, one in self.lists.items():
            one.observe(lambda _, name=name: self._follow(name), names="value")
        display(ipywidgets.HBox(list(self.lists.values()), layout=ipywidgets.Layout(flex_flow="row wrap")))
        self._shown = {name: display(piece, display_id=True) for name, piece in self._draw().items()}

    def _make_lists(self, choice: Choice) -> dict[str, Any]:
        round_, say = self.explorer.round, self.explorer.page.word
        rounds = list_rounds(round_)
        lists = {
            "round": _make_list(say("explore.round"), rounds, round_.id, _NARROW),
            "town": _make_list(say("explore.pick.town"), self._with_all(list_towns(round_)), choice.town, _NARROW),
            "area": _make_list(say("explore.pick.area"), self._list_areas(), choice.area, _NARROW),
            "item": _make_list(say("explore.pick.item"), self._list_items(choice.area), choice.item, _WIDE),
        }
        bases = [(say(f"explore.basis.{one}"), one) for one in BASES]
        return {**lists, "basis": _make_list(say("explore.pick.basis"), bases, choice.basis, _NARROW)}

    def _with_all(self, names: list[str]) -> list[tuple[str, str]]:
        return [(self.explorer.page.word("explore.all"), ""), *((name, name) for name in names)]

    def _list_areas(self) -> list[tuple[str, str]]:
        standards, covered = self.explorer.round.standards, self.explorer.round.areas
        areas = [(area_label(standards, area), area.id) for area in standards.areas if area.id in covered]
        return [*self._with_all([]), *areas]

    def _list_items(self, area: str) -> list[tuple[str, str]]:
        return [*self._with_all([]), *label_items(self.explorer.round, area).items()]

    def _follow(self, name: str) -> None:
        """Draw anew after a change; another round or area first brings its own lists."""
        if self._quiet:
            return
        self._quiet = True
        try:
            if name == "round":
                self.explorer = open_explorer(open_round(self.explorer.round, self.lists["round"].value))
                self._relist("town", self._with_all(list_towns(self.explorer.round)))
                self._relist("area", self._list_areas())
            if name in ("round", "area"):
                self._relist("item", self._list_items(self.lists["area"].value))
        finally:
            self._quiet = False
        for key, piece in self._draw().items():
            self._shown[key].update(piece)

    def _relist(self, name: str, options: list[tuple[str, str]]) -> None:
        """Give a list other entries; what was chosen stays where it is still there."""
        chosen = self.lists[name].value
        self.lists[name].options = options
        self.lists[name].value = chosen if chosen in [value for _, value in options] else ""

    def _draw(self) -> dict[str, Any]:
        area, item, town = (self.lists[name].value for name in ("area", "item", "town"))
        standards = self.explorer.round.standards
        area = standards.items[item].area if item else area
        choice = Choice(area, item, town, self.lists["basis"].value, suit_grouping(area, item, town))
        drawn = (self.explorer.rate(choice), HTML(self.explorer.draw(choice)), self.explorer.list_cells(choice))
        return dict(zip(OUTPUTS, drawn, strict=True))


def _make_list(label: str, options: list[Any], value: str, width: str) -> Any:
    return ipywidgets.Dropdown(
        options=options, value=value, description=label, layout=ipywidgets.Layout(width=width),
        style={"description_width": "38px"},
    )  # fmt: skip


def find_workspace_of(round_: Round) -> Workspace:
    """The workspace that a round was read from: its tables lie in data/processed/<round>."""
    return Workspace(round_.folder.parents[2])


def list_rounds(round_: Round) -> list[str]:
    """The rounds of the workspace that may stand beside this one, newest first: samples never beside real ones."""
    workspace = find_workspace_of(round_)
    settings = [read_settings(workspace, one, round_.standards) for one in workspace.rounds()]
    own = [one for one in settings if one.sample == round_.sample]
    return [one.id for one in sorted(own, key=lambda one: (one.first_day, one.id), reverse=True)]


def open_round(round_: Round, round_id: str) -> Round:
    """Another round of the same workspace, by the same rules; on the same day where that was asked for."""
    workspace, closing = find_workspace_of(round_), round_.closing
    own = closing.as_of if closing else read_settings(workspace, round_.id, round_.standards).as_of
    return read_round(workspace, round_id, round_.standards, as_of=round_.as_of if round_.as_of != own else None)


def explore(round_: Round, *, town: str = "", area: str = "", item: str = "", basis: str = CONCLUSION) -> None:
    """Show lists to choose from, and for what is chosen a table, a chart and the cells behind the number.

    Args:
        round_: the round to begin with.
        town: the town to begin with, "" for all.
        area: likewise the area: id, name or number.
        item: likewise the item: id, code, title or number in words.
        basis: conclusion, self_reported, inspected or verified, or its word.

    Raises:
        MissingError: no such item; names the nearest.
        UsageError: no such town, area or basis; names the nearest.
    """
    Controls(open_explorer(round_)).show(make_choice(round_, town=town, area=area, item=item, basis=basis))
