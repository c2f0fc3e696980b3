"""同上 and 〃 hold the value of the cell above; the finding stands at their own address."""


def test_ditto(draw):
    read = draw("""
        学校 | 黑板
        青石镇中心小学 | 不达标
        青石镇第一小学 | 同上
        青石镇第二小学 | 〃
    """)
    assert read.verdicts() == {"B2": "unmet", "B3": "unmet", "B4": "unmet"}
