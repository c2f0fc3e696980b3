"""同上 and 〃 hold the value of the cell above; the finding stands at their own address."""


def test_ditto(draw):
    read = draw("""
        学校 | 黑板
        青石镇中心小学 | 不达标
        青石镇第一小学 | 同上
        青石镇第二小学 | 〃
    """)
    assert read.verdicts() == {"B2": "unmet", "B3": "unmet", "B4": "unmet"}


def test_ditto_in_a_ledger(draw):
    read = draw("""
        学校 | 存在问题 | 整改期限
        青石镇中心小学 | 黑板反光 | 10月30日
        青石镇第一小学 | 同上 | 同上
        青石镇第二小学 | 无 | .
        白杨镇中心小学 | 〃 | .
    """)
    assert read.table("problems", "cell", "raw", "school_id", "item_id", "text", "deadline") == [
        ("B2", "黑板反光", "S01", "cond.06", "黑板反光", "2016-10-30"),
        ("B3", "同上", "S02", "cond.06", "黑板反光", "2016-10-30"),
    ]
