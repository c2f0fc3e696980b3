"""The register: what it takes, and what it refuses with a row and a way out."""

import pytest

from analysis.errors import CorrectionsError, MissingError, UsageError
from analysis.reading.context import Context, context_of_month
from analysis.reading.drafting import find_schools
from analysis.reading.schools import make_register, read_register
from analysis.standards.words import words_of


def test_only_id_and_name_are_needed_and_the_order_is_kept(tmp_path):
    (tmp_path / "schools.csv").write_text("school_id,name\nS2,乙小学\nS1,甲小学\n", encoding="utf-8-sig")
    frame = read_register(tmp_path / "schools.csv").frame
    assert list(frame["school_id"]) == ["S2", "S1"]
    assert set(frame["boarding"]) == {""}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,name\n1,甲\n", "school_id"),
        ("school_id,name\nS1,甲\nS1,乙\n", "第3行"),
        ("school_id,name\nS1,\n", "第2行"),
        ("school_id,name,kind\nS1,甲,university\n", "university"),
        ("school_id,name,boarding\nS1,甲,maybe\n", "maybe"),
    ],
)
def test_a_bad_register_names_its_row(tmp_path, text, said):
    (tmp_path / "schools.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=said):
        read_register(tmp_path / "schools.csv")


def test_a_name_is_one_line_of_signs(tmp_path):
    text = 'school_id,name,town\nS1,"东镇\n\x0b第一小学\x01",东镇\x01\n'
    (tmp_path / "schools.csv").write_text(text, encoding="utf-8")
    assert read_register(tmp_path / "schools.csv").rows[0]["name"] == "东镇 第一小学"
    assert read_register(tmp_path / "schools.csv").rows[0]["town"] == "东镇"


def test_a_register_may_say_it_in_words(tmp_path):
    text = "school_id,name,kind,boarding,open\nS1,甲,完全小学,是,1\nS2,乙,九年制,无,\nS3,丙,junior,no,yes\n"
    (tmp_path / "schools.csv").write_text(text, encoding="utf-8")
    rows = read_register(tmp_path / "schools.csv").rows
    assert [(row["kind"], row["boarding"], row["open"]) for row in rows] == [
        ("primary", "yes", "yes"), ("nine_year", "no", ""), ("junior", "no", "yes"),
    ]  # fmt: skip


def test_a_register_is_told_of_in_the_language_of_the_run(tmp_path, standards_en):
    (tmp_path / "schools.csv").write_text("school_id,name,kind\nS1,甲,university\n", encoding="utf-8")
    with pytest.raises(CorrectionsError) as caught:
        read_register(tmp_path / "schools.csv", standards_en)
    assert str(caught.value).startswith("schools.csv row 2: The kind “university” is not known. Known: primary,")
    with pytest.raises(MissingError, match="There is no school register"):
        read_register(tmp_path / "none.csv", standards_en)
    with pytest.raises(UsageError, match="has to begin with a year"):
        context_of_month("March", "a.xlsx", standards_en)


def test_no_register(tmp_path):
    with pytest.raises(MissingError):
        read_register(tmp_path / "schools.csv")


def test_a_code_resolves_where_the_name_does_not(standards):
    register = make_register([["school_id", "name"], ["370", "barnsley"]], "schools.csv")
    words = words_of(standards)
    assert register.resolve("Barnsley", words).school_id == "370"
    assert register.resolve("unknown", words, code="370").school_id == "370"
    assert register.resolve("unknown", words).code == "unknown_school"


def test_a_register_is_drafted_by_the_roles_of_the_columns(tmp_path, standards):
    (tmp_path / "a.csv").write_text(
        "学校名称,所属乡镇,学校类别,黑板\n青石小学,青石镇,小学,√\n青石小学,青石镇,小学,√\n岭上教学点,白杨镇,教学点,×\n",
        encoding="utf-8",
    )
    assert find_schools(tmp_path / "a.csv", standards, Context("", "a.csv")) == [
        {"school_id": "S001", "name": "青石小学", "town": "青石镇", "kind": "primary"},
        {"school_id": "S002", "name": "岭上教学点", "town": "白杨镇", "kind": "teaching_point"},
    ]
