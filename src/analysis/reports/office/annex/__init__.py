"""附表.xlsx: every number of a round by its code, the official tables, and the list of conclusions, as a workbook."""
