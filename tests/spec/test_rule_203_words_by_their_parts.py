"""A word made of known parts is known; any other word is unreadable and a flag, never a guess."""

import pytest

from analysis.reading.values import Question, parse_verdict
from analysis.standards.words import words_of

WORDS = {
    "基本完好": "partial", "较齐全": "partial", "部分落实": "partial", "未安装": "unmet", "不牢固": "unmet",
    "破损": "unmet", "已公示": "met", "充足": "met", "没有破损": "met", "达标（男女1:3）": "met",
    "√ （2015年新建）": "met",
    "未现场查看": "not_inspected", "无寄宿生，不涉及": "not_applicable", "√/×": "unreadable", "乱七八糟": "unreadable",
    "良": "met", "齐备": "met", "完好无损": "met", "未发现隐患": "met", "正常无故障": "met", "合格。": "met",
    "达标√": "met",
    "有隐患": "unmet", "存在问题": "unmet", "缺3套": "unmet", "少两张": "unmet", "暂缺": "unmet", "落实不到位": "unmet",
    "勉强达标": "partial", "部分教室达标": "partial", "落实较好": "partial", "本次未查": "not_inspected",
    "没有食堂": "not_applicable", "达标×": "unreadable", "部分教室未达标": "unreadable", "在建": "unreadable",
    "√?": "unreadable", "整改": "unreadable", "已整改": "unreadable", "达标2": "unreadable",
    "A": "unreadable", "△": "unreadable", "？": "unreadable", "待核": "unreadable",
}  # fmt: skip


@pytest.mark.parametrize(("word", "verdict"), WORDS.items())
def test_words(standards, word, verdict):
    assert parse_verdict(word, Question(), words_of(standards)).verdict == verdict


def test_an_unknown_word_is_flagged_with_its_cell(draw):
    read = draw("""
        学校 | 黑板 | 楼梯
        青石镇中心小学 | 达标 | 马马虎虎
    """)
    assert read.verdicts() == {"B2": "met", "C2": "unreadable"}
    assert read.flags() == {"C2": "unknown_word"}


def test_a_remark_beside_the_verdict_is_kept_and_a_reservation_flagged(draw):
    read = draw("""
        学校 | 厕位与男女比例
        青石镇中心小学 | √（女厕不足）
    """)
    assert read.table("findings", "verdict", "note", "raw") == [("met", "女厕不足", "√（女厕不足）")]
    assert read.flags() == {"B2": "reservation"}
