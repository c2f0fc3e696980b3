"""A chart of bars as DrawingML: native, to be edited in PowerPoint, and drawn alike by LibreOffice.

The pieces, or their boxes, are stacked on one pair of axes. A series of whole lengths without fill stands on a second
pair of the same scale (LibreOffice draws both on one); it carries the text after each bar and the tick of what is
required. The tick is the end of a gradient that is clear until there: of the ways tried (error bars, whose caps
LibreOffice always draws; a thin series, whose numbers would be invented) it alone is drawn alike and keeps the data
true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from analysis.reports.office.slides.bars import Bars, Piece
from analysis.reports.office.slides.plots import Plot
from analysis.reports.office.slides.series import Series, list_series, whole_column
from analysis.reports.office.slides.text import LEAST, measure
from analysis.standards.style import Style

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
"""Declarations of every element made here."""
HATCH = "wdUpDiag"
"""The hatch of what is short, overdue or not looked at."""
TICK = 5.0
"""Points across the tick of what is required."""
SHEET = "Sheet1"
"""The sheet of the data, as references name it."""
NO_BREAK = "\u00a0"
"""Stands between a bar and the text after it."""
WIDER = 1.06
"""How much wider a font may be than the one measured, by half: lines are filled up for the one and the other alike."""
EM = "\u3000"
"""A space that is as wide as a letter is high, in every font."""
_SHOWN = '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
_SHOWN += '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext>'
    "</c:extLst>"
)
_NONE = "<a:ln><a:noFill/></a:ln>"
_SCALE = '<c:scaling><c:orientation val="{turn}"/>{limits}</c:scaling>'


def write_chart(bars: Bars, plot: Plot, style: Style, *, lang: str, fits: Sequence[Sequence[bool]]) -> str:
    """The chart's elements in the order of the schema, but for the data's relationship.

    Args:
        bars: what is drawn.
        plot: where.
        style: colours and fonts.
        lang: language tag of the texts.
        fits: piece by piece and row by row, whether the label has room in its bar; a box always has its mark.
    """
    writer = _Writer(bars, plot, style, lang)
    layout = "".join(
        f'<c:{name} val="{value}"/>'
        for name, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"), ("x", f"{plot.left:.5f}"),
                            ("y", f"{plot.top:.5f}"), ("w", f"{plot.width:.5f}"), ("h", f"{plot.height:.5f}"))
    )  # fmt: skip
    area = (
        f"<c:layout><c:manualLayout>{layout}</c:manualLayout></c:layout>"
        f"{writer.write_pieces(fits)}{writer.write_whole()}{writer.write_axes()}"
        f"<c:spPr><a:noFill/>{_NONE}</c:spPr>"
    )
    return (
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{area}</c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_NONE}</c:spPr>{writer.write_body(plot.text_size)}</c:chartSpace>"
    )


@dataclass(frozen=True)
class _Writer:
    bars: Bars
    plot: Plot
    style: Style
    lang: str

    @property
    def rows(self) -> int:
        """How many rows are drawn."""
        return len(self.bars.names)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The series of the chart: a bar for each piece, or a box for each school of it."""
        return list_series(self.bars, self.plot.between)

    def write_pieces(self, fits: Sequence[Sequence[bool]]) -> str:
        """The bars or boxes, with the labels that have room in them."""
        grouping = "clustered" if self.bars.facing else "stacked"
        shown = [() if one.formulas else fits[place] for place, one in enumerate(self.series)]
        series = "".join(self._write_series(place, one, shown[place]) for place, one in enumerate(self.series))
        return self._write_group(grouping, series, ids=(1, 2), gap=self.plot.gap)

    def _write_group(self, grouping: str, series: str, *, ids: tuple[int, int], gap: int) -> str:
        axes = "".join(f'<c:axId val="{one}"/>' for one in ids)
        return (
            f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
            f'<c:gapWidth val="{gap}"/><c:overlap val="100"/>{axes}</c:barChart>'
        )

    def _write_series(self, place: int, one: Series, fits: Sequence[bool]) -> str:
        line = f'<a:ln w="9525">{_solid(one.piece.fill.edge)}</a:ln>' if one.piece else _NONE
        paint = _fill(one.piece) if one.piece else "<a:noFill/>"
        return (
            f"<c:ser>{self._write_head(place, one.column, one.name)}<c:spPr>{paint}{line}</c:spPr>"
            f'<c:invertIfNegative val="0"/>{self._write_labels(one, fits)}{self._write_names()}'
            f"{self._write_values(one.column, one.values)}</c:ser>"
        )

    def _write_head(self, place: int, column: int, name: str) -> str:
        cell = f"{SHEET}!${get_column_letter(column + 1)}$1"
        return (
            f'<c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{cell}</c:f>'
            f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt></c:strCache>'
            "</c:strRef></c:tx>"
        )

    def _write_labels(self, one: Series, fits: Sequence[bool]) -> str:
        """A number in each bar that has room for it, the mark in each box, both bound to the value."""
        piece = one.piece
        if piece is None or (one.boxed and not piece.word):
            return '<c:dLbls><c:delete val="1"/></c:dLbls>'
        hidden = "".join(
            f'<c:dLbl><c:idx val="{row}"/><c:delete val="1"/></c:dLbl>' for row, shown in enumerate(fits) if not shown
        )
        patch = f"<c:spPr>{_solid(piece.fill.face)}</c:spPr>" if piece.hatched else ""
        ink = piece.fill.text if self.bars.facing else piece.fill.on
        place = f'<c:dLblPos val="{"outEnd" if self.bars.facing else "ctr"}"/>'
        code = escape(_format_label(one, piece), {'"': "&quot;"})
        return (
            f'<c:dLbls>{hidden}<c:numFmt formatCode="{code}" sourceLinked="0"/>{patch}'
            f"{self.write_body(self.plot.text_size, ink)}{place}{_SHOWN.format(1)}</c:dLbls>"
        )

    def write_whole(self) -> str:
        """The whole lengths, without fill, with the text after each bar and the tick."""
        place, column = len(self.series), whole_column(self.bars)
        labels = "".join(self._write_end(row) for row in range(self.rows))
        series = (
            f"<c:ser>{self._write_head(place, column, self.bars.whole)}<c:spPr><a:noFill/>{_NONE}</c:spPr>"
            f'<c:invertIfNegative val="0"/>{self._write_ticks()}<c:dLbls>{labels}'
            f'{self.write_body(self.plot.text_size)}<c:dLblPos val="outEnd"/>{_SHOWN.format(1)}{_NO_LEADERS}</c:dLbls>'
            f"{self._write_names()}{self._write_values(column, self.bars.lengths)}</c:ser>"
        )
        return self._write_group("clustered", series, ids=(3, 4), gap=self.plot.tick_gap)

    def _write_end(self, row: int) -> str:
        lines = self.plot.ends.rows[row]
        if not lines:
            return f'<c:dLbl><c:idx val="{row}"/><c:delete val="1"/></c:dLbl>'
        sizes = (self.plot.text_size, *(LEAST for _ in lines[1:]))
        width = max(measure(line, size) for line, size in zip(lines, sizes, strict=True))
        text = "".join(self._write_line(line, width, first=place == 0) for place, line in enumerate(lines))
        shift = self.bars.reach(row) - self.bars.lengths[row]
        moved = shift * self.plot.width / (self.plot.most - self.plot.least)
        layout = f'<c:layout><c:manualLayout><c:x val="{moved:.5f}"/><c:y val="0"/></c:manualLayout></c:layout>'
        return (
            f'<c:dLbl><c:idx val="{row}"/>{layout if shift else ""}'
            f'<c:tx><c:rich><a:bodyPr wrap="none" anchor="ctr"/>{text}</c:rich></c:tx>'
            f'<c:dLblPos val="outEnd"/>{_SHOWN.format(1)}</c:dLbl>'
        )

    def _write_line(self, text: str, width: float, *, first: bool) -> str:
        """A line of a text after a bar: all as wide, as LibreOffice centres them where PowerPoint sets them left."""
        ink = self.style.fills["unmet"].text if self.bars.loud else self.style.colours["ink"]
        size, color = (self.plot.text_size, ink) if first else (LEAST, self.style.colours["ink2"])
        ems, rest = divmod((width - measure(text, size)) * WIDER, size)
        spaces = EM * int(ems) + NO_BREAK * round(rest / (0.25 * size))
        run = self._write_run("rPr", size, color)
        return f'<a:p><a:pPr algn="l"/><a:r>{run}<a:t>{NO_BREAK}{escape(text)}{spaces}</a:t></a:r></a:p>'

    def _write_ticks(self) -> str:
        """The end of each whole length in black, the rest of it clear: a gradient with a hard stop, a bar each."""
        points = "".join(
            f'<c:dPt><c:idx val="{row}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{self._write_tick(length * self.plot.unit)}{_NONE}</c:spPr></c:dPt>"
            for row, length in enumerate(self.bars.lengths)
        )
        return points if self.bars.ticked else ""

    def _write_tick(self, length: float) -> str:
        stop = round(100_000 * max(0.0, 1 - TICK / max(length, TICK)))
        ink = self.style.colours["ink"].lstrip("#")
        clear, black = f'<a:srgbClr val="{ink}"><a:alpha val="0"/></a:srgbClr>', f'<a:srgbClr val="{ink}"/>'
        stops = ((0, clear), (stop, clear), (stop, black), (100_000, black))
        listed = "".join(f'<a:gs pos="{place}">{color}</a:gs>' for place, color in stops)
        return f'<a:gradFill rotWithShape="1"><a:gsLst>{listed}</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>'

    def _write_names(self) -> str:
        points = "".join(
            f'<c:pt idx="{row}"><c:v>{escape(name)}</c:v></c:pt>' for row, name in enumerate(self.bars.names)
        )
        return (
            f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${self.rows + 1}</c:f><c:strCache>"
            f'<c:ptCount val="{self.rows}"/>{points}</c:strCache></c:strRef></c:cat>'
        )

    def _write_values(self, place: int, values: Sequence[float]) -> str:
        column = get_column_letter(place + 1)
        points = "".join(f'<c:pt idx="{row}"><c:v>{value:g}</c:v></c:pt>' for row, value in enumerate(values))
        return (
            f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${self.rows + 1}</c:f>"
            f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{self.rows}"/>{points}</c:numCache>'
            "</c:numRef></c:val>"
        )

    def write_axes(self) -> str:
        """Both pairs of axes; nothing of them is drawn but the names of the rows."""
        limits = f'<c:max val="{self.plot.most:g}"/><c:min val="{self.plot.least:g}"/>'
        return "".join(
            (self._write_name_axis(1, 2, shown=True), self._write_value_axis(2, 1, limits),
             self._write_name_axis(3, 4, shown=False), self._write_value_axis(4, 3, limits))
        )  # fmt: skip

    def _write_name_axis(self, own: int, other: int, *, shown: bool) -> str:
        return (
            f'<c:catAx><c:axId val="{own}"/>{_SCALE.format(turn="maxMin", limits="")}<c:delete val="{int(not shown)}"/>'
            '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_NONE}</c:spPr>'
            f'{self.write_body(self.plot.name_size)}<c:crossAx val="{other}"/><c:crosses val="autoZero"/>'
            '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        )

    def _write_value_axis(self, own: int, other: int, limits: str) -> str:
        return (
            f'<c:valAx><c:axId val="{own}"/>{_SCALE.format(turn="minMax", limits=limits)}<c:delete val="1"/>'
            '<c:axPos val="t"/><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="{other}"/>'
            '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
        )

    def write_body(self, size: float, color: str = "") -> str:
        """Text properties: size, colour, and the fonts of both scripts."""
        ink = color or self.style.colours["ink"]
        return (
            f'<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr>{self._write_run("defRPr", size, ink)}'
            f'</a:pPr><a:endParaRPr lang="{self.lang}"/></a:p></c:txPr>'
        )

    def _write_run(self, name: str, size: float, color: str) -> str:
        font = escape(self.style.fonts["slide"][0], {'"': "&quot;"})
        fonts = "".join(f'<a:{script} typeface="{font}"/>' for script in ("latin", "ea", "cs"))
        lang = f' lang="{self.lang}"'
        return f'<a:{name}{lang} sz="{round(size * 100)}" b="0">{_solid(color)}{fonts}</a:{name}>'


def _solid(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color.lstrip("#")}"/></a:solidFill>'


def _fill(piece: Piece) -> str:
    if not piece.hatched:
        return _solid(piece.fill.face)
    front = "FFFFFF" if piece.fill.on.upper() == "#FFFFFF" else piece.fill.edge.lstrip("#")
    return (
        f'<a:pattFill prst="{HATCH}"><a:fgClr><a:srgbClr val="{front}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{piece.fill.face.lstrip("#")}"/></a:bgClr></a:pattFill>'
    )


def _format_label(one: Series, piece: Piece) -> str:
    """The number format of a label: the mark alone in a box, before the number in a bar; nothing for zero."""
    if one.boxed:
        return f'[>1]"{piece.word} "0;[>0]"{piece.word}";' if one.last else f'"{piece.word}";;'
    before = f'"{piece.word} "' if piece.word else ""
    return f"{before}0;{before}0;;"
