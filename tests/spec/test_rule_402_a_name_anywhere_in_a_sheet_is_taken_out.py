"""Rows about persons are refused as columns are, and a name in any cell, sheet name or file name is not kept."""


def kept(read):
    """Every text of every table, as one."""
    return "\n".join(str(value) for table in read.tables.values() for column in table for value in table[column])


def test_rows_of_persons_are_refused_as_columns_are(draw):
    read = draw("""
        检查内容 | 青石镇中心小学 | 青石镇第一小学
        黑板 | √ | ×
        校长 | 甄守田 | 祁大山
        值周人 | 谌玉兰 | 阮清越
        联系电话 | '14000000001 | '14000000002
        责任人 | 总务主任 | 校长
    """)
    assert read.table("refused", "column", "class") == [("3", "person_name"), ("4", "person_name"), ("5", "contact")]
    assert read.verdicts() == {"B2": "met", "C2": "unmet"}
    assert not any(secret in kept(read) for secret in ("甄守田", "祁大山", "谌玉兰", "14000000001"))
    assert "总务主任" in kept(read)


def test_a_name_that_a_form_asks_for_is_refused(draw):
    read = draw("""
        学校：青石镇第一小学 | . | 校长：甄守田
        序号 | 检查内容 | 检查结果
        1 | 消防设施 | √
        2 | 安全员姓名 | 祁大山
        督查组成员 | 谌玉兰 | 阮清越
        . | 佟逸舟 | .
    """)
    assert read.table("refused", "column", "class") == [("4", "person_name")]
    assert read.findings() == [("C3", "S02", "safety.33", "met")]
    assert not any(name in kept(read) for name in ("甄守田", "祁大山", "谌玉兰", "阮清越", "佟逸舟"))


def test_a_name_in_a_cell_of_words_is_not_kept(draw):
    read = draw("""
        学校 | 黑板 | 备注
        青石镇中心小学 | √ | 甄守田
        青石镇第一小学 | 祁大山 | .
        青石镇第二小学 | √ | .
    """)
    assert read.verdicts()["B3"] == "unreadable"
    assert read.flags() == {"B3": "unknown_word"}
    assert not any(name in kept(read) for name in ("甄守田", "祁大山"))


def test_a_sheet_with_a_pupil_a_row_is_refused_whole_whatever_it_counts(draw):
    read = draw("""
        学校 | 姓名 | 应发金额 | 是否建档立卡
        青石镇第一小学 | 甄守田 | 500 | 是
        青石镇第一小学 | 祁大山 | 500 | 是
        青石镇第二小学 | 谌玉兰 | 500 | 是
    """)
    assert read.table("refused", "column") == [("*",)]
    assert read.tables["findings"].empty
    assert read.tables["measurements"].empty


def test_names_without_a_header_are_refused(draw):
    read = draw("""
        甄守田 | 患病 | 1000
        祁大山 | 困难 | 1000
        谌玉兰 | 困难 | 1000
    """)
    assert read.table("refused", "column") == [("*",)]


def test_a_sheet_named_after_a_person_is_kept_under_a_mask(draw):
    read = draw("""
        # 甄守田
        甄守田老师家访记录 | < | <
        学校 | 黑板 | 楼梯
        青石镇第一小学 | √ | ×
        # 柳湾
        学校 | 黑板 | 楼梯
        白杨镇柳湾小学 | √ | ×
    """)
    assert sorted(set(read.tables["cells"]["sheet"])) == ["〔…〕", "柳湾"]
    assert "甄守田" not in kept(read)


def test_a_file_named_after_a_person_is_flagged(draw):
    read = draw("""
        学校 | 黑板
        青石镇第一小学 | √
    """, file="甄守田老师检查表.xlsx")  # fmt: skip
    assert read.flags() == {"": "person_in_file_name"}


def test_names_of_a_team_behind_a_school_or_before_a_number_are_masked(draw):
    read = draw("""
        督查组：甄守田、祁大山 谌玉兰 | < | < | <
        学校 | 黑板 | 负责人及电话 | 备注
        青石镇第一小学（阮清越） | √ | 佟逸舟14000000001 | 已约谈缑听澜
    """)
    names = ("甄守田", "祁大山", "谌玉兰", "阮清越", "佟逸舟", "缑听澜", "14000000001")
    assert [name for name in names if name in kept(read)] == []


def test_a_name_in_a_sentence_is_told_by_what_a_person_does(draw):
    read = draw("""
        学校 | 厕所 | 备注
        青石镇第一小学 | ×（缺4个，欧阳守田已通知校长） | 本表由甄守田汇总，有疑问请与祁大山联系
        青石镇第二小学 | √ | 门卫谌玉兰不在岗
        白杨镇柳湾小学 | √ | 值班人：甄大山
        白杨镇中心小学 | √ | 由督查组汇总，门卫常不在岗，值班人：无
    """)
    text = kept(read)
    assert not [name for name in ("欧阳守田", "甄守田", "祁大山", "谌玉兰", "甄大山") if name in text]
    assert "由督查组汇总，门卫常不在岗，值班人：无" in text
    assert next(iter(read.verdicts().values())) == "unmet"


def test_a_name_of_a_column_of_names_is_masked_in_every_text_of_the_sheet(draw):
    read = draw("""
        学校 | 黑板 | 联系人 | 备注
        青石镇第一小学 | √ | 甄守田 | 甄守田两次到场，材料齐全
        青石镇第二小学 | √ | 祁大山 | 祁大山补了台账
    """)
    assert "守田" not in kept(read)
    assert "大山" not in kept(read)
    assert "两次到场，材料齐全" in kept(read)
