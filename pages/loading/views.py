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
from pages.kit import choices, database, formats, notes, release, roles, tables
from pages.kit.language import mark, tr, trn
from pages.kit.plain import escaped
from service import metrics

LEVELS = {"error": mark("✗ fejl"), "warning": mark("! advarsel")}
# The findings themselves are Danish: they come from the checks of data/.
FINDING_COLUMNS = [
    ("level", mark("Grad"), False), ("kind", mark("Hvad"), False), ("said", mark("Hvor, hvad er galt, og hvad kan gøres"), False),
]  # fmt: skip
FIGURE_COLUMNS = [
    ("indicator", mark("Indikator"), False), ("area", mark("Område"), False), ("period", mark("Periode"), False),
    ("value", mark("Tal"), True), ("base", mark("Grundlag"), True), ("printed", mark("Som det står"), False),
]  # fmt: skip
MOST = 100
_FETCHED = {"jsonstat": "Statistikbanken", "csv": "Statistikbanken", "jobindsats": "Jobindsats"}
Make = Callable[[Any], Reading]


def from_file() -> None:
    """An uploaded file, read by a mapping."""
    name = _mapping(tr("Tilknytningen siger, hvad filens kolonner betyder (fil)."), lambda own: own.format != "postgres")
    own = _loaded(name)
    if own is None:
        return
    endings = {"excel": ["xlsx"], "csv": ["csv", "txt"]}.get(own.format, ["json"])
    uploaded = st.file_uploader(tr("Fil"), type=endings, key=f"load_{name}")
    if uploaded is not None and st.button(tr("Læs filen"), type="primary", key="load_read"):
        content, called = uploaded.getvalue(), uploaded.name
        _read(lambda known: read_bytes(content, called, own, known))
    release.review("load", _describe())


def from_the_net() -> None:
    """A table fetched from one of the two open sources, when the administrator allows it."""
    if not environment.fetching_allowed():
        st.info(
            tr(
                "Monitoren henter intet fra internettet, før en administrator slår det til med MONITOR_FETCH=1. Hent tabellen som fil i "
                "stedet, og læs den ind under ”Fra en fil”."
            ),
            icon=":material/lock:",
        )
        return
    name = _mapping(tr("Tilknytningen siger, hvad filens kolonner betyder (hent)."), lambda own: own.format in _FETCHED)
    own = _loaded(name)
    if own is None:
        return
    table = st.text_input(tr("Tabel"), placeholder=tr("fx FOLK1A eller ptva02"), key="fetch_table", max_chars=20)
    chosen = st.text_area(tr("Værdier, en variabel pr. linje"), placeholder="OMRÅDE=730\nTid=*", max_chars=2000, key="fetch_choice")
    if st.button(tr("Hent og læs"), type="primary", key="fetch_read", disabled=not table.strip()):
        _read(lambda known: _fetched(own, table.strip(), chosen, known))
    release.review("load", _describe())


def _fetched(own: Any, table: str, chosen: str, known: Any) -> Reading:
    choice = choice_of([line.strip() for line in chosen.split("\n") if line.strip()])
    if own.format == "jobindsats":
        answer = fetch.jobindsats(table, {code: values[0] if values == ["*"] else values for code, values in choice.items()})
    else:
        answer = fetch.statistikbanken(table, choice, kind="JSONSTAT" if own.format == "jsonstat" else "CSV")
    return read_bytes(answer.content, answer.name, own, known)


def from_database() -> None:
    """A table or view of the municipality's PostgreSQL, when a connection is set up."""
    if not environment.postgres_dsn():
        st.info(
            tr(
                "Der er ingen forbindelse til kommunens database. En administrator sætter den op med MONITOR_POSTGRES_DSN "
                "(docs/operations.md); adgangskoden står aldrig på skærmen eller i en fil her."
            ),
            icon=":material/lock:",
        )
        return
    name = _mapping(tr("Tilknytningen siger, hvad filens kolonner betyder (database)."), lambda own: own.format == "postgres")
    own = _loaded(name)
    if own is None:
        return
    st.write(tr("Læser {relation}. Der læses kun, og intet ændres i kommunens database.", relation=escaped(str(own.relation))))
    if st.button(tr("Læs"), type="primary", key="postgres_read"):
        _read(lambda known: read_postgres(own, known))
    release.review("load", _describe())


def mappings() -> None:
    """What a mapping says, as text that can be changed, tried on a file and saved under a name of its own."""
    names = mapping_store.mapping_names()
    name = choices.choose(tr("Tilknytning"), {key: key for key in names}, "tilknytning", width=420)
    own = _loaded(name)
    if own is not None:
        st.write(f"**{escaped(own.title)}.** {escaped(own.about)}")
        if not own.layout_known:
            notes.warning(tr("Kildens opstilling er ikke offentlig. Ret tilknytningen ved den første indlæsning, og gem den."))
    text = st.text_area(tr("Tilknytningen (YAML)"), mapping_store.mapping_text(name), height=420, max_chars=100_000, key=f"mapping_{name}")
    target = st.text_input(tr("Gem som"), name, max_chars=60, key=f"mapping_name_{name}", help=tr("Små bogstaver, tal og bindestreg."))
    uploaded = st.file_uploader(tr("Prøv den på en fil (gemmer intet)"), key=f"mapping_try_{name}")
    check, save, _ = st.columns([1, 1, 3])
    if check.button(tr("Afprøv"), key="mapping_check", width="stretch"):
        _try(text, target, uploaded)
    if save.button(tr("Gem tilknytningen"), key="mapping_save", type="primary", width="stretch"):
        _save(text, target)


