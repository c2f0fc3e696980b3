"""Columns and sheets about persons leave an address and a class, nothing else; free text is masked."""


def test_a_column_of_names_is_refused_and_the_rest_read(draw):
    read = draw("""
        学校 | 联系人 | 联系电话 | 黑板 | 楼梯
        青石镇中心小学 | 甄无名 | '14000000001 | √ | √
    """)
    assert read.table("refused", "column", "class") == [("B", "person_name"), ("C", "contact")]
    assert read.verdicts() == {"D2": "met", "E2": "met"}
    kept = read.tables["cells"]["raw"].dropna().str.cat()
    assert "甄无名" not in kept
    assert "14000000001" not in kept


def test_a_sheet_about_persons_is_refused_whole(draw):
    read = draw("""
        # 台账
        重点人员稳控台账 | < | <
        姓名 | 身份证号 | 是否在家
        甄无名 | '990000195802020133 | 在家
    """)
    assert read.table("refused", "sheet", "column", "class") == [("台账", "*", "whole_sheet")]
    assert read.tables["cells"]["raw"].isna().all()
    assert set(read.tables["cells"]["role"]) == {"refused"}


def test_a_headless_dump_of_numbers_of_persons_is_refused_whole(draw):
    read = draw("""
        甄无名 | '990000195802020133 | '14000000001
        贾无名 | '990000195802020134 | '14000000002
    """)
    assert read.table("refused", "column", "class") == [("*", "whole_sheet")]


def test_posts_are_no_persons(draw):
    read = draw("""
        学校 | 存在问题 | 整改时限 | 责任人
        青石镇中心小学 | 黑板反光 | 2016-11-30 | 总务主任
    """)
    assert read.table("refused", "column") == []


def test_free_text_is_masked(draw):
    read = draw("""
        学校 | 黑板 | 备注
        青石镇中心小学 | √ | 联系人：甄无名，电话14000000001
    """)
    assert read.table("remarks", "text") == [("联系人：〔…〕，电话〔…〕",)]
