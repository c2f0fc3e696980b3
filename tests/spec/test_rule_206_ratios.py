"""1:3 is a ratio of female to male, however it is stored; urinals are never stalls."""


def test_ratios(draw):
    read = draw("""
        学校 | 小便器（个） | 男女蹲位比
        青石镇中心小学 | 12 | time:01:03
        青石镇第一小学 | 4 | 1：2
        青石镇第二小学 | 4 | 0.04375
        白杨镇柳湾小学 | 4 | 1比2.5
    """)
    assert [value for _, _, measure, value in read.numbers() if measure == "stall_ratio"] == [3.0, 2.0, 3.0, 2.5]
    assert {measure for _, _, measure, _ in read.numbers()} == {"stall_ratio", "urinals"}
