"""A number stored as text is the same number: spaces, full width and thousands marks do not matter."""


def test_text_that_is_a_number(draw):
    read = draw("""
        学校 | 在校生数 | 实发金额（元）
        青石镇中心小学 | '500 | '1,200.50
        青石镇第一小学 | '３００ | 1200.5
    """)
    assert read.numbers() == [
        ("B2", "S01", "pupils", 500.0),
        ("B3", "S02", "pupils", 300.0),
        ("C2", "S01", "amount_paid", 1200.5),
        ("C3", "S02", "amount_paid", 1200.5),
    ]
    assert read.flags() == {}
