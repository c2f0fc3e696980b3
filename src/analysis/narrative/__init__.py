"""Sentences, titles, captions and alt texts, zh and en, from results and wording; no counting, no drawing.

For the rooms to the right. Everything starts from `story = story.tell_story(round, results)`.

A passage is a tuple of `str | passages.Number(code, text, group_by, group)`; `passages.plain(passage) -> str`.

- opening: `write_title`, `write_draft_mark` (str); `write_facts` → tuple of Fact(label, text: Passage);
  `write_trust` → tuple of Passage; `write_missed`, `write_refused` → Passage.
- three: `choose_three(story)` → at most three Thing(title: str, number: Number, unit: str, text: Passage, ask:
  Passage).
- areas: `write_area_lead(story, area)`, `write_area_exceptions(story, area)` → Passage (may be empty);
  `write_items(story, area, most=0)`, `write_totals(story, area)` (district totals) → tuple of Passage;
  `write_uncounted(story, area)` → str.
- toilets: `write_toilets(story)` → paragraphs of item 16 (empty where the standard has none).
- agreement: `write_agreement(story, area)` → Passage, empty without self-reports.
- change: `write_change(story)` → Passage, `write_change_note(story)` → str, `compared(story)` → bool.
- problems: `write_problems(story)` → Passage, `write_problems_note(story)` → str.
- quality: `write_quality(story)` → paragraphs, `write_method(story)` → tuple of str, `write_areas_note(story)` → str
  (under the table of areas).
- figures: `describe_figure(name, story, area="", most=0)` → FigureText(drawn, title, caption, alt, keys, instead);
  names areas, items, toilets, change, problems, coverage, map. `select_table(name, results, standards, …)` is what
  is drawn.
- selection: `area_label`, `item_label`, `school_names`, `write_blocked`, `write_deadline(…, as_of=…)` for tables.
- passages: `name_nouns(standards)`: counter, entity, entities, group, groups, group_head, for any wording.
"""
