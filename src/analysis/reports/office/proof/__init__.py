"""An edited document held against today's results.

- blocks: what a document says, piece by piece, with its places · word, slides: .docx and .pptx as blocks
- tokens: numbers, dates and schools in a sentence · names: schools, known and unknown
- aligning: which piece of the product a piece comes from · agreeing: what a new sentence may say, and what is nearest
- findings: what does not agree · telling: the file, its round, and the lines that are printed
"""
