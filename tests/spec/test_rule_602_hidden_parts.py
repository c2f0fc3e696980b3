"""Hidden rows, columns and sheets are read like the others, and a person is told that they are there."""


def test_a_hidden_row_and_a_hidden_column(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 {hidden column}
        青石镇中心小学 | √ | ×
        青石镇第一小学 {hidden row} | × | √
    """)
    assert read.verdicts() == {"B2": "met", "B3": "unmet", "C2": "unmet", "C3": "met"}
    assert read.flags() == {"A3": "hidden_row", "C1": "hidden_column"}


def test_a_hidden_sheet(draw):
    read = draw("""
        # 督查表
        学校 | 黑板
        青石镇中心小学 | √
        # 另一表 {hidden}
        学校 | 楼梯
        青石镇中心小学 | ×
    """)
    assert read.table("findings", "sheet", "cell", "verdict") == [
        ("督查表", "B2", "met"),
        ("另一表", "B2", "unmet"),
    ]
    assert read.table("flags", "sheet", "code") == [("另一表", "hidden_sheet")]
