"""The folder that holds data/raw: where it is, which rounds lie in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.errors import MissingError
from analysis.standards.load import load_standards
from analysis.standards.model import Standards

ROUND_FILE = "round.toml"
"""A folder under data/raw is a round if it holds this file."""
CLOSED = "closed"
"""Folder of a round that holds what was frozen when it was closed; never read as workbooks."""
REGISTER_FILES = ("schools.csv", "schools.xlsx")
"""Where the school register is looked for, in this order."""


@dataclass(frozen=True)
class Workspace:
    """A workspace.

    Attributes:
        root: the folder that holds data/raw.
        store: the workspace that its tables lie in, where that is another one: what is frozen holds no tables.
    """

    root: Path
    store: Path | None = None

    @property
    def raw(self) -> Path:
        """data/raw: the register and a folder a round."""
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        """data/processed: the tables of each round."""
        return (self.store or self.root) / "data" / "processed"

    @property
    def outputs(self) -> Path:
        """outputs: the products of each round."""
        return self.root / "outputs"

    def rounds(self) -> tuple[str, ...]:
        """Ids of the rounds, sorted."""
        if not self.raw.is_dir():
            return ()
        return tuple(sorted(folder.name for folder in self.raw.iterdir() if (folder / ROUND_FILE).is_file()))

    def register_path(self, standards: Standards) -> Path:
        """Where the school register is.

        Raises:
            MissingError: there is none; says which files were looked for and how to draft one.
        """
        for name in REGISTER_FILES:
            if (self.raw / name).is_file():
                return self.raw / name
        raise MissingError(
            standards.say("error.no_register", folder=self.raw, names=" / ".join(REGISTER_FILES)),
            do=standards.say("error.no_register_do"),
        )


def find_workspace(start: Path, root: Path | None = None, *, standards: Standards | None = None) -> Workspace:
    """Find the workspace that a folder lies in.

    Args:
        start: a folder; it and those above it are looked at.
        root: the workspace as given by --root; nothing is searched then.
        standards: for the language of the message; the shipped ones if not given.

    Raises:
        MissingError: no folder on the way up holds data/raw; says what to do.
    """
    candidates = [root] if root else [start.resolve(), *start.resolve().parents]
    for folder in candidates:
        if (folder / "data" / "raw").is_dir():
            return Workspace(folder.resolve())
    said = standards or load_standards()
    raise MissingError(said.say("error.no_workspace", folder=root or start), do=said.say("error.no_workspace_do"))
