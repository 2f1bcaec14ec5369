"""The parts of the page Indlæs data: choose a mapping, read, see what was found, save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.loading import environment, fetch
from data.loading import mapping as mapping_store
from data.loading.command import NothingToReadError, choice_of
from data.loading.findings import KINDS, Finding
from data.loading.mapping import MappingError
from data.loading.postgres import DatabaseError, read_postgres
from data.loading.reading import Reading, read_bytes
from data.paths import build_folder
from data.releases import loads
from data.releases.draft import Change
from pages.parts import choices, database, formats, release_views, roles, tables
from service import metrics

LEVELS = {"error": "✗ fejl", "warning": "! advarsel"}
FINDING_COLUMNS = [("level", "Grad", False), ("kind", "Hvad", False), ("said", "Hvor, hvad er galt, og hvad kan gøres", False)]
FIGURE_COLUMNS = [
    ("indicator", "Indikator", False), ("area", "Område", False), ("period", "Periode", False), ("value", "Tal", True),
    ("base", "Grundlag", True), ("printed", "Som det står", False),
]  # fmt: skip
MOST = 100
_FETCHED = {"jsonstat": "Statistikbanken", "csv": "Statistikbanken", "jobindsats": "Jobindsats"}
Make = Callable[[Any], Reading]


def from_file() -> None:
    """An uploaded file, read by a mapping."""
    name = _mapping("fil", lambda own: own.format != "postgres")
    own = _loaded(name)
    if own is None:
        return
    endings = {"excel": ["xlsx"], "csv": ["csv", "txt"]}.get(own.format, ["json"])
    uploaded = st.file_uploader("Fil", type=endings, key=f"load_{name}")
    if uploaded is not None and st.button("Læs filen", type="primary", key="load_read"):
        content, called = uploaded.getvalue(), uploaded.name
        _read(lambda known: read_bytes(content, called, own, known))
    release_views.review("load", _describe())


def from_the_net() -> None:
    """A table fetched from one of the two open sources, when the administrator allows it."""
    if not environment.fetching_allowed():
        st.info(
            "Monitoren henter intet fra internettet, før en administrator slår det til med MONITOR_FETCH=1. Hent tabellen som fil i "
            "stedet, og læs den ind under ”Fra en fil”.",
            icon=":material/lock:",
        )
        return
    name = _mapping("hent", lambda own: own.format in _FETCHED)
    own = _loaded(name)
    if own is None:
        return
    table = st.text_input("Tabel", placeholder="fx FOLK1A eller ptva02", key="fetch_table", max_chars=20)
    chosen = st.text_area("Værdier, en variabel pr. linje", placeholder="OMRÅDE=730\nTid=*", key="fetch_choice")
    if st.button("Hent og læs", type="primary", key="fetch_read", disabled=not table.strip()):
        _read(lambda known: _fetched(own, table.strip(), chosen, known))
    release_views.review("load", _describe())


def _fetched(own: Any, table: str, chosen: str, known: Any) -> Reading:
    choice = choice_of([line.strip() for line in chosen.splitlines() if line.strip()])
    if own.format == "jobindsats":
        answer = fetch.jobindsats(table, {code: values[0] if values == ["*"] else values for code, values in choice.items()})
    else:
        answer = fetch.statistikbanken(table, choice, kind="JSONSTAT" if own.format == "jsonstat" else "CSV")
    return read_bytes(answer.content, answer.name, own, known)


def from_database() -> None:
    """A table or view of the municipality's PostgreSQL, when a connection is set up."""
    if not environment.postgres_dsn():
        st.info(
            "Der er ingen forbindelse til kommunens database. En administrator sætter den op med MONITOR_POSTGRES_DSN "
            "(docs/operations.md); adgangskoden står aldrig på skærmen eller i en fil her.",
            icon=":material/lock:",
        )
        return
    name = _mapping("database", lambda own: own.format == "postgres")
    own = _loaded(name)
    if own is None:
        return
    st.write(f"Læser {own.relation}. Der læses kun, og intet ændres i kommunens database.")
    if st.button("Læs", type="primary", key="postgres_read"):
        _read(lambda known: read_postgres(own, known))
    release_views.review("load", _describe())


def mappings() -> None:
    """What a mapping says, as text that can be changed, tried on a file and saved under a name of its own."""
    names = mapping_store.mapping_names()
    name = choices.choose("Tilknytning", {key: key for key in names}, "tilknytning", width=420)
    own = _loaded(name)
    if own is not None:
        st.write(f"**{own.title}.** {own.about or ''}")
        if not own.layout_known:
            st.warning(
                "Kildens opstilling er ikke offentlig. Ret tilknytningen ved den første indlæsning, og gem den.", icon=":material/warning:"
            )
    text = st.text_area("Tilknytningen (YAML)", mapping_store.mapping_text(name), height=420, key=f"mapping_{name}")
    target = st.text_input("Gem som", name, key=f"mapping_name_{name}", help="Små bogstaver, tal og bindestreg.")
    uploaded = st.file_uploader("Prøv den på en fil (gemmer intet)", key=f"mapping_try_{name}")
    check, save, _ = st.columns([1, 1, 3])
    if check.button("Afprøv", key="mapping_check", width="stretch"):
        _try(text, target, uploaded)
    if save.button("Gem tilknytningen", key="mapping_save", type="primary", width="stretch"):
        _save(text, target)


def _try(text: str, name: str, uploaded: Any) -> None:
    try:
        own = mapping_store.parse_mapping(text, name)
    except MappingError as error:
        st.error(str(error), icon=":material/warning:")
        return
    if uploaded is None:
        st.success("Tilknytningen kan læses. Læg en fil ind for at se, hvad den giver.", icon=":material/check_circle:")
        return
    known, held = loads.in_force(build_folder())
    reading = read_bytes(uploaded.getvalue(), uploaded.name, own, known)
    _findings(loads.findings(reading, known, held))
    _preview(reading)


