"""A name of another time still means its school: a note says until or from when it holds, and the name of the round."""

REGISTER = """school_id,name,aliases,town,kind,valid_from,valid_to,successor
S01,青石镇中心小学,青石中心校,青石镇,primary,,2016-08,
S01,青石镇实验小学,青石实小,青石镇,primary,2016-09,,
S05,白杨镇中心小学,,白杨镇,primary,,,
S08,白杨镇河口教学点,,白杨镇,teaching_point,,2016-07,S05
"""


def test_an_old_name_is_read_and_noted(district):
    district.write("schools.csv", REGISTER).send("""
        学校 | 黑板
        青石镇中心小学 | √
        白杨镇中心小学 | ×
    """).read()
    assert district.conclusion("S01", "cond.06")[0] == "met"
    assert district.told() == [("督查表.xlsx", "A2", "name_ended")]
    assert "青石镇实验小学（S01）" in district.message("A2")
    assert "2016-08-31" in district.message("A2")


def test_the_former_town_beside_a_name_that_stays_is_no_old_name(district):
    moved = "S02,石桥小学,,青石镇,primary,,2016-08,\nS02,石桥小学,,白杨镇,primary,2016-09,,\n"
    district.write("schools.csv", REGISTER + moved).send("""
        乡镇 | 学校 | 黑板
        青石镇 | 石桥小学 | √
    """).read()
    assert district.conclusion("S02", "cond.06")[0] == "met"
    assert district.told() == []


def test_a_school_that_is_no_more_is_read_and_noted(district):
    district.write("schools.csv", REGISTER).send("""
        学校 | 黑板
        青石实小 | √
        河口教学点 | √
    """).read()
    assert [one for one in district.told() if one[0] == "督查表.xlsx"] == [("督查表.xlsx", "A3", "school_not_open")]
    assert "… – 2016-07-31" in district.message("A3")


def test_an_old_name_above_a_form_is_noted_for_its_sheet(district):
    district.write("schools.csv", REGISTER).send("""
        学校名称：青石镇中心小学 | <
        检查项 | 结果
        黑板 | √
        楼梯 | √
    """).read()
    assert district.conclusion("S01", "cond.06")[0] == "met"
    assert ("督查表.xlsx", "", "name_ended") in district.told()
