"""A verdict that is struck out is not counted; a comment is shown to a person and changes nothing by itself."""


def test_a_struck_out_verdict_is_not_taken(draw):
    read = draw("""
        学校 | 黑板 | 楼梯
        青石镇中心小学 | √ {struck} | √
    """)
    assert read.verdicts() == {"B2": "unreadable", "C2": "met"}
    assert read.flags() == {"B2": "struck_out"}


def test_a_problem_or_a_name_that_is_struck_out_is_read_and_told(draw):
    read = draw("""
        学校 | 黑板 | 存在问题
        青石镇中心小学 | × | 黑板反光 {struck}
        青石镇第一小学 {struck} | √ | 无
    """)
    assert read.table("problems", "cell", "text") == [("C2", "黑板反光")]
    assert read.verdicts() == {"B2": "unmet", "B3": "met"}
    assert read.flags() == {"C2": "struck_read", "A3": "struck_read"}


def test_a_comment_is_told_with_its_text(draw):
    read = draw("""
        学校 | 黑板
        青石镇中心小学 | × {comment 10月20日已更换}
    """)
    assert read.verdicts() == {"B2": "unmet"}
    assert read.flags() == {"B2": "comment"}


def test_a_comment_that_names_a_person_is_masked(draw):
    read = draw("""
        学校 | 黑板
        青石镇中心小学 | × {comment 联系人：甄无名，电话14000000001}
    """)
    ((message,),) = read.table("flags", "message")
    assert "甄无名" not in message
    assert "14000000001" not in message
