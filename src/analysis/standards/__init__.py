"""The rules of an office as data: loading and proving them, and looking words up in them.

    from analysis.standards.load import load_standards
    standards = load_standards(folder=None, lang="zh")            # a model.Standards
    from analysis.standards.applies import item_applies
    item_applies("boarding and not arid", {"boarding": "yes", "arid": ""})   # True: an unknown attribute applies

How words name things, for the reading room:

- `Item.titles` are unique over all items and hold `short` and `negative_titles`; a number (第16条, 16., 16) is
  handled by number, where the heading says 底线要求 or the column holds nothing but numbers.
- `Item.area_titles` name an item only where a heading, sheet, title or file names its area (`Area.titles`); there
  they go first. 工作领导小组 alone is safety.01; under 教育扶贫 it is aid.01.
- `Item.negative_titles`: yes is bad, whatever `Item.polarity` says; a title not among them follows `Item.polarity`.
- `Measure.titles` mean it anywhere, `Measure.short_titles` only under one of `Measure.parents`.
- An item and a measure may share a title (淋浴设施, 多媒体教室): numbers in the column make it the measure, words
  the item.
- Titles are compared folded: NFKC, no spaces, no closing question mark, no leading number.
"""
