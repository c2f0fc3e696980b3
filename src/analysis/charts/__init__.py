"""One figure each, in one style; Axes in, Axes out; no files, no counting.

For the rooms to the right:

- `figure.CHARTS`: the names areas, items, toilets, change, problems, burn_up, ages, coverage, map, towns, reported,
  intervals, funnel, trend.
- `figure.drawable(name, results, standards, area="") -> bool`: False where `narrative.figures.write_instead` gives a
  sentence to print in the chart's place (fewer than three values, nothing not met, nothing to compare).
- `figure.draw_chart(name, results, standards, width="wide"|"narrow", area="", most=0) -> Figure`: items, map
  and the last five take an area; items without one shows the worst of all areas, `most` rows of them.
- `svg.svg_of(figure, prefix="areas-w", classes="w") -> str`: inline `<svg>`, aria-hidden, text as text in the
  page's font.
- `figure.draw_table(name, table, standards, width=...)`: the same from a selected table.

Titles, captions, alt texts and keys are text beside the drawing: narrative/figures.py.
"""
