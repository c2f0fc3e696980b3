"""A list of persons under or beside a table about schools is refused with its caption, and the table is read."""


def test_a_list_of_persons_below_a_table_is_refused(draw):
    read = draw("""
        学校信访工作统计表 | < | < | <
        学校 | 登记件数 | 领导小组 | 备注
        青石镇中心小学 | 2 | √ | .
        附：重点信访人员名单 | < | < | <
        序号 | 姓名 | 身份证号 | 现实表现
        1 | 甄守田 | '990000195802020133 | 稳定
        2 | 祁大山 | '990000195802020134 | 稳定
    """)
    assert read.roles() == ["title", "header", "body", "refused", "refused", "refused", "refused"]
    assert read.findings() == [("C3", "S01", "safety.01", "met")]
    cells = read.tables["cells"]
    assert cells.loc[cells["row"] > 3, "raw"].isna().all()
    assert "*" not in set(read.tables["refused"]["column"])
