"""Names in free text: found by their contexts, masked wherever they stand; ordinary words are left alone."""

import pyarrow as pa
import pytest

from analysis.reading.masking import mask_names
from analysis.reading.privacy import MASK, mask_text, mask_texts
from analysis.reports.privacy.gate import Gate

NAMES = {"甲": "甄守田", "乙": "欧阳禾", "丙": "祁大山", "丁": "谌玉兰", "戊": "逄福", "己": "阮清越"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("前锋学校甄守田、欧阳禾，建平国小逄福", "前锋学校□、□，建平国小□"),
        ("为阮清越解决了低保问题，阮清越表示感谢", "为□解决了低保问题，□表示感谢"),
        ("填表人：祁大山", "填表人：□"),
        ("谌玉兰同志已返校", "□同志已返校"),
        ("辞退民师逄福是否在家", "辞退民师□是否在家"),
    ],
)
def test_names_are_masked_where_a_context_tells_them(text, masked):
    assert mask_names(text, "□") == masked


@pytest.mark.parametrize(
    "text",
    [
        "弘扬正能量，为人公正，对常规工作高度重视",
        "第一小学高年级教室照明不足，教师安全意识强",
        "松岫镇安全、卫生、文明三项检查",
        "向家长公示，为学生解决困难，对后勤人员进行培训",
        "校长全面负责，主任常年在岗，干部带班",
        "学校成立领导小组，帮助贫困户解决困难",
    ],
)
def test_ordinary_words_are_no_names(text):
    assert mask_names(text, "□") == text


@pytest.mark.shared
def test_the_masked_report_with_invented_names_keeps_none(shared):
    text = (shared / "reference" / "source_report.zh.md").read_text(encoding="utf-8")
    for mark, name in NAMES.items():
        text = text.replace(f"〔某某{mark}〕", name)
    assert sum(text.count(name) for name in NAMES.values()) == 11
    masked = "\n".join(mask_names(line, "□") for line in text.splitlines())
    assert masked.count("□") == 11
    assert not [name for name in NAMES.values() if name in masked]


def test_many_texts_are_masked_as_each_of_them():
    texts = [
        "", "1", "√", "1234567", "123456789", "0.1234567890123", "14000000001", "0753-1234567", "a@b.cn",
        "140-0000-0001", "140 0000 0001", "1４０００００００01", "校车豫A00D01",
        "990000195802020133", "6222000000000000", "联系人：甄无名", "甄无名14000000001", "x:y", "2016-10-11 08:00:00",
    ]  # fmt: skip
    assert mask_texts(pa.array(texts)).to_pylist() == [mask_text(text) for text in texts]
    assert mask_texts(pa.array([], pa.string())).to_pylist() == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话140-0000-0001。", "电话□。"),
        ("电话 140 0000 0001", "电话 □"),
        ("电话１４００００００００１", "电话□"),
        ("+86 14000000001", "□"),
        ("校车豫A00D01超载", "校车□超载"),
        ("证号990000 19580202 0133", "证号□"),
        ("卡号6222 0000 0000 0000 000", "卡号□"),
        ("信箱：a.b＠c.cn", "信箱：□"),
    ],
)
def test_numbers_of_persons_are_masked_however_they_are_grouped(text, masked, standards):
    assert mask_text(text) == masked.replace("□", MASK)
    assert not list(Gate(standards).find("a.csv", mask_text(text).encode()))


@pytest.mark.parametrize(
    "text", ["2013 2014 2015 2016年的台账", "编号A-2016-1001", "共12 345 678元", "2016-10-11 08:30至09:10", "新A楼"]
)
def test_years_amounts_and_days_are_no_numbers_of_persons(text):
    assert mask_text(text) == text
