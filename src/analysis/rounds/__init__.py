"""A round of inspection: its folder, what was due, what arrived, what is concluded from it.

For the rooms to the right:

- `workspace.find_workspace(start, root=None, *, standards=None) -> Workspace`
  (.root .raw .processed .outputs, .rounds()).
- `round.read_round(workspace, round_id, standards, *, progress=None, as_of=None) -> Round`
  reads what changed and writes tables and manifest.json to data/processed/<round>/;
  `round.load_round("latest")` is the same for notebooks.
- `Round`: id, name, kind, first_day, last_day, as_of, areas, sample, standards, register, tables, previous, earlier,
  folder (where its tables lie), refused (workbooks that could not be read: exit code 4).
- `status.describe_status(round)` gives the lines that `ducha status` prints of workbooks.
- `settling.settle_round(workspace, round_, standards)` takes the answered review workbooks of a round's folder
  (`answers`, `meanings`) as corrections (`corrections`, put to their cells by `anchors`) and as ways of writing that
  hold for good (`vocabulary`: data/raw/words.toml); `Round.standards` and `Round.register` have the latter.
- `copies.find_copies(tables)` names the cells that only repeat a workbook sent twice; `links.link_problems(problems)`
  puts the rows of ledgers together by problem, `links.settle_problem` says what they come to; `successors` hands what
  earlier rounds say of a closed school to the one that took its place.
- `computed` holds the closed list of rules that judge counts; it lies here, not in measures, because a conclusion may
  rest on it and rooms import only from their left.
"""
