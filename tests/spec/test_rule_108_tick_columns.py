"""One-hot tick columns: the ticked column is the verdict; two ticks are unreadable, none is blank."""


def test_ticks(draw):
    read = draw("""
        学校 | 围墙围栏 | < | <
        ^ | 合格 | 基本合格 | 不合格
        青石镇中心小学 | √ | . | .
        青石镇第一小学 | . | √ | .
        白杨镇柳湾小学 | √ | . | √
        白杨镇中心小学 | . | × | .
    """)
    assert read.findings() == [
        ("B3", "S01", "cond.09", "met"),
        ("C4", "S02", "cond.09", "partial"),
        ("B5", "S06", "cond.09", "unreadable"),
        ("B6", "S05", "cond.09", "blank"),
    ]
    assert read.flags() == {"B5": "two_ticks"}
