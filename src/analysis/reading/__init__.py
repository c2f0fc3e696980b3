"""A workbook → tables: what every cell was taken for.

`read_workbook(path, standards, schools, context)` gives one frame for each of `tables.WORKBOOK_TABLES`; it is pure and
picklable, so a thousand files are a map. The way of a sheet: cells (as found) → terms (what a text may be) → blocks
(tables on the sheet, a role for every row) → headers (paths of titles) → columns and frame (what they mean) →
findings, measurements, problems, remarks, checks. Privacy stands before the tables: refused columns and sheets leave
addresses only.

`roles.read_roles` says what each row of any workbook is. One that holds no inspections is labelled by what can be seen
(lines), where header, body and notes lie (extents), which lines add up (sums, derived), all put together by rows.
"""