def _try(text: str, name: str, uploaded: Any) -> None:
    try:
        own = mapping_store.parse_mapping(text, name)
    except MappingError as error:
        notes.error(escaped(str(error)))
        return
    if uploaded is None:
        notes.success(tr("Tilknytningen kan læses. Læg en fil ind for at se, hvad den giver."))
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
        notes.error(escaped(str(error)))
    except OSError:
        notes.error(tr("Tilknytningen kunne ikke gemmes, fordi der ikke kan skrives på disken. Intet er ændret."))
    else:
        notes.success(tr("Gemt som {name}. Den kan nu vælges, når der indlæses.", name=escaped(name)))


def _mapping(about: str, fits: Callable[[Any], bool]) -> str:
    titles = {}
    for name in mapping_store.mapping_names():
        try:
            own = mapping_store.load_mapping(name)
        except MappingError:
            titles[name] = tr("{name} (kan ikke læses)", name=name)
            continue
        if fits(own):
            titles[name] = own.title
    return choices.choose(tr("Kilde"), titles, "kilde", width=520, help=about)


def _loaded(name: str) -> Any:
    try:
        return mapping_store.load_mapping(name)
    except MappingError as error:
        notes.error(escaped(str(error)))
        return None


def _read(make: Make) -> None:
    """Read, hold against the figures in force, show everything found, and propose the release when nothing is wrong."""
    roles.require("officer")
    try:
        with st.spinner(tr("Læser og kontrollerer …")):
            known, held = loads.in_force(build_folder())
            reading = make(known)
            found = loads.findings(reading, known, held)
    except (NothingToReadError, DatabaseError, fetch.FetchError, FileNotFoundError) as error:
        notes.error(escaped(str(error)))
        return
    if not reading.ok:
        metrics.LOAD_ERRORS.labels(reason="import").inc()
        release.drop("load")
        said = trn(
            "{count} fejl i {file}. Intet er gemt. Ret den, og læs igen.",
            "{count} fejl i {file}. Intet er gemt. Ret dem, og læs igen.",
            len(reading.errors),
            file=escaped(reading.file_name),
        )
        notes.error(said)
    if reading.form:
        st.caption(tr("Læst som {form}.", form=escaped(reading.form)))
    _findings(found)
    _preview(reading)
    if reading.ok:
        release.propose("load", loads.draft_of(reading, roles.current_role() or "", held))


def _findings(found: list[Finding]) -> None:
    if not found:
        notes.success(tr("Intet at bemærke ved tallene."))
        return
    rows = [{"level": tr(LEVELS[one.level]), "kind": KINDS[one.kind], "said": str(one)} for one in found[:MOST]]
    tables.show(FINDING_COLUMNS, rows, tr("{findings} bemærkninger, de værste først", findings=len(found)))
    if len(found) > MOST:
        st.caption(tr("De første {most} vises.", most=MOST))


def _preview(reading: Reading) -> None:
    rows = reading.observations
    if rows.empty:
        return
    areas, indicators = database.ask("areas").set_index("area_id")["name"], _indicators(reading)
    counts = {"figures": len(rows), "areas": rows["area_id"].nunique(), "indicators": rows["indicator_id"].nunique()}
    st.write(tr("**{figures} tal** for {areas} områder og {indicators} indikatorer.", **counts))
    with st.expander(tr("Se tallene, som de er læst ({shown} af {all})", shown=min(MOST, len(rows)), all=len(rows))):
        shown = [_figure(row, areas, indicators) for _, row in rows.head(MOST).iterrows()]
        tables.show(FIGURE_COLUMNS, shown, tr("Tal, som de er læst"))


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


def _describe() -> release.Describe:
    areas = database.ask("areas").set_index("area_id")["name"]
    indicators = database.ask("indicators").set_index("indicator_id")

    def said(change: Change, before: Mapping[str, Any] | None) -> tuple[str, str, str]:
        row = change.row
        if change.table == "indicator":
            return tr("Ny indikator: {title}", title=row["short_title"]), str(row["title"]), "–"
        known = indicators.loc[row["indicator_id"]] if row["indicator_id"] in indicators.index else None
        title = row["indicator_id"] if known is None else known["short_title"]
        kind = "" if known is None else str(known["period_kind"])
        period = formats.period(kind, pd.Timestamp(row["period_start"]), pd.Timestamp(row["period_end"]))
        what = f"{title} · {areas.get(row['area_id'], row['area_id'])} · {period}"
        return what, _amount(row, known), "–" if before is None else _amount(before, known)

    return said


def _amount(row: Mapping[str, Any], known: pd.Series | None) -> str:
    unit, decimals = ("count", 1) if known is None else (str(known["unit"]), int(known["decimals"]))
    return formats.figure_or_status(release.value(row, "value"), unit, decimals, str(row["status"]))
