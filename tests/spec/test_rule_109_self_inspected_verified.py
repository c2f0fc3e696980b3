"""自查, 督查 and 核查 are three aspects, told by header, title or sheet name; inspected where nothing tells."""


def test_the_header_tells(draw):
    read = draw("""
        学校 | 课桌椅 | < | <
        ^ | 学校自查 | 实地查看 | 核实追踪
        青石镇中心小学 | 达标 | 不达标 | 不达标
    """)
    assert read.aspects() == {"B3": "self_reported", "C3": "inspected", "D3": "verified"}


def test_the_title_tells(draw):
    assert draw("""
        各校自查情况上报汇总表 | <
        学校 | 黑板
        青石镇中心小学 | √
    """).aspects() == {"B3": "self_reported"}
    assert draw("""
        核实追踪情况表 | <
        学校 | 黑板
        青石镇中心小学 | √
    """).aspects() == {"B3": "verified"}


def test_nothing_tells(draw):
    assert draw("""
        学校 | 黑板
        青石镇中心小学 | √
    """).aspects() == {"B2": "inspected"}
