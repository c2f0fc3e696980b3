"""All arithmetic of a round: rates, changes, rectification, agreement, totals, and the way back to the cells.

For the rooms to the right:

- `results.measure_round(round) -> RoundResults`; `save_results(folder, results)`, `load_results(folder)`.
- `RoundResults` has one plain frame a name of `frames.FRAMES`; the columns are documented there, and every frame has
  all of its columns and types also when it is empty.
- `explain.explain_number(round, results, what, school="") -> list[str]` prints a number
  or a conclusion down to its cells.

Nothing right of this room counts, divides or rounds: `numbers` holds the numerator, the denominator, the left-out
counts and the integer percentage (NaN where none may be printed).
"""
