"""What codes mean is read wherever the workbook says it: beside the table, in a title or header, in a list of codes."""

import pytest


def read_codes(draw, text, row):
    """Read a drawing whose codes A, B, C stand in B, C, D of a row."""
    verdicts = draw(text).verdicts()
    return [verdicts.get(f"{column}{row}") for column in "BCD"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            """
            学校 | 黑板 | 楼梯 | 围墙 | . | 填写说明：
            青石镇第一小学 | A | B | C | . | A—达标
            青石镇第二小学 | A | A | A | . | B—基本达标
            青石镇中心小学 | A | A | A | . | C—不达标
            """,
            2,
        ),
        (
            """
            学校 | 黑板 | 楼梯 | 围墙 | . | 说明：A为达标，B为基本达标，C为不达标
            青石镇第一小学 | A | B | C
            """,
            2,
        ),
        (
            """
            学校 | 黑板 | 楼梯 | 围墙 | . | .
            青石镇第一小学 | A | B | C | A | 达标
            青石镇第二小学 | A | A | A | B | 基本达标
            青石镇中心小学 | A | A | A | C | 不达标
            """,
            2,
        ),
        (
            """
            学校督查表（A达标、B基本达标、C不达标） | < | < | <
            学校 | 黑板 | 楼梯 | 围墙
            青石镇第一小学 | A | B | C
            """,
            3,
        ),
        (
            """
            学校 | 督查结果（A.达标 B.基本达标 C.不达标） | < | <
            ^ | 黑板 | 楼梯 | 围墙
            青石镇第一小学 | A | B | C
            """,
            3,
        ),
        (
            """
            A：达标 | B：基本达标 | C：不达标 | .
            学校 | 黑板 | 楼梯 | 围墙
            青石镇第一小学 | A | B | C
            """,
            3,
        ),
    ],
    ids=["one a cell", "all in one cell", "code and meaning in two cells", "in the title", "in the header", "in a row"],
)
def test_codes_are_explained_around_the_table(draw, text, row):
    assert read_codes(draw, text, row) == ["met", "partial", "unmet"]


@pytest.mark.parametrize(
    "legend",
    [
        "代码 | 含义\n        A | 达标\n        B | 基本达标\n        C | 不达标",
        "A：达标\n        B：基本达标\n        C：不达标",
    ],
    ids=["a list of codes", "lines"],
)
def test_codes_are_explained_on_a_sheet_of_their_own(draw, legend):
    text = """
        # 明细
        学校 | 黑板 | 楼梯 | 围墙
        青石镇第一小学 | A | B | C
        # 代码表
        LEGEND
    """.replace("LEGEND", legend)
    assert read_codes(draw, text, 2) == ["met", "partial", "unmet"]


def test_a_code_that_nothing_explains_is_no_verdict(draw):
    read = draw("""
        学校 | 黑板 | 楼梯 | 围墙
        青石镇第一小学 | A | B | C
    """)
    assert set(read.verdicts().values()) == {"unreadable"}


def test_counts_are_no_codes(draw):
    """A summary counts schools, whatever a note says that its figures mean elsewhere; they are checked."""
    read = draw("""
        # 说明
        代码：1—达标；2—基本达标；3—不达标；0—不涉及。
        # 分校
        学校名称 | 黑板 | 楼梯
        青石镇中心小学 | 1 | 3
        白杨镇岭上教学点 | 1 | 0
        # 分项
        项目 | 达标（所） | < | 不达标（所） | <
        ^ | 合计 | 其中：教学点 | 合计 | 其中：教学点
        黑板 | 2 | 1 | 0 | 0
        楼梯 | 0 | 0 | 2 | 0
    """)
    assert len(read.tables["findings"]) == 4
    assert set(read.tables["findings"].sheet) == {"分校"}
    assert read.table("checks", "cell", "recomputed", "agrees") == [
        ("B3", 2.0, "yes"), ("C3", 1.0, "yes"), ("D3", 0.0, "yes"), ("E3", 0.0, "yes"), ("B4", 0.0, "yes"),
        ("C4", 0.0, "yes"), ("D4", 1.0, "no"), ("E4", 0.0, "yes"),
    ]  # fmt: skip
