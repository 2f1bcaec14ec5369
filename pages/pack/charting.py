"""Native bar charts on a slide: their figures can be edited, and every bar says its own."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from pages.kit import formats, theme
from pages.pack import typeface
from pages.pack.drawing import Box, color, describe, write
from pages.pack.master import BODY
from pages.pack.parts import Bars, Series

_SUFFIX = {"percent": '"\u00a0%"', "dkk": '"\u00a0kr."'}


def bars(slide: Any, chart: Bars, box: Box) -> None:
    """A native bar chart in `box` (left, top, width, height in inches) under its unit and the key to its colours."""
    left, top, wide, high = box
    taken = _key(slide, chart, (left, top, wide, 0.34))
    _bars(slide, chart, (left, top + taken, wide, high - taken))


def _key(slide: Any, chart: Bars, box: Box) -> float:
    """What the bars are and the name of each colour: programs order and break their own legends each in their way."""
    shown = chart.series if len(chart.series) > 1 else ()
    whole = chart.title + "".join(f"   ■ {series.name}" for series in shown)
    high = typeface.height(whole, box[2], BODY, bold=True)
    made = slide.shapes.add_textbox(*(Inches(part) for part in (*box[:3], high)))
    made.name = "Tegnforklaring"
    frame = made.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame, [(chart.title, {"bold": True, "color": theme.QUIET, "size": BODY})])
    for series in shown:
        for text, own in (("   ■\u00a0", series.color), (series.name.replace(" ", "\u00a0"), theme.INK)):
            run = frame.paragraphs[0].add_run()
            run.text = text
            run.font.language_id, run.font.size, run.font.color.rgb = MSO_LANGUAGE_ID.DANISH, Pt(BODY), color(own)
    return high + 0.04


def _bars(slide: Any, chart: Bars, box: Box) -> None:
    data = CategoryChartData(number_format=number_format(chart.unit, max(chart.decimals)))
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)
    kind = XL_CHART_TYPE.BAR_STACKED if chart.stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *(Inches(part) for part in box), data)
    describe(frame, chart.title, chart.alternative)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(chart))
    drawn.font.size, drawn.font.color.rgb = Pt(BODY), color(theme.INK)
    drawn.has_title = drawn.has_legend = False
    _axes(drawn, chart)
    _room_for_names(drawn, chart, box[2])
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 100 if chart.stacked else -5
    for place, series in enumerate(chart.series):
        _series(plot.series[place], chart, series)
    drawn._chartSpace.insert(1, parse_xml(f'<c:lang {nsdecls("c")} val="da-DK"/>'))


def _workbook(chart: Bars) -> bytes:
    """The figures behind the bars where the chart looks for them. The library's own writer makes a title that begins with = a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, style = book.add_worksheet(), book.add_format({"num_format": number_format(chart.unit, max(chart.decimals))})
        sheet.write_column(1, 0, chart.categories)
        for column, series in enumerate(chart.series, start=1):
            sheet.write(0, column, series.name)
            sheet.write_column(1, column, series.values, style)
    return buffer.getvalue()


def number_format(unit: str, decimals: int) -> str:
    """The format of a figure with its unit; the program writes the separators of the machine it runs on."""
    return "#,##0" + ("." + "0" * decimals if decimals else "") + _SUFFIX.get(unit, "")


def _room_for_names(drawn: Any, chart: Bars, wide: float) -> None:
    """The names get what they need on one line, at most half of the chart; the bars get the rest."""
    names = min(max(typeface.width(name, BODY) for name in chart.categories) + 0.15, 0.47 * wide) / wide
    share = {"xMode": "edge", "yMode": "edge", "x": f"{names:.4f}", "y": "0.01", "w": f"{0.99 - names:.4f}", "h": "0.98"}
    parts = "".join(f'<c:{name} val="{value}"/>' for name, value in share.items())
    area = drawn._chartSpace.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, parse_xml(f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>{parts}</c:manualLayout></c:layout>'))


def _axes(drawn: Any, chart: Bars) -> None:
    names, values = drawn.category_axis, drawn.value_axis
    names.reverse_order = True  # the first on top, as it is read
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_labels.font.size = Pt(BODY)
    names.format.line.color.rgb = color(theme.LINE)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # Every name is written, also where a program thinks that there are too many.
    names._element.find(qn("c:noMultiLvlLbl")).addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>'))
    values.visible, values.has_major_gridlines = False, False
    values.minimum_scale = 0
    if not chart.stacked:
        # Room for the figure after the longest bar.
        values.maximum_scale = max(value for series in chart.series for value in series.values if value is not None) * 1.22 or 1


def _series(drawn: Any, chart: Bars, shown: Series) -> None:
    fill, values = shown.color, shown.values
    drawn.invert_if_negative = False
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = color(fill)
    for place, own in enumerate(chart.point_colors):
        point = drawn.points[place]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = color(own)
    labels = drawn.data_labels
    labels.show_value, labels.font.size, labels.font.bold = True, Pt(BODY), True
    labels.position = XL_LABEL_POSITION.CENTER if chart.stacked else XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format = "#,##0;;" if chart.stacked else number_format(chart.unit, max(chart.decimals))
    labels.number_format_is_linked = False
    labels._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("wrap", "none")
    labels.font.color.rgb = color("#FFFFFF" if chart.stacked and _dark(fill) else theme.INK)
    if not chart.stacked:
        told = [(place, value) for place, value in enumerate(values) if value is not None]
        for number, (place, value) in enumerate(told):
            _label(labels._element, number, place, formats.figure(value, chart.unit, chart.decimals[place]))


def _label(labels: Any, number: int, place: int, text: str) -> None:
    """The figure as text: a format would be written with the separators of the machine, and one format has one number of decimals."""
    letters = f'<a:rPr lang="da-DK" sz="{BODY * 100:.0f}" b="1"/>'
    label = parse_xml(
        f'<c:dLbl {nsdecls("c", "a")}><c:idx val="{place}"/>'
        f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:p><a:r>{letters}<a:t>{text}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
    )
    labels.insert(number, label)


def _dark(fill: str) -> bool:
    red, green, blue = (int(fill[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
