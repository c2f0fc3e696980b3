"""Every non-empty cell is one row of cells; finding, measurement and problem cells are those of their tables."""

import openpyxl


def test_conservation(draw):
    read = draw("""
        督查表 | < | < | < | <
        学校 | 在校生数 | 黑板 | 存在问题 | 备注
        青石镇中心小学 | 500 | √ | 黑板反光 | 新建
        青石镇第一小学 | . | × | 无 | .
        合计 | 500 | 1 | . | .
        注：据实填写。 | < | < | < | <
    """)
    book = openpyxl.load_workbook(read.folder / "督查表.xlsx")
    counted = sum(cell.value is not None for sheet in book for row in sheet for cell in row)
    cells = read.tables["cells"]
    assert len(cells) == counted
    assert not cells.duplicated(["file", "sheet", "cell"]).any()
    for role, table in (("finding", "findings"), ("measurement", "measurements"), ("problem", "problems")):
        assert set(cells.loc[cells["role"] == role, "cell"]) == set(read.tables[table]["cell"])


def test_an_unknown_column_is_kept_as_body_and_an_unknown_question_judged_without_an_item(draw):
    read = draw("""
        学校 | 专任教师 | 校车管理
        青石镇中心小学 | 28 | 合格
    """)
    assert read.findings() == [("C2", "S01", "", "met")]
    assert dict(read.table("cells", "cell", "role"))["B2"] == "body"
    assert read.flags() == {"B1": "column_unused", "C1": "unknown_heading"}
