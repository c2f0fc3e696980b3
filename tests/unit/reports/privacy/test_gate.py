"""A person in any product stops the publication; the numbers of reports, fonts and drawings are no such thing."""

from __future__ import annotations

import pytest
from tests.unit.reports.privacy.leaks import LEAKS, page, picture, rename_properties, sheets, slides, word

from analysis.errors import PrivacyStop
from analysis.reports.privacy.gate import Gate
from analysis.standards.load import load_standards
from analysis.standards.model import Standards

NAME = "甄某甲"
"""A denied text that no rule would find."""
ID = "99010119870203123X"
PHONE = "17099990000"
NAMED = {planted for planted in LEAKS if "name" in planted} | {"author of a document"}
"""What may not say anything else in its place either."""


@pytest.fixture(scope="module")
def gate(standards: Standards) -> Gate:
    return Gate(standards, denied=frozenset({NAME, "12000001234", "低保户·第三小组"}), known=frozenset({"白果小学"}))


@pytest.mark.parametrize("planted", LEAKS)
def test_what_was_refused_stops_every_kind_of_product(planted: str, gate: Gate) -> None:
    name, plant = LEAKS[planted]
    with pytest.raises(PrivacyStop) as caught:
        gate.stop({"ok.html": page(""), name.format(text=NAME): plant(NAME)})
    told = str(caught.value)
    assert NAME not in told
    assert "已拒收的内容" in told
    assert name.format(text="〔…〕") in told
    assert caught.value.exit_code == 6


@pytest.mark.parametrize("planted", LEAKS)
def test_a_number_of_a_person_stops_it_whether_refused_or_not(planted: str, standards: Standards) -> None:
    name, plant = LEAKS[planted]
    with pytest.raises(PrivacyStop) as caught:
        Gate(standards).stop({name.format(text=PHONE): plant(PHONE)})
    assert "联系方式1处" in str(caught.value) or "联系方式2处" in str(caught.value)


@pytest.mark.parametrize("planted", [planted for planted in LEAKS if planted not in NAMED])
def test_the_same_product_without_it_passes(planted: str, gate: Gate) -> None:
    name, plant = LEAKS[planted]
    gate.stop({name.format(text="白果小学"): plant("白果小学")})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ID, "证件号码"),
        (ID.lower(), "证件号码"),
        ("电话170 9999 0000", "联系方式"),
        ("１７０９９９９００００", "联系方式"),
        ("邮箱 someone@example.com", "联系方式"),
        ("卡号6222021234567894", "银行账户"),
        ("川A12345", "车牌"),
        ("联系人：甄小满", "人名"),
        ("编号1200 0001 234", "已拒收的内容"),
        ("家里是低保户·第三小组的", "已拒收的内容"),
    ],
)
def test_what_is_looked_for(text: str, kind: str, gate: Gate) -> None:
    with pytest.raises(PrivacyStop) as caught:
        gate.stop({"通报.md": text.encode()})
    assert kind in str(caught.value)


@pytest.mark.parametrize("text", ["6号楼3单元302室", "3班王小明家", "１２０００００１２３４", "12000001234号"])
def test_a_refused_text_that_begins_with_a_digit_is_found(text: str, standards: Standards) -> None:
    with pytest.raises(PrivacyStop, match="已拒收的内容1处"):
        Gate(standards, denied=frozenset({text})).stop({"通报.md": f"另：{text}。".encode()})


@pytest.mark.parametrize(
    "text",
    [
        "2016-10-18 1163/1165 3-16",
        "金额 17099990000.50",
        "编号 5117099990000123",
        "编号 112000001234",
        "卡号6222021234567895",
        "第16条 15/22所达标",
        "联系人：白果",
        "栎坪镇白果小学",
        "3-16@栎坪镇",
    ],
)
def test_other_numbers_and_words_pass(text: str, gate: Gate) -> None:
    gate.stop({"通报.md": text.encode()})


@pytest.mark.parametrize(
    "body",
    [
        f"<style>a{{src:url(data:font/woff2;base64,d09GMgA/{PHONE})}}</style>",
        f'<svg><path d="M {PHONE} 2"/></svg>',
        f'<svg viewBox="0 0 {PHONE} 1"></svg>',
        f'<svg><path d="M 1 2\nL {PHONE} 3\nz"/></svg>',
    ],
)
def test_the_numbers_of_fonts_and_drawings_pass(body: str, gate: Gate) -> None:
    gate.stop({"report.html": page(body)})


def test_ordinary_products_of_every_kind_pass(gate: Gate) -> None:
    gate.stop({
        "a.docx": word(lambda _: None), "a.pptx": slides(lambda _: None), "a.xlsx": sheets(lambda _: None),
        "a.png": picture("ducha"), "a.html": page(""),
    })  # fmt: skip


@pytest.mark.parametrize("moved", [False, True])
def test_the_author_of_a_document_is_a_person_whoever_it_is(gate: Gate, moved: bool) -> None:
    document = word(lambda made: setattr(made.core_properties, "author", "欧阳建国"))
    with pytest.raises(PrivacyStop, match="人名1处") as caught:
        gate.stop({"通报.docx": rename_properties(document) if moved else document})
    assert "creator" in str(caught.value)
    assert "欧阳" not in str(caught.value)


def test_the_place_is_told_as_a_person_finds_it(gate: Gate) -> None:
    name, plant = LEAKS["cell of a workbook"]
    with pytest.raises(PrivacyStop) as caught:
        gate.stop({name: plant(NAME)})
    assert str(caught.value).startswith("附表.xlsx sheet1 B3: ")


def test_every_place_is_told_and_no_product_passes_for_another(gate: Gate) -> None:
    with pytest.raises(PrivacyStop) as caught:
        gate.stop({"a.md": NAME.encode(), "b.md": b"fine", "c.md": f"fine\n{NAME}".encode()})
    told = str(caught.value)
    assert "2个产品" in told
    assert "c.md 2" in told
    assert "b.md" not in told


def test_it_is_told_in_the_language_of_the_run() -> None:
    with pytest.raises(PrivacyStop, match="2 products show a person"):
        Gate(load_standards(lang="en")).stop({"a.md": PHONE.encode(), "b.md": PHONE.encode()})
