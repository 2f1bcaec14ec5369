"""The presentation's own master: 16:9, theme colours and fonts, a cover and one layout for everything else.

Size rule for a room of six metres: titles 28 points and up, everything that is to be read 18 and up. Only the two lines at
the foot (source, data version), which belong to the paper, are smaller.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from pages.kit import theme

WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.62, 12.85
TITLE_TOP, CONTENT_BOTTOM = 0.42, 6.6
BODY, TITLE, LEAD, FOOT = 18, 28, 20, 12
FONT = "Arial"
ACCENT = "#0B5394"
SOURCE_PLACEHOLDER = 13
COVER, PAGE = 0, 1
_COLORS = {
    "dk1": theme.INK, "lt1": "#FFFFFF", "dk2": theme.MUNICIPALITY, "lt2": "#F3F6F8", "accent1": ACCENT, "accent2": theme.MUNICIPALITY,
    "accent3": "#0B5394", "accent4": "#0F5C4C", "accent5": "#8A3B12", "accent6": "#8A5A00", "hlink": ACCENT, "folHlink": "#4A5763",
}  # fmt: skip


def presentation() -> Any:
    """An empty presentation on the monitor's own master."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    master = made.slide_masters[0]
    for layout in list(master.slide_layouts)[2:]:
        master.slide_layouts.remove(layout)
    _theme(master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    _text_styles(master.element)
    _shapes(master.element, _band() + _placeholders(body="Brødtekst"))
    cover, page = master.slide_layouts
    cover.name, page.name = "Forside", "Side"
    page.element.set("type", "obj")
    _background(cover.element, "dk2")
    _shapes(cover.element, _cover())
    _shapes(page.element, _placeholders(body="Hovedpointe", foot=True))
    return made


def _theme(part: Any) -> None:
    """Colours and fonts by name, so that whoever edits the slides gets the monitor's."""
    root = etree.fromstring(part.blob)
    root.set("name", "Boligsocial Monitor")
    colors, fonts = root.find(f".//{qn('a:clrScheme')}"), root.find(f".//{qn('a:fontScheme')}")
    for scheme in (colors, fonts):
        scheme.set("name", "Boligsocial Monitor")
        for child in list(scheme):
            scheme.remove(child)
    for name, color in _COLORS.items():
        slot = etree.SubElement(colors, qn(f"a:{name}"))
        etree.SubElement(slot, qn("a:srgbClr"), val=color.removeprefix("#"))
    for name in ("majorFont", "minorFont"):
        slot = etree.SubElement(fonts, qn(f"a:{name}"))
        for script in ("latin", "ea", "cs"):
            etree.SubElement(slot, qn(f"a:{script}"), typeface=FONT if script == "latin" else "")
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _text_styles(master: Any) -> None:
    """Titles and text flush left in Danish, without bullets; sizes by the rule above."""
    styles = master.find(qn("p:txStyles"))
    levels = "".join(_level(number, LEAD if number == 1 else BODY, bold=False) for number in range(1, 6))
    made = parse_xml(
        f"<p:txStyles {nsdecls('a', 'p')}><p:titleStyle>{_level(1, TITLE, bold=True)}</p:titleStyle>"
        f"<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle>{_level(1, BODY, bold=False)}</p:otherStyle></p:txStyles>"
    )
    styles.getparent().replace(styles, made)


def _level(number: int, size: int, *, bold: bool) -> str:
    family = "+mj-lt" if bold else "+mn-lt"
    return (
        f'<a:lvl{number}pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr lang="da-DK" sz="{size * 100}" b="{int(bold)}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        f'<a:latin typeface="{family}"/></a:defRPr></a:lvl{number}pPr>'
    )


def _shapes(element: Any, shapes: str) -> None:
    """Put these shapes in the place of those of the library's own template."""
    tree = element.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    for shape in tree.findall(qn("p:sp")):
        tree.remove(shape)
    for number, shape in enumerate(parse_xml(f"<p:spTree {nsdecls('a', 'p')}>{shapes}</p:spTree>"), 2):
        shape.find(f"{qn('p:nvSpPr')}/{qn('p:cNvPr')}").set("id", str(number))
        tree.append(shape)


def _background(element: Any, color: str) -> None:
    slide = element.find(qn("p:cSld"))
    fill = f'<p:bgPr><a:solidFill><a:schemeClr val="{color}"/></a:solidFill><a:effectLst/></p:bgPr>'
    slide.insert(0, parse_xml(f"<p:bg {nsdecls('a', 'p')}>{fill}</p:bg>"))


def _place(left: float, top: float, width: float, height: float) -> str:
    at, size = (Inches(left), Inches(top)), (Inches(width), Inches(height))
    return f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'


def _placeholder(name: str, kind: str, where: str, *, prompt: str, anchor: str, style: str = "", field: bool = False) -> str:
    text = '<a:fld id="{8D1B4C52-3A56-4B8E-9C59-7C1E6C0F5A11}" type="slidenum"><a:rPr lang="da-DK"/><a:t>‹nr.›</a:t></a:fld>'
    run = text if field else f'<a:r><a:rPr lang="da-DK"/><a:t>{prompt}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr>{where}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{style}</a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _sized(size: int, color: str = "tx1", align: str = "l", *, bold: bool = False) -> str:
    fill = f'<a:solidFill><a:schemeClr val="{color}"/></a:solidFill>'
    return f'<a:lvl1pPr algn="{align}"><a:defRPr lang="da-DK" sz="{size * 100}" b="{int(bold)}">{fill}</a:defRPr></a:lvl1pPr>'


def _placeholders(body: str, *, foot: bool = False) -> str:
    """Title, the sentence below it, and at the foot source, data line and page number."""
    wide = RIGHT - LEFT
    quiet = "folHlink"
    shapes = _placeholder("Titel", 'type="title"', _place(LEFT, TITLE_TOP, wide, 0.5), prompt="Titel", anchor="t")
    shapes += _placeholder(body, 'type="body" idx="1"', _place(LEFT, 1.0, wide, 0.72), prompt=body, anchor="t")
    if foot:
        shapes += _placeholder(
            "Kilde", f'type="body" idx="{SOURCE_PLACEHOLDER}" sz="quarter"', _place(LEFT, 6.72, wide, 0.4), prompt="Kilde", anchor="t",
            style=_sized(FOOT, quiet),
        )  # fmt: skip
    shapes += _placeholder(
        "Data",
        'type="ftr" idx="11" sz="quarter"',
        _place(LEFT, 7.14, wide - 1, 0.22),
        prompt="Data",
        anchor="ctr",
        style=_sized(FOOT, quiet),
    )
    number = _sized(FOOT, quiet, "r", bold=True)
    shapes += _placeholder(
        "Sidetal",
        'type="sldNum" idx="12" sz="quarter"',
        _place(RIGHT - 0.9, 7.14, 0.9, 0.22),
        prompt="",
        anchor="ctr",
        style=number,
        field=True,
    )
    return shapes


def _cover() -> str:
    wide = RIGHT - 1.0 - LEFT
    return _placeholder(
        "Titel", 'type="ctrTitle"', _place(1.0, 1.7, wide, 1.9), prompt="Titel", anchor="b", style=_sized(44, "bg1", bold=True)
    ) + _placeholder(
        "Undertitel", 'type="subTitle" idx="1"', _place(1.0, 3.85, wide, 2.6), prompt="Undertitel", anchor="t", style=_sized(24, "bg1")
    )


def _band() -> str:
    """The strip at the left edge; an area's slide covers it with the area's colour."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="0" name="Kant"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_place(0, 0, 0.2, HEIGHT)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="da-DK"/></a:p></p:txBody></p:sp>'
    )
