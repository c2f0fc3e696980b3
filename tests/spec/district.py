"""A round that drawn workbooks are sent into, one after the other: what holds when they have all been read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from tests.spec.outcome import show_outcome
from tests.spec.sheet import draw_workbook

from analysis.rounds.round import Round, read_round
from analysis.rounds.workspace import Workspace
from analysis.standards.model import Standards

REGISTER = """school_id,name,aliases,town,kind,boarding
S01,青石镇中心小学,青石中心校,青石镇,primary,no
S02,青石镇第一小学,青石一小,青石镇,primary,no
S05,白杨镇中心小学,,白杨镇,primary,yes
"""
"""Three of the schools of the examples."""
ROUND = 'id = "2016-10"\nname = "督查"\nkind = "full"\nfirst_day = 2016-10-10\nlast_day = 2016-10-17\n'


@dataclass
class District:
    """A round's folder.

    Attributes:
        root: its workspace.
        standards: the rules.
        shown: what the manual shows of it.
    """

    root: Path
    standards: Standards
    shown: list[str] = field(default_factory=list)
    _round: Round | None = None

    @property
    def folder(self) -> Path:
        """Where the workbooks lie."""
        folder = self.root / "data" / "raw" / "2016-10"
        if not folder.is_dir():
            folder.mkdir(parents=True)
            (folder.parent / "schools.csv").write_text(REGISTER, encoding="utf-8")
            (folder / "round.toml").write_text(ROUND, encoding="utf-8")
        return folder

    def send(self, text: str, *, file: str = "督查表.xlsx") -> District:
        """Put a drawn workbook into the round; one of the same name replaces it."""
        from tests.spec.manual import show_drawing

        draw_workbook(self.folder / file, text)
        self.shown += [f"{file}:", "", *show_drawing(text)]
        return self

    def write(self, name: str, text: str) -> District:
        """Write a file of the office: words.toml and schools.csv for every round, any other for this one."""
        folder = self.folder.parent if name in ("words.toml", "schools.csv") else self.folder
        (folder / name).write_text(text, encoding="utf-8")
        self.shown += [f"In {name} stands", "", f"```{Path(name).suffix[1:]}", *text.strip().splitlines(), "```", ""]
        return self

    def read(self) -> District:
        """Read the round; what the manual shows is what is told of the cells that were sent."""
        self._round = read_round(Workspace(self.root), "2016-10", self.standards)
        conclusions, findings = self._round.tables["conclusions"], self._round.tables["findings"]
        found = set(zip(findings["school_id"], findings["item_id"], strict=True))
        pairs = pd.Series(
            [pair in found for pair in zip(conclusions["school_id"], conclusions["item_id"], strict=True)],
            conclusions.index,
        )
        flags = self._round.tables["flags"]
        shown = {"conclusions": conclusions[pairs], "flags": flags[flags["file"] != ""]}
        self.shown += ["Read together:", "", *show_outcome(shown, self.standards)]
        return self

    def conclusion(self, school: str, item: str) -> tuple[str, str, str]:
        """(verdict, decided by, standing) of a school's item."""
        assert self._round is not None
        table = self._round.tables["conclusions"].set_index(["school_id", "item_id"])
        row = table.loc[(school, item)]
        return str(row["verdict"]), str(row["decided_by"]), str(row["standing"])

    def told(self) -> list[tuple[Any, ...]]:
        """(file, cell, code) of every flag that is about a workbook."""
        assert self._round is not None
        frame = self._round.tables["flags"]
        frame = frame.loc[frame["file"] != "", ["file", "cell", "code"]]
        return list(frame.itertuples(index=False, name=None))

    def message(self, cell: str) -> str:
        """What is told of a cell."""
        assert self._round is not None
        flags = self._round.tables["flags"]
        return str(flags.loc[flags["cell"] == cell, "message"].iloc[0])

    def problems(self, *columns: str) -> list[tuple[Any, ...]]:
        """The problems that the round comes to (round_problems), in these columns."""
        assert self._round is not None
        return list(self._round.tables["round_problems"][list(columns)].itertuples(index=False, name=None))

    def cell(self, file: str, cell: str) -> tuple[str, str]:
        """(as written, verdict) of a finding's cell."""
        assert self._round is not None
        findings = self._round.tables["findings"]
        row = findings[(findings["file"] == file) & (findings["cell"] == cell)].iloc[0]
        return str(row["raw"]), str(row["verdict"])
