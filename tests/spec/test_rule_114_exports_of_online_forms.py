"""An export of an online form is a table like any other: its questions are items, a later answer is a second row.

Nobody's address or nickname is kept; where one school answered twice and the answers differ, neither is counted.
"""


def test_a_school_that_answered_twice(draw):
    read = draw(
        """
        序号 | 提交时间 | 来自IP | 1、您的学校 | 2、黑板是否完好？ | 3、是否存在D级危房？
        1 | 2016/10/11 8:00 | 10.0.0.1 | 青石镇中心小学 | 是 | 否
        2 | 2016/10/12 9:10 | 10.0.0.2 | 青石镇第一小学 | 是 | 是
        3 | 2016/10/12 9:30 | 10.0.0.1 | 青石镇中心小学 | 否 | 否
        """,
        file="问卷.xlsx",
    )
    assert read.findings() == [
        ("E2", "S01", "cond.06", "met"),
        ("E3", "S02", "cond.06", "met"),
        ("E4", "S01", "cond.06", "unmet"),
        ("F2", "S01", "cond.01", "met"),
        ("F3", "S02", "cond.01", "unmet"),
        ("F4", "S01", "cond.01", "met"),
    ]
    assert read.table("refused", "column", "class") == [("C", "contact")]
    assert read.flags() == {"D4": "duplicate_school"}


def test_options_and_questions_are_numbered(draw):
    read = draw("""
        序号 | 1、学校名称： | 2、自查：在校学生数（人） | 3、自查：有无D级危房？ | 4、自查：黑板是否完好？
        1 | 青石镇中心小学 | 621人 | ②无 | A、是
        2 | 青石镇第一小学 | 412 | ①有 | 2、否
    """)
    assert read.verdicts() == {"D2": "met", "E2": "met", "D3": "unmet", "E3": "unmet"}
    assert read.numbers() == [("C2", "S01", "pupils", 621.0), ("C3", "S02", "pupils", 412.0)]
    assert set(read.tables["findings"].aspect) == {"self_reported"} == set(read.tables["measurements"].aspect)
