"""The map page's parts: the map itself, legend and list, table and files."""

from __future__ import annotations

from collections.abc import Sequence

import pydeck as pdk
import streamlit as st

from pages.kit import database, figure, look, tables, theme
from pages.kit.language import tr
from pages.kit.map_ground import Ground, ground
from pages.kit.plain import escaped
from pages.kit.register import BY_KEY
from pages.map import deck, figures, texts
from pages.map import svg as map_svg
from pages.map.choices import Chosen
from pages.map.figures import MapOfPeriod
from pages.map.tiles import tile_host
from service import settings


def under(chosen: Chosen) -> Ground:
    """The ground of the chosen borders and marks."""
    return ground(chosen.day, chosen.dotted)


def prepared(chosen: Chosen) -> list[MapOfPeriod]:
    """The maps behind the choices with every text ready."""
    shapes = database.ask("map_shapes", day=chosen.day)
    residents = ground().residents
    return [
        figures.map_of(about, database.ask("indicator_figures", indicator_id=about["indicator_id"]), shapes, residents)
        for about in chosen.maps
    ]


def tile_pattern() -> str:
    """The tile service an administrator has named, or nothing."""
    return settings.text("MONITOR_TILE_URL")


def maps(shown: Sequence[MapOfPeriod], chosen: Chosen) -> None:
    """The map or the two maps with their legends, and what must be said about every one of them.

    A narrow screen gets the still map in place of the interactive one, which would catch the finger that scrolls the
    page; the same still map is what a printer gets.
    """
    with st.container(key="map_small"):
        _still(shown, chosen, narrow=True, printed=False)
    if chosen.static:
        with st.container(key="map_still"):
            _still(shown, chosen, narrow=False, printed=False)
        said(shown, chosen)
        return
    with st.container(key="map_live"):
        _live(shown, chosen, under(chosen))
    with st.container(key="map_print"):
        _still(shown, chosen, narrow=False, printed=True)


def said(shown: Sequence[MapOfPeriod], chosen: Chosen) -> None:
    """What every map must say: what its places are worth, its source, and who else is asked for its background."""
    st.caption(escaped(" ".join(part for part in (under(chosen).note, *dict.fromkeys(item.source for item in shown)) if part)))
    if tile_pattern() and not chosen.static:
        st.caption(
            tr(
                "Baggrundskortet hentes fra {host}, som dermed får din IP-adresse og ser, hvilket udsnit du kigger på. "
                "Administratoren har slået det til.",
                host=tile_host(tile_pattern()),
            )
        )


def _still(shown: Sequence[MapOfPeriod], chosen: Chosen, *, narrow: bool, printed: bool) -> None:
    alternative = " ".join(figures.sentence(item) for item in shown)
    theme.render("map/map_still.html", still=_picture(shown, chosen, narrow=narrow, printed=printed), alternative=alternative)


def _live(shown: Sequence[MapOfPeriod], chosen: Chosen, below: Ground) -> None:
    if len(shown) == 1:
        left, right = st.columns([7, 3])
        with left:
            _deck(shown[0], chosen, below, 0, 1)
            said(shown, chosen)
        with right:
            legend(shown[0])
            values(shown[0])
        return
    for number, (column, item) in enumerate(zip(st.columns(2), shown, strict=True)):
        with column:
            st.subheader(escaped(f"{item.short_title}, {item.period}"))
            _deck(item, chosen, below, number, 2)
            legend(item)
    said(shown, chosen)


def _deck(item: MapOfPeriod, chosen: Chosen, below: Ground, number: int, together: int) -> None:
    stamp = database.stamp() + below.variant
    drawn = _kept_deck(stamp, look.current(), item.key, chosen.zoom, together, chosen.entrances, tile_pattern(), item, below)
    picked = st.pydeck_chart(
        drawn,
        height=deck.height(together),
        on_select="rerun",
        selection_mode="single-object",
        key=f"map_{number}",
        alt=tr("Kort. {sentence}", sentence=figures.sentence(item)),
    )
    objects = [*picked.selection.objects.get(deck.AREAS, []), *picked.selection.objects.get(deck.BUILDINGS, [])]
    if objects:
        st.switch_page(BY_KEY["area"].file, query_params={"omraade": str(objects[0]["area_id"])})


@st.cache_resource(max_entries=300, show_spinner=False)
def _kept_deck(
    stamp: str, shown_in: str, key: str, zoom: str, together: int, entrances: bool, tiles: str, _item: MapOfPeriod, _under: Ground
) -> pdk.Deck:  # the arguments before the underscores are what a map depends on
    return deck.deck(_item, _under, zoom=zoom, maps=together, entrances=entrances, tiles=tiles)


