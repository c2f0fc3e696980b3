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
