"""Schools down, items across: each body cell is a finding of its row's school and its column's item."""


def test_every_body_cell_is_a_finding(draw):
    read = draw("""
        督查结果统计表 | <          | <    | <
        序号           | 学校名称   | 黑板 | 围墙围栏
        1              | 青石镇中心小学 | 达标 | 不达标
        2              | 白杨镇柳湾小学 | 基本达标 | 达标
    """)
    assert read.findings() == [
        ("C3", "S01", "cond.06", "met"),
        ("C4", "S06", "cond.06", "partial"),
        ("D3", "S01", "cond.09", "unmet"),
        ("D4", "S06", "cond.09", "met"),
    ]
    assert read.roles() == ["title", "header", "body", "body"]


def test_a_blank_in_the_body_is_a_finding_too(draw):
    read = draw("""
        学校 | 黑板 | 楼梯
        青石镇中心小学 | 达标 | .
    """)
    assert read.verdicts() == {"B2": "met", "C2": "blank"}
