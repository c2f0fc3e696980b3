"""Word documents: the written report by GB/T 9704-2012, and the pages, paragraphs and tables that a notice takes too.

- layout: the measures of the page · styles: the looks of its paragraphs · blank: a package of nothing but these
- manuscript: a document being written · paragraphs, tables, footers: what it is made of
- marks: every printed number in a bookmark that leads back to its code
- template: the office's own .docx · annexes and report: 督查报告, 督查通报 and what is sent with them
"""
