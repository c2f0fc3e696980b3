"""Nothing that looks like a person's number leaves in a page; the numbers of fonts and drawings are no such thing."""

from __future__ import annotations

import pytest
from nbformat import NotebookNode, v4

from analysis.errors import PrivacyStop
from analysis.reports.publish.gate import read_outputs, stop_at_persons
from analysis.standards.load import load_standards

ID = "99010119870230123X"
PHONE = "17099990000"


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{ID[:6]}19870203{ID[14:]}</p>",
        f"<p>电话{PHONE}</p>",
        f'<button aria-label="{PHONE}">x</button>',
        f"<svg><text>{PHONE}</text></svg>",
        "<p>170 9999 0000</p>",
    ],
)
def test_a_persons_number_stops_the_page(page: str) -> None:
    with pytest.raises(PrivacyStop) as caught:
        stop_at_persons(page, load_standards(), name="report.html")
    assert PHONE not in str(caught.value)
    assert caught.value.exit_code == 6


@pytest.mark.parametrize(
    "page",
    [
        "<p>2016-10-18 1163/1165 3-16</p>",
        f"<style>a{{src:url(data:font/woff2;base64,{PHONE})}}</style>",
        f'<svg><path d="M {PHONE} 2"/></svg>',
        "<p>金额 17099990000.50</p>",
        "<p>编号 5117099990000123</p>",
    ],
)
def test_other_numbers_pass(page: str) -> None:
    stop_at_persons(page, load_standards(), name="report.html")


@pytest.mark.parametrize(
    "cell",
    [
        v4.new_markdown_cell(f"电话{PHONE}"),
        v4.new_code_cell("print(x)", outputs=[v4.new_output("stream", text=f"电话{PHONE}\n")]),
        v4.new_code_cell("x", outputs=[v4.new_output("execute_result", data={"text/plain": f"'{PHONE}'"})]),
        v4.new_code_cell("x", outputs=[v4.new_output("display_data", data={"text/html": f"<td>{PHONE}</td>"})]),
    ],
)
def test_a_persons_number_in_a_notebook_stops_it_though_the_page_leaves_it_out(cell: NotebookNode) -> None:
    with pytest.raises(PrivacyStop) as caught:
        stop_at_persons(read_outputs(v4.new_notebook(cells=[cell])), load_standards(), name="round_report.ipynb")
    assert PHONE not in str(caught.value)
