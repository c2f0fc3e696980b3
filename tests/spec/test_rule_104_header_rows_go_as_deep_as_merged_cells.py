"""A header goes as deep as its merged cells; the path of titles above a column decides what it means."""


def test_three_rows_merged_both_ways(draw):
    read = draw("""
        学校 | 基本情况 | < | < | 办学条件 | <
        ^ | 在校学生数 | < | < | 生活设施 | <
        ^ | 合计 | 男 | 女 | 开水供应 | 厕位与男女比例
        青石镇中心小学 | 30 | 16 | 14 | √ | ×
    """)
    assert read.roles() == ["header", "header", "header", "body"]
    assert read.numbers() == [("B4", "S01", "pupils", 30.0), ("C4", "S01", "boys", 16.0), ("D4", "S01", "girls", 14.0)]
    assert read.findings() == [("E4", "S01", "cond.15", "met"), ("F4", "S01", "cond.16", "unmet")]


def test_the_same_word_means_another_measure_under_another_title(draw):
    read = draw("""
        学校 | 在校学生数 | < | 厕所蹲位（个） | <
        ^ | 男 | 女 | 男 | 女
        青石镇中心小学 | 16 | 14 | 1 | 3
    """)
    assert [measure for _, _, measure, _ in read.numbers()] == ["boys", "girls", "stalls_m", "stalls_f"]


def test_the_same_item_words_mean_another_item_under_another_area(draw):
    read = draw("""
        学校 | 安全稳定 | 教育扶贫
        ^ | 领导小组 | 领导小组
        青石镇中心小学 | √ | ×
    """)
    assert read.findings() == [("B3", "S01", "safety.01", "met"), ("C3", "S01", "aid.01", "unmet")]


def test_numbers_stand_for_items_under_a_heading_that_says_so(draw):
    read = draw("""
        学校 | 20项底线要求达标情况 | < | <
        ^ | 4 | 5 | 6
        青石镇中心小学 | √ | × | √
    """)
    assert [item for _, _, item, _ in read.findings()] == ["cond.04", "cond.05", "cond.06"]


def test_a_row_of_codes_or_full_marks_under_the_header_belongs_to_it(draw):
    read = draw("""
        学校 | 应急处置预案 | < | 领导值班 | <
        ^ | 扣分 | 得分 | 扣分 | 得分
        满分 | . | 10 | . | 15
        青石镇中心小学 | 2 | 8 | . | 15
    """)
    assert read.roles() == ["header", "header", "header", "body"]
    assert read.table("measurements", "cell", "measure", "item_id", "value") == [
        ("C4", "score", "safety.15", 8.0),
        ("E4", "score", "other.02", 15.0),
    ]


def test_titles_whose_merged_cells_were_lost_still_belong_together(draw):
    read = draw("""
        学校 | 基本情况 | . | . | 办学条件 | .
        . | 在校学生数 | . | . | 生活设施 | .
        . | 合计 | 男 | 女 | 开水供应 | 围墙围栏
        青石镇中心小学 | 30 | 16 | 14 | √ | ×
    """)
    assert [measure for _, _, measure, _ in read.numbers()] == ["pupils", "boys", "girls"]
    assert [item for _, _, item, _ in read.findings()] == ["cond.15", "cond.09"]


def test_units_stand_under_one_of_two_headers(draw):
    read = draw("""
        学校 | 住宿人数 | 床铺数 | . | 学校 | 黑板
        . | 人 | 个 | . | . | .
        青石镇初级中学 | 118 | 118 | . | 青石镇第一小学 | √
        白杨镇中心小学 | 190人 | 190 | . | 青石镇第二小学 | ×
    """)
    assert read.roles() == ["header", "header", "body", "body"]
    assert read.numbers() == [
        ("B3", "S04", "boarders", 118.0), ("B4", "S05", "boarders", 190.0), ("C3", "S04", "beds_single", 118.0),
        ("C4", "S05", "beds_single", 190.0),
    ]  # fmt: skip
    assert read.verdicts() == {"F3": "met", "F4": "unmet"}