def legend(item: MapOfPeriod) -> None:
    """Classes with unit and period, the municipality's place among them, and why areas are grey or hatched."""
    theme.render(
        "map/map_legend.html",
        heading=f"{texts.unit_heading(item)}, {item.period}",
        rows=texts.legend(item),
        missing=texts.missing_legend(item),
        no_municipality=texts.no_municipality(item),
    )


def values(item: MapOfPeriod) -> None:
    """The list of areas with their values, for the still map; each leads to the area's page."""
    columns, rows = texts.short_table(item)
    tables.show(columns, rows, f"{item.short_title}, {item.period}")


def beside(shown: Sequence[MapOfPeriod]) -> None:
    """The values of two maps beside each other, in the plan's order."""
    columns, rows = texts.beside(*shown)
    tables.show(columns, rows, tr("De to kort ved siden af hinanden"))


def table_and_files(shown: Sequence[MapOfPeriod], chosen: Chosen) -> None:
    """The table behind the map and the files: numbers, and the still map as SVG, PNG and PDF."""
    with st.expander(tr("Se tabel og hent data")):
        tables.show_groups(
            texts.table_columns(),
            [(f"{item.title}, {item.period}" if len(shown) > 1 else None, texts.table(item)) for item in shown],
            "; ".join(f"{item.title}, {item.period}" for item in shown),
        )
        name = "-".join(["kort", *(part for item in shown for part in item.key.split())])
        figure.table_downloads("kort", (name[5:],), texts.for_download(shown), _lines(shown, chosen))
        svg = _picture(shown, chosen, narrow=False, printed=True).svg
        files = [
            (tr("Hent kort (SVG)"), "svg", "image/svg+xml", lambda: svg.encode("utf-8")),
            (tr("Hent kort (PNG)"), "png", "image/png", lambda: map_svg.png(svg)),
            (tr("Hent kort (PDF)"), "pdf", "application/pdf", lambda: map_svg.pdf(svg)),
        ]
        indicator_ids = list(dict.fromkeys(item.indicator_id for item in shown))
        files += [
            (tr("Hent områder (GeoPackage)"), "gpkg", "application/geopackage+sqlite3", lambda: _for_gis(".gpkg", indicator_ids)),
            (tr("Hent områder (GeoJSON)"), "geojson", "application/geo+json", lambda: _for_gis(".geojson", indicator_ids)),
            (tr("Hent QGIS-stil (qml)"), "qml", "application/xml", lambda: _style(shown[0])),
        ]
        columns = [column for _ in range(0, len(files), 3) for column in st.columns(3)]
        for column, (label, ending, mime, make) in zip(columns, files, strict=True):
            column.download_button(label, make, f"{name[:80]}.{ending}", mime, key=f"{ending}_map", on_click="ignore")


def _for_gis(suffix: str, indicator_ids: Sequence[str]) -> bytes:
    # Imported when a file is fetched: no page needs the libraries that write it.
    from queries import gis

    return gis.content(database.current(), suffix, indicator_ids)


def _style(item: MapOfPeriod) -> bytes:
    from queries import gis

    return gis.style(item.indicator_id, item.classes.breaks, figures.COLORS[item.classes.count]).encode("utf-8")


def _lines(shown: Sequence[MapOfPeriod], chosen: Chosen) -> list[str]:
    return [*(f"{item.title}, {item.period}" for item in shown), *dict.fromkeys(item.source for item in shown), under(chosen).note]


def _picture(shown: Sequence[MapOfPeriod], chosen: Chosen, *, narrow: bool, printed: bool) -> map_svg.Still:
    version = database.current().version
    # On the screen the page says the same right below.
    lines = (
        ()
        if not printed
        else (
            *dict.fromkeys(item.source for item in shown),
            tr("{note} Data: version {version}.", note=under(chosen).note, version=version),
        )
    )
    keys = tuple(item.key for item in shown)
    below = under(chosen)
    return _kept_picture(database.stamp() + below.variant, keys, chosen.zoom, chosen.entrances, narrow, lines, shown, below)


@st.cache_resource(max_entries=400, show_spinner=False)
def _kept_picture(
    stamp: str,
    keys: tuple[str, ...],
    zoom: str,
    entrances: bool,
    narrow: bool,
    lines: tuple[str, ...],
    _shown: Sequence[MapOfPeriod],
    _under: Ground,
) -> map_svg.Still:
    return map_svg.still(_shown, _under, zoom, narrow, lines, entrances=entrances)
