"""Letters and unusual marks mean what the workbook's note says, also from a sheet of instructions."""


def test_letters_with_a_legend(draw):
    read = draw("""
        # 填表说明
        填表说明
        一、“督查结果”栏填代码：A为达标，B为基本达标，C为未达标，N为不涉及。
        # 明细
        学校 | 黑板 | 楼梯 | 围墙围栏 | 开水供应
        青石镇中心小学 | A | B | C | N
    """)
    assert list(read.verdicts().values()) == ["met", "partial", "unmet", "not_applicable"]


def test_letters_without_a_legend_are_unreadable(draw):
    read = draw("""
        学校 | 黑板 | 楼梯
        青石镇中心小学 | A | B
    """)
    assert set(read.verdicts().values()) == {"unreadable"}
    assert set(read.flags().values()) == {"code_without_legend"}


def test_marks_with_a_legend(draw):
    read = draw("""
        学校 | 领导值班 | 门卫值守 | 校园环境
        青石镇中心小学 | √ | △ | ×
        注：√达标，△基本达标，×不达标。 | < | < | <
    """)
    assert list(read.verdicts().values()) == ["met", "partial", "unmet"]


def test_a_comma_before_the_mark(draw):
    read = draw("""
        学校 | 黑板 | 寄宿床位
        青石镇中心小学 | √ | —
        白杨镇中心小学 | × | √
        说明：非寄宿制学校“寄宿床位”一项不涉及，填“—”；打“√”为达标，打“×”为不达标。 | < | <
    """)
    assert read.verdicts() == {"B2": "met", "C2": "not_applicable", "B3": "unmet", "C3": "met"}
