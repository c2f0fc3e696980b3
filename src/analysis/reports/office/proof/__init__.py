"""An edited document held against today's results.

- blocks: what a document says, piece by piece, with its places · word, slides: .docx and .pptx as blocks · attached,
  charts: what stands beside the text
- tokens: numbers and dates in a sentence · numerals: numbers in words, and told roughly · counters: whether they count
- names: schools, known and unknown · topics: what each number is of · states: which verdict it counts
- aligning: which piece of the product a piece comes from · pairing: which number of it stands where
- current: what is so today · own: what is so of one school · product: what would be made today
- agreeing: what a number may be, and what is nearest · findings: what does not agree · telling: the file, its round,
  and the lines that are printed
"""
