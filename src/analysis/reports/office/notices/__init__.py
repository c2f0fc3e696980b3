"""What goes to single schools: the rectification notice (整改通知单) and the receipt (整改回执) that comes back.

- own: which schools get one, and what of the results is theirs alone
- letter: the notice, by GB/T 9704-2012 · receipt: the workbook to be filled in
- products: all of a round, one file a school, and the notices in one file to print
"""
