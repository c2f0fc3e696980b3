"""A small number of persons that a sentence tells is not printed: pupils in need, aid, drop-outs, petitions."""


def test_the_words_that_are_printed_hide_it_and_the_raw_text_keeps_it(draw):
    read = draw("""
        学校 | 存在问题 | 整改情况
        青石镇中心小学 | 营养补助欠发3人，账目不清 | 整改中
        青石镇第一小学 | 涉及学生12名 | 整改中
        青石镇第二小学 | 部分学生两人合用一桌 | 整改中
        白杨镇中心小学 | 缺1名保安 | 整改中
    """)
    few = read.standards.say("mark.few", n=10)
    assert [text for (text,) in read.table("problems", "text")] == [
        f"营养补助欠发{few}，账目不清", "涉及学生12名", "部分学生两人合用一桌", "缺1名保安",
    ]  # fmt: skip
    assert read.table("problems", "raw")[0] == ("营养补助欠发3人，账目不清",)


def test_in_a_remark_beside_a_verdict_too(draw):
    read = draw("""
        学校 | 资助减免按时足额
        青石镇中心小学 | ×（漏发两名学生）
    """)
    few = read.standards.say("mark.few", n=10)
    assert read.table("findings", "note") == [(f"漏发{few}学生",)]