def _save(text: str, name: str) -> None:
    roles.require("officer")
    try:
        mapping_store.save_mapping(text, name)
    except MappingError as error:
        st.error(str(error), icon=":material/warning:")
    except OSError:
        st.error("Tilknytningen kunne ikke gemmes, fordi der ikke kan skrives på disken. Intet er ændret.", icon=":material/warning:")
    else:
        st.success(f"Gemt som {name}. Den kan nu vælges, når der indlæses.", icon=":material/check_circle:")


def _mapping(place: str, fits: Callable[[Any], bool]) -> str:
    titles = {}
    for name in mapping_store.mapping_names():
        try:
            own = mapping_store.load_mapping(name)
        except MappingError:
            titles[name] = f"{name} (kan ikke læses)"
            continue
        if fits(own):
            titles[name] = own.title
    return choices.choose("Kilde", titles, "kilde", width=520, help=f"Tilknytningen siger, hvad filens kolonner betyder ({place}).")


def _loaded(name: str) -> Any:
    try:
        return mapping_store.load_mapping(name)
    except MappingError as error:
        st.error(str(error), icon=":material/warning:")
        return None


def _read(make: Make) -> None:
    """Read, hold against the figures in force, show everything found, and propose the release when nothing is wrong."""
    roles.require("officer")
    try:
        with st.spinner("Læser og kontrollerer …"):
            known, held = loads.in_force(build_folder())
            reading = make(known)
            found = loads.findings(reading, known, held)
    except (NothingToReadError, DatabaseError, fetch.FetchError, FileNotFoundError) as error:
        st.error(str(error), icon=":material/warning:")
        return
    if not reading.ok:
        metrics.LOAD_ERRORS.labels(reason="import").inc()
        release_views.drop("load")
        count = len(reading.errors)
        st.error(
            f"{count} fejl i {reading.file_name}. Intet er gemt. Ret {'den' if count == 1 else 'dem'}, og læs igen.",
            icon=":material/warning:",
        )
    _findings(found)
    _preview(reading)
    if reading.ok:
        release_views.propose("load", loads.draft_of(reading, roles.current_role() or "", held))


def _findings(found: list[Finding]) -> None:
    if not found:
        st.success("Intet at bemærke ved tallene.", icon=":material/check_circle:")
        return
    rows = [{"level": LEVELS[one.level], "kind": KINDS[one.kind], "said": str(one)} for one in found[:MOST]]
    tables.show(FINDING_COLUMNS, rows, f"{len(found)} bemærkninger, de værste først")
    if len(found) > MOST:
        st.caption(f"De første {MOST} vises.")


def _preview(reading: Reading) -> None:
    rows = reading.observations
    if rows.empty:
        return
    areas, indicators = database.ask("areas").set_index("area_id")["name"], _indicators(reading)
    st.write(f"**{len(rows)} tal** for {rows['area_id'].nunique()} områder og {rows['indicator_id'].nunique()} indikatorer.")
    with st.expander(f"Se tallene, som de er læst ({min(MOST, len(rows))} af {len(rows)})"):
        shown = [_figure(row, areas, indicators) for _, row in rows.head(MOST).iterrows()]
        tables.show(FIGURE_COLUMNS, shown, "Tal, som de er læst")


def _indicators(reading: Reading) -> pd.DataFrame:
    known = database.ask("indicators")[["indicator_id", "short_title", "unit", "decimals", "period_kind"]]
    new = pd.DataFrame(reading.indicators, columns=known.columns) if reading.indicators else known.iloc[:0]
    return pd.concat([known, new]).drop_duplicates("indicator_id").set_index("indicator_id")


def _figure(row: pd.Series, areas: pd.Series, indicators: pd.DataFrame) -> dict[str, Any]:
    about = indicators.loc[str(row["indicator_id"])]
    return {
        "indicator": about["short_title"],
        "area": areas.get(str(row["area_id"]), str(row["area_id"])),
        "period": formats.period(str(about["period_kind"]), row["period_start"], row["period_end"]),
        "value": formats.figure_or_status(row["value"], str(about["unit"]), int(about["decimals"]), str(row["status"])),
        "base": "" if pd.isna(row["denominator"]) else formats.number(row["denominator"]),
        "printed": row["printed"],
    }


def _describe() -> release_views.Describe:
    areas = database.ask("areas").set_index("area_id")["name"]
    indicators = database.ask("indicators").set_index("indicator_id")

    def said(change: Change, before: Mapping[str, Any] | None) -> tuple[str, str, str]:
        row = change.row
        if change.table == "indicator":
            return f"Ny indikator: {row['short_title']}", str(row["title"]), "–"
        known = indicators.loc[row["indicator_id"]] if row["indicator_id"] in indicators.index else None
        title = row["indicator_id"] if known is None else known["short_title"]
        kind = "" if known is None else str(known["period_kind"])
        period = formats.period(kind, pd.Timestamp(row["period_start"]), pd.Timestamp(row["period_end"]))
        what = f"{title} · {areas.get(row['area_id'], row['area_id'])} · {period}"
        return what, _amount(row, known), "–" if before is None else _amount(before, known)

    return said


def _amount(row: Mapping[str, Any], known: pd.Series | None) -> str:
    unit, decimals = ("count", 1) if known is None else (str(known["unit"]), int(known["decimals"]))
    return formats.figure_or_status(release_views.value(row, "value"), unit, decimals, str(row["status"]))
