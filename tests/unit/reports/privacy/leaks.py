"""Products of every kind with a text planted in one of the many places where it may hide."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

import docx
import xlsxwriter
from nbformat import v4, writes
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

Plant = Callable[[str], bytes]


def page(body: str) -> bytes:
    return f"<!doctype html><html><body><p>达标15/22〔3-16〕</p>{body}</body></html>".encode()


def picture(text: str, *, packed: bool = False) -> bytes:
    """A PNG of one pixel with a text chunk."""
    key, words = b"Comment\0", text.encode()
    kind, data = (b"zTXt", key + b"\0" + zlib.compress(words)) if packed else (b"tEXt", key + words)
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (kind, data), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    made = b"\x89PNG\r\n\x1a\n"
    for name, content in chunks:
        made += struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return made


def link(kind: str, data: bytes, *, filling: str = "=") -> bytes:
    """A page with base64 data in a link."""
    packed = base64.b64encode(data).decode().replace("=", filling)
    return page(f'<a href="data:{kind};base64,{packed}">x</a>')


def moving_picture(text: str) -> bytes:
    """A GIF of one pixel with a comment (GIF89a, 24)."""
    words = text.encode()
    head = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
    return head + b"!\xfe" + bytes([len(words)]) + words + b"\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def word(plant: Callable[[docx.document.Document], object]) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.core_properties.author = ""  # the library puts its own
    document.add_paragraph("达标15/22")
    plant(document)
    document.save(stream)
    return stream.getvalue()


def split_runs(document: docx.document.Document, text: str) -> None:
    paragraph = document.add_paragraph("核实")
    for letter in text:
        paragraph.add_run(letter).bold = letter == text[0]


def word_table(document: docx.document.Document, text: str) -> None:
    document.add_table(rows=1, cols=1).cell(0, 0).text = text


def slides(plant: Callable[[object], object]) -> bytes:
    show, stream = Presentation(), io.BytesIO()
    show.core_properties.last_modified_by = show.core_properties.author = ""  # the library puts its author's
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "达标15/22"
    plant(slide)
    show.save(stream)
    return stream.getvalue()


def chart(slide: object, text: str) -> None:
    data = CategoryChartData()
    data.categories = ["城关小学", text]
    data.add_series("未达标", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Pt(0), Pt(0), Pt(300), Pt(200), data)


def sheets(plant: Callable[[Workbook], object]) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.properties.creator = ""  # the library puts its own
    book.active.append(["学校", "达标"])
    plant(book)
    book.save(stream)
    return stream.getvalue()


def hidden_sheet(book: Workbook, text: str) -> None:
    sheet = book.create_sheet("名单")
    sheet["A1"] = text
    sheet.sheet_state = "veryHidden"


def comment(book: Workbook, text: str) -> None:
    book.active["A1"].comment = Comment(text, "")


def drop_down(book: Workbook, text: str) -> None:
    rule = DataValidation(type="list", formula1=f'"甲,{text}"')
    rule.add("A2")
    book.active.add_data_validation(rule)


def shared_string(text: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("附表").write("B3", text)
    return stream.getvalue()


def note(slide: object, text: str) -> None:
    slide.notes_slide.notes_text_frame.text = text


def part(package: bytes, name: str, text: str) -> bytes:
    """A package with a part more."""
    stream = io.BytesIO(package)
    with zipfile.ZipFile(stream, "a") as opened:
        opened.writestr(name, f"<note>{text}</note>")
    return stream.getvalue()


def rename_properties(package: bytes) -> bytes:
    """A package whose properties lie where System.IO.Packaging puts them."""
    moved, stream = "package/services/metadata/core-properties/0a1b.psmdcp", io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name in ("_rels/.rels", "[Content_Types].xml"):
                content = content.replace(b"docProps/core.xml", moved.encode())
            target.writestr(moved if name == "docProps/core.xml" else name, content)
    return stream.getvalue()


def notebook(*cells: object, **metadata: str) -> bytes:
    return writes(v4.new_notebook(cells=list(cells), metadata=metadata)).encode()


LEAKS: dict[str, tuple[str, Plant]] = {
    "text of a page": ("report.html", lambda text: page(f"<p>{text}</p>")),
    "text cut by tags": ("report.html", lambda text: page(f"<p>{text[:1]}<b>{text[1:]}</b></p>")),
    "tooltip": ("report.html", lambda text: page(f'<button title="{text}">x</button>')),
    "alternative text": ("report.html", lambda text: page(f'<img alt="{text}" src="">')),
    "words of a drawing": ("report.html", lambda text: page(f"<svg><text>{text}</text></svg>")),
    "embedded data": ("report.html", lambda text: page(f"<script>const rows={json.dumps([text])}</script>")),
    "comment of a page": ("report.html", lambda text: page(f"<!-- {text} -->")),
    "letters as numbers": ("report.html", lambda text: page("".join(f"&#{ord(letter)};" for letter in text))),
    "picture in a page": (
        "report.html",
        lambda text: page(f'<img src="data:image/png;base64,{base64.b64encode(picture(text)).decode()}">'),
    ),
    "GIF in a page": ("report.html", lambda text: link("image/gif", moving_picture(text))),
    "text in a link": ("report.html", lambda text: link("text/plain", f"{text}\n".encode())),
    "text in a link without its filling": ("report.html", lambda text: link("text/plain", text.encode(), filling="")),
    "data in a style": (
        "report.html",
        lambda text: page(f'<p style="src:url(data:application/json,{quote(json.dumps(text, ensure_ascii=False))})">'),
    ),
    "data in a link": (
        "report.html",
        lambda text: page(f'<a href="data:application/json,{quote(json.dumps(text, ensure_ascii=False))}">x</a>'),
    ),
    "text that is called a font": ("report.html", lambda text: link("font/woff2", text.encode())),
    "text that is called a picture": ("report.html", lambda text: link("image/jpeg", text.encode())),
    "base64 that is none": ("report.html", lambda text: page(f'<a href="data:text/plain;base64,AA {text}">x</a>')),
    "title of a chart": ("图3.svg", lambda text: f"<svg><title>{text}</title></svg>".encode()),
    "picture": ("图3.png", picture),
    "packed words of a picture": ("图3.png", lambda text: picture(text, packed=True)),
    "author of a PDF": ("report.pdf", lambda text: b"%PDF-1.7\n1 0 obj<</Author <FEFF"
                        + text.encode("utf-16-be").hex().encode() + b">>>endobj"),
    "paragraph in runs": ("通报.docx", lambda text: word(lambda document: split_runs(document, text))),
    "table of a document": ("通报.docx", lambda text: word(lambda document: word_table(document, text))),
    "head of a document": (
        "通报.docx",
        lambda text: word(lambda document: setattr(document.sections[0].header.paragraphs[0], "text", text)),
    ),
    "author of a document": (
        "通报.docx",
        lambda text: word(lambda document: setattr(document.core_properties, "author", text)),
    ),
    "part of a document": ("通报.docx", lambda text: part(word(lambda _: None), "word/comments.xml", text)),
    "notes of a slide": ("情况.pptx", lambda text: slides(lambda slide: note(slide, text))),
    "chart of a slide": ("情况.pptx", lambda text: slides(lambda slide: chart(slide, text))),
    "name of a shape": ("情况.pptx", lambda text: slides(lambda slide: setattr(slide.shapes[0], "name", text))),
    "cell of a workbook": ("附表.xlsx", shared_string),
    "hidden sheet": ("附表.xlsx", lambda text: sheets(lambda book: hidden_sheet(book, text))),
    "name of a sheet": ("附表.xlsx", lambda text: sheets(lambda book: book.create_sheet(text))),
    "comment of a cell": ("附表.xlsx", lambda text: sheets(lambda book: comment(book, text))),
    "drop-down": ("附表.xlsx", lambda text: sheets(lambda book: drop_down(book, text))),
    "output of a notebook": (
        "run.ipynb",
        lambda text: notebook(v4.new_code_cell("x", outputs=[v4.new_output("stream", text=f"{text}\n")])),
    ),
    "words of a notebook": ("run.ipynb", lambda text: notebook(v4.new_markdown_cell(text))),
    "metadata of a notebook": ("run.ipynb", lambda text: notebook(author=text)),
    "line of a file": ("图3.csv", lambda text: f"code,value\n3-16,{text}\n".encode()),
    "name of a file": ("{text}.csv", lambda text: b"code,value\n"),
    "manifest": ("manifest.json", lambda text: json.dumps({"inputs": {text: "0"}}).encode()),
    "file of no known kind": ("log.xyz", lambda text: text.encode()),
}  # fmt: skip
"""What is planted → the product's name and its maker."""
