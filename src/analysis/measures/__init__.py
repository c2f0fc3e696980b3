"""All arithmetic of a round: rates, changes, rectification, agreement, totals, and the way back to the cells.

For the rooms to the right:

- `results.load_results(round) -> RoundResults`, the one way to them: as they lie beside the tables, or worked out by
  `measure_round(round)` and written there, and into the flags table how many numbers each flag moves.
- `RoundResults` has one plain frame a name of `frames.FRAMES`; the columns are documented there, and every frame
  has all of its columns and types also when it is empty. `results.number(code)` is one number,
  `results.cells(code)` what is behind it.
- `explain.explain_number(round, results, what, school="") -> list[str]` prints a number or a conclusion down to
  its cells.

Nothing right of this room counts, divides or rounds: `numbers` holds the numerator, the denominator, the left-out
counts and the integer percentage (NaN where none may be printed). The order of work: `evidence` (conclusions with
their cells) → `rates`, `agreement`, `toilets`, `figures` (with `suppression`), `rectification`, `changes`,
`listing`, `quality`.

The rules that judge counts lie in rounds/computed.py. The rules `agreement`, `rectified` and `items_met` of the
standard judge nothing school by school: what they are about is printed as the numbers N-x1 (over-claims), 5-1 to
5-6 and N-0a.
"""
