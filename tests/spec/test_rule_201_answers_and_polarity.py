"""An answer is turned by its question: 是 to 是否存在D级危房 is unmet; words such as 达标 are not."""


def test_questions_of_both_polarities(draw):
    read = draw("""
        学校 | 是否存在D级危房？ | 室内是否有裸露电线？ | 是否做到一人一桌一椅？ | 有无66人及以上班级？
        青石镇中心小学 | 否 | 是 | 是 | 无
        青石镇第一小学 | 达标 | 否 | 否 | 有
    """)
    assert read.verdicts() == {
        "B2": "met", "C2": "unmet", "D2": "met", "E2": "met", "B3": "met", "C3": "met", "D3": "unmet", "E3": "unmet",
    }  # fmt: skip


def test_a_bad_word_taken_back_is_good(draw):
    read = draw("""
        学校 | 消除D级危房 | 墙面平整、室内没有裸露的电线 | 是否建有安全隐患排查台账
        青石镇中心小学 | 是 | √ | 是
    """)
    assert set(read.verdicts().values()) == {"met"}


def test_composite_cells(draw):
    read = draw("""
        学校 | 是否存在D级危房？ | 是否配备开水供应设备？ | 围墙是否有缺口？ | 有无因贫辍学学生？
        青石镇中心小学 | □是☑否 | 是（√）否（） | ☑是☑否 | □有 □无
    """)
    assert read.verdicts() == {"B2": "met", "C2": "met", "D2": "unreadable", "E2": "blank"}
    assert read.flags() == {"D2": "two_ticks"}


def test_a_heading_that_says_the_bad_is_not_there_is_good(draw):
    """无D级危房 is a good statement: 是 and √ meet it, and so does 无, which says that there are none."""
    read = draw("""
        学校 | 无D级危房 | 宿舍不设在地下室 | 无尖锐突出物、裸露电线
        青石镇中心小学 | 是 | 是 | √
        青石镇第一小学 | 否 | 否 | ×
        白杨镇中心小学 | 无 | √ | √
        白杨镇柳湾小学 | 有 | √ | √
    """)
    assert read.verdicts() == {
        "B2": "met", "C2": "met", "D2": "met", "B3": "unmet", "C3": "unmet", "D3": "unmet",
        "B4": "met", "C4": "met", "D4": "met", "B5": "unmet", "C5": "met", "D5": "met",
    }  # fmt: skip


def test_what_takes_back_and_is_itself_denied_takes_nothing_back(draw):
    read = draw("""
        学校 | 有无未整改的隐患 | 消除大班额、超大班额
        青石镇中心小学 | 有 | √
        青石镇第一小学 | 无 | ×
    """)
    assert read.verdicts() == {"B2": "unmet", "B3": "met", "C2": "met", "C3": "unmet"}


def test_the_letter_of_an_option_says_nothing(draw):
    read = draw("""
        学校 | 是否成立安全稳定工作领导小组？ | 是否存在D级危房？
        青石镇中心小学 | A.是 | B.否
        青石镇第一小学 | B、否 | A.是
    """)
    assert read.verdicts() == {"B2": "met", "C2": "met", "B3": "unmet", "C3": "unmet"}


def test_a_denial_at_the_start_governs_its_clause(draw):
    read = draw("""
        学校 | 没有66人以上的超大班额 | 校务财务是否公开
        青石镇中心小学 | √ | 是
        青石镇第一小学 | × | 否
    """)
    assert read.findings() == [
        ("B2", "S01", "cond.20", "met"), ("B3", "S02", "cond.20", "unmet"), ("C2", "S01", "safety.08", "met"),
        ("C3", "S02", "safety.08", "unmet"),
    ]  # fmt: skip


def test_a_mark_in_brackets_stands_before_its_answer(draw):
    read = draw("""
        学校 | 教室照明是否充足 | 黑板是否完好
        青石镇中心小学 | （√）是  （ ）否 | 是（ ） 否（√）
        青石镇第一小学 | （ ）是  （√）否 | [√]是 [ ]否
        青石镇第二小学 | （ ）是  （ ）否 | （√）是 （√）否
    """)
    assert read.verdicts() == {
        "B2": "met", "C2": "unmet", "B3": "unmet", "C3": "met", "B4": "blank", "C4": "unreadable",
    }  # fmt: skip
