"""A progress bar on stderr, where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

Tell = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what comes next."""


@contextmanager
def show_progress(label: str, *, quiet: bool) -> Iterator[Tell]:
    """Show a bar while something runs; nothing if quiet or if stderr is no terminal."""
    with tqdm(desc=label, leave=False, disable=quiet or not sys.stderr.isatty(), file=sys.stderr, unit="") as bar:

        def tell(done: int, total: int, name: str) -> None:
            bar.total = total or bar.total
            bar.n = done or bar.n
            bar.set_postfix_str(name)

        yield tell
