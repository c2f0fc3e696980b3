"""A cell error, a formula without its result and a picture are neither blank nor a verdict: unreadable, and told."""


def test_an_error_is_unreadable(draw):
    read = draw("""
        学校 | 在校生数 | 黑板 | 楼梯
        青石镇中心小学 | #DIV/0! | #REF! | √
        青石镇第一小学 | 300 | #N/A | √
    """)
    assert read.verdicts() == {"C2": "unreadable", "C3": "unreadable", "D2": "met", "D3": "met"}
    assert read.numbers() == [("B3", "S02", "pupils", 300.0)]
    assert read.flags() == {"B2": "error_cell", "C2": "error_cell", "C3": "error_cell"}


def test_a_formula_whose_result_was_not_saved_is_not_blank(draw):
    read = draw("""
        学校 | 在校生数 | 黑板
        青石镇中心小学 | =SUM(X1:X9) | =IF(X1,"√","×")
        青石镇第一小学 | 300 | .
    """)
    assert read.verdicts() == {"C2": "unreadable", "C3": "blank"}
    assert read.flags() == {"B2": "formula_without_value", "C2": "formula_without_value"}


def test_a_picture_in_a_cell_is_never_text(draw):
    read = draw("""
        学校 | 黑板 | 楼梯
        青石镇中心小学 | '=DISPIMG("ID_1",1) | √
    """)
    assert read.verdicts()["B2"] == "unreadable"
    assert read.flags() == {"B2": "picture_cell"}
