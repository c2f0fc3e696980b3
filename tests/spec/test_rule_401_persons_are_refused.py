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


def test_names_under_any_title_are_refused(draw):
    read = draw("""
        学校 | 黑板 | 校长 | 2、填表人姓名 | 楼上
        青石镇中心小学 | √ | 甄守田 | 祁大山 | 谌玉兰
        青石镇第一小学 | × | 欧阳禾 | 逄福 | 阮清越
        青石镇第二小学 | √ | 缑听澜 | 佟逸舟 | 满若溪
    """)
    assert read.table("refused", "column", "class") == [(c, "person_name") for c in "CDE"]
    assert read.flags() == {"E1": "maybe_names"}
    assert list(read.verdicts()) == ["B2", "B3", "B4"]
    assert "谌玉兰" not in read.tables["cells"]["raw"].dropna().str.cat()


def test_posts_and_words_under_such_titles_are_kept(draw):
    read = draw("""
        学校 | 值班人员 | 特色 | 黑板
        青石镇中心小学 | 总务主任 | 高年级足球 | 齐全
        青石镇第一小学 | 校长 | 安全教育 | 完好
        青石镇第二小学 | 副校长 | 常规管理 | 齐全
    """)
    assert read.table("refused", "column") == []


def test_a_sheet_of_those_visited_or_heard_is_refused_whole(draw):
    read = draw("""
        # 慰问
        困难教师走访慰问登记表 | < | <
        单位 | 慰问对象 | 慰问金（元）
        青石镇中心小学 | 甄守田 | 1000
        青石镇第一小学 | 祁大山 | 1000
        # 来访
        来信来访事项明细 | < | <
        来信来访人 | 反映问题 | 学校
        谌玉兰 | 工资待遇 | 青石镇中心小学
        # 学校
        学校 | 黑板 | 联系人
        青石镇中心小学 | √ | 阮清越
    """)
    assert read.table("refused", "sheet", "column") == [("慰问", "*"), ("来访", "*"), ("学校", "C")]
    assert read.verdicts() == {"B2": "met"}


def test_an_online_form_leaves_no_address_and_no_nickname(draw):
    read = draw("""
        序号 | 提交时间 | 来自IP | 微信昵称 | 1、您的学校 | 2、黑板是否完好
        1 | 2016/10/11 8:00 | 10.0.0.1 | 阳光 | 青石镇中心小学 | 是
    """)
    assert read.table("refused", "column", "class") == [("C", "contact"), ("D", "person_name")]
    assert read.findings() == [("F2", "S01", "cond.06", "met")]


def test_names_are_masked_by_what_stands_around_them(draw):
    read = draw("""
        学校 | 黑板 | 备注
        青石镇中心小学 | √ | 深入甄守田家中走访，甄守田已返校
    """)
    assert read.table("remarks", "text") == [("深入〔…〕家中走访，〔…〕已返校",)]


def test_a_name_in_the_cell_after_its_label_is_masked(draw):
    read = draw("""
        学校 | 黑板
        青石镇中心小学 | √
        填表人： | 甄守田
    """)
    assert "甄守田" not in read.tables["cells"]["raw"].dropna().str.cat()


def test_a_column_is_refused_table_by_table(draw):
    read = draw("""
        一、黑板情况 | < | <
        学校 | 黑板 | 联系电话
        青石镇中心小学 | √ | '14000000001
        青石镇第一小学 | × | '14000000002
        .
        二、围墙情况 | < | <
        学校 | 围墙 | 校长
        白杨镇中心小学 | √ | 甄守田
        白杨镇柳湾小学 | √ | 祁大山
        .
        三、楼梯情况 | < | <
        学校 | 护栏 | 楼梯
        青石镇初级中学 | √ | ×
        白杨镇岭上教学点 | √ | √
    """)
    assert read.table("refused", "column", "class") == [("C", "contact"), ("C", "person_name")]
    assert read.verdicts()["C13"] == "unmet"
    cells = read.tables["cells"]
    assert set(cells.loc[cells["role"] == "refused", "cell"]) == {"C3", "C4", "C8", "C9"}


def test_who_answers_for_a_school_is_a_column_to_refuse(draw):
    read = draw(
        """
        # 信访事项统计
        学校 | 登记件数 | 督查情况 | 信访联络员 | < | 责任领导
        ^ | ^ | 矛盾纠纷排查处置机制 | 姓名 | 办公电话 | ^
        青石镇中心小学 | 1 | √ | 满若溪 | 14009363973 | 安全办主任
        青石镇第一小学 | 0 | × | 游以宁 | 14003274478 | 分管副校长
        青石镇第二小学 | 2 | √ | 楚清越 | 14008936254 | 总务主任
        """
    )
    assert read.table("refused", "column", "class") == [("D", "person_name"), ("E", "contact")]
    assert read.verdicts() == {"C3": "met", "C4": "unmet", "C5": "met"}
