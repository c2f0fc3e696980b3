"""Labels and values in turn above a form tell its school and its numbers, and no person."""


def test_labels_and_values_in_turn(draw):
    read = draw("""
        学校督导登记表 | < | < | < | < | <
        学校名称 | 青石镇第一小学 | 学校类型 | 小学 | 校长姓名 | 甄守田
        在校学生数 | 174 | 教学班数 | 6 | 联系电话 | '14000000001
        序号 | 督导内容 | 督导评价 | 存在不足 | 整改建议 | 备注
        1 | 门卫值守 | 好 | 无 | . | .
        2 | 采光照明 | 差 | 灯管不足 | 尽快配齐 | .
    """)
    assert read.roles() == ["title", "title", "title", "header", "body", "body"]
    assert read.findings() == [("C5", "S02", "other.03", "met"), ("C6", "S02", "cond.04", "unmet")]
    assert read.numbers() == [("B3", "S02", "pupils", 174.0), ("D3", "S02", "classes", 6.0)]
    told = read.tables["cells"]["raw"].dropna().str.cat()
    assert "甄守田" not in told
    assert "14000000001" not in told


def test_the_column_of_items_is_the_one_that_names_most(draw):
    read = draw("""
        受检学校：青石镇第一小学 | < | < | <
        类别 | 序号 | 检查项目 | 检查结果
        校园防范 | 1 | 门卫值守 | 合格
        ^ | 2 | 视频监控与报警 | 不合格
        应急 | 3 | 应急疏散演练 | 合格
    """)
    assert [item for _, _, item, _ in read.findings()] == ["other.03", "safety.35", "safety.32"]


def test_a_form_with_boxes_that_nobody_ticked_is_blank(draw):
    read = draw("""
        受检学校：        检查时间：2016年10月   日 | < | <
        序号 | 检查内容 | 检查结果
        1 | 门卫值守 | □合格 □不合格
        2 | 消防设施 | □合格 □不合格
    """)
    assert set(read.roles()) == {"blank_form"}
    assert read.tables["findings"].empty


def test_a_row_of_units_belongs_to_the_header(draw):
    read = draw("""
        学校 | 在校生数 | 应发资金
        . | （人） | （万元）
        青石镇第一小学 | 174 | 2.5
    """)
    assert read.roles() == ["header", "header", "body"]
    assert read.numbers() == [("B3", "S02", "pupils", 174.0), ("C3", "S02", "amount_due", 25000.0)]
