"""Means and shares that a workbook states are recomputed; one that no reading of its cells comes to is told."""


def test_rows_of_means_and_shares(draw):
    """They enter no table of checks; a mean may be rounded or cut, a share taken of the judged or of all."""
    read = draw("""
        学校 | 在校生数 | 黑板 | 楼梯
        青石镇中心小学 | 500 | √ | √
        青石镇第一小学 | 300 | × | √
        白杨镇中心小学 | 322 | √ | ×
        平均 | 374 | . | .
        达标率 | . | 66.7% | 50%
    """)
    assert read.table("checks", "cell") == []
    assert read.flags() == {"D6": "share_disagrees"}


def test_a_column_of_shares_is_one_measure_to_another(draw):
    """What counts persons is told without its numbers."""
    read = draw("""
        学校 | 应发金额（万元） | 实发金额（元） | 发放率 | 黑板 | 楼梯 | 达标率
        青石镇中心小学 | 1 | 9000 | 90% | √ | × | 50%
        青石镇第一小学 | 2 | 10000 | 0.6 | √ | √ | 90%
    """)
    assert read.flags() == {"D3": "share_disagrees", "G3": "share_disagrees"}


def test_the_highest_and_the_lowest(draw):
    read = draw("""
        学校 | 在校生数
        青石镇中心小学 | 500
        青石镇第一小学 | 300
        最高 | 500
        最低 | 310
    """)
    assert read.flags() == {"B5": "share_disagrees"}
