"""The parts of the page Adresser."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from pages.addresses import coding, lookup
from pages.addresses.lookup import Coded
from pages.kit import choices, downloads, formats, notes, roles, small_map, tables, theme
from pages.kit.guard import Guest
from pages.kit.language import current, mark, tr, trn
from pages.kit.map_ground import ground
from pages.kit.plain import escaped

PRIVACY = mark(
    "Det, du skriver her, gemmes ikke: det kommer ikke i linket, ikke i loggen og ikke til andre brugere, og det er væk, når du "
    "forlader siden. Opslaget sker på monitorens egen maskine."
)
_RESULT = "_coded_file"


def look_up() -> None:
    """A field for one address and what is known about it."""
    # The browser must not keep it either; the key holds it for this page only.
    text = st.text_input(
        tr("Adresse"),
        key="address_text",
        max_chars=lookup.LONGEST_ADDRESS,
        placeholder=tr("fx Falkevej 7, 2. tv, 8930 Randers NØ"),
        autocomplete="off",
    )
    st.caption(tr(PRIVACY))
    if not (text or "").strip():
        return
    answer = lookup.look_up(str(text))
    theme.render("kit/lead.html", sentence=answer.sentence, sub=answer.note)
    if answer.lines:
        theme.render("kit/definition.html", lines=answer.lines)
    if answer.area_id:
        theme.render("addresses/area_links.html", area_id=answer.area_id, name=lookup.area_names()[answer.area_id])
        found = small_map.find(ground(), answer.area_id, *answer.place) if answer.place else None
        small_map.show(answer.area_id, found)


def ranges() -> None:
    """The printed ranges of one area beside how they were read."""
    area_id = choices.choose(tr("Boligområde"), lookup.area_names(), "omraade", width=420)
    doubtful = lookup.ambiguous_count(area_id)
    sub = tr("Ingen af områdets intervaller er uklare.")
    if doubtful:
        sub = trn("⚑ {count} interval kan læses på mere end én måde.", "⚑ {count} intervaller kan læses på mere end én måde.", doubtful)
    area = lookup.area_names()[area_id]
    theme.render("kit/lead.html", sentence=tr("{area}: planens tekst og den måde, den er læst på", area=area), sub=sub)
    columns = [("printed", tr("Trykt i planen"), False), ("read", tr("Læst som"), False), ("numbers", tr("Husnumre"), True)]
    rows = lookup.printed(area_id)
    remarked = any(row["doubt"] for row in rows)
    with st.container(key="address_ranges"):
        tables.show(
            [*columns, ("doubt", tr("Bemærkning"), False)] if remarked else columns,
            rows,
            tr("Gade for gade, i planens rækkefølge. Husnumre er de numre, intervallerne omfatter, ikke de huse, der findes"),
        )
    st.caption(tr(lookup.RULE))


def report() -> None:
    """Everything in the printed lists that somebody should decide on."""
    for section in lookup.report():
        st.header(escaped(section.heading))
        st.write(escaped(section.meaning))
        if section.rows:
            tables.show(section.columns, section.rows, section.heading)
        else:
            st.write(tr("Ingen."))


def code(guest: Guest) -> None:
    """Code an uploaded file, for officers; others are told how to become one."""
    if not roles.allows(guest.role, "officer"):
        _for_officers(guest)
        return
    limit = st.get_option("server.maxUploadSize")
    st.write(
        tr(
            "Læg en fil med adresser ind (CSV eller Excel). Den skal have en adressekolonne, eller vejnavn og husnummer hver for sig. Du "
            "får de samme rækker tilbage med kolonnerne {columns}, og for sig selv antal pr. område, hvor små tal er skjult.",
            columns=lookup.added_columns(),
        )
    )
    st.caption(
        tr(
            "Højst {limit} MB. Filen læses i hukommelsen og gemmes ikke; den og resultatet er væk, når du fjerner filen eller forlader "
            "siden. En fil med CPR-numre bliver afvist.",
            limit=limit,
        )
    )
    upload = st.file_uploader(tr("Fil med adresser"), type=["csv", "txt", "tsv", "xlsx", "xls", "ods"], key="address_file")
    column = st.text_input(
        tr("Adressekolonnens overskrift, hvis den ikke findes af sig selv"), max_chars=200, key="address_column", autocomplete="off"
    )
    sheet = st.text_input(tr("Arkets navn, hvis flere ark har adresser"), max_chars=31, key="address_sheet", autocomplete="off")
    if upload is None:
        st.session_state.pop(_RESULT, None)
        return
    coded = _coded(upload, str(column or "").strip(), str(sheet or "").strip())
    if coded is not None:
        _result(coded, upload.name.rsplit(".", 1)[0])


def _for_officers(guest: Guest) -> None:
    needed, own = roles.name("officer"), roles.name(guest.role)
    st.info(tr("Kodning af filer er for rollen {needed}. Din rolle er {own}.", needed=needed, own=own), icon=":material/lock:")
    st.write(tr("**På en enkelt maskine, som kun du bruger:** stop serveren og start den med"))
    st.code("MONITOR_LOCAL_OFFICER=1 make run", language="bash")
    st.write(
        tr("**På en fælles server** følger rollen af den, der logger ind; se docs/operations.md. **Uden monitoren** koder man en fil med")
    )
    st.code("python -m geo code ADRESSER.csv --out RESULTAT.csv", language="bash")


def _coded(upload: st.runtime.uploaded_file_manager.UploadedFile, column: str, sheet: str) -> Coded | None:
    """The coded file; made once per file, column, sheet and language, and held by this session only."""
    key = (upload.file_id, column, sheet, current())
    kept = st.session_state.get(_RESULT)
    if kept is not None and kept[0] == key:
        return kept[1]  # type: ignore[no-any-return]
    roles.require("officer")
    st.session_state.pop(_RESULT, None)
    try:
        coded = lookup.code_file(upload.getvalue(), upload.name, column, formats.number, coding.in_child, sheet)
    except lookup.UNREADABLE_FILE as error:
        notes.error(escaped(str(error)))
        return None
    st.session_state[_RESULT] = (key, coded)
    return coded


def _result(coded: Coded, name: str) -> None:
    columns = [("status", tr("Adresserne er"), False), ("rows", tr("Rækker"), True)]
    tables.show(columns, coded.statuses, tr("{rows} rækker", rows=formats.number(coded.rows)))
    if coded.reasons:
        columns = [
            ("reason", tr("Hvorfor de intet område har"), False),
            ("status", tr("Adresserne er"), False),
            ("rows", tr("Rækker"), True),
        ]
        tables.show(columns, coded.reasons, tr("Grunde, den hyppigste først"))
    shown = [
        {
            "name": tr(name),
            "count": tr("skjult") if status == "suppressed" else formats.number(count),
            "note": tr(note),
        }
        for name, count, status, note in coded.counts[["area_name", "count", "status", "note"]].itertuples(index=False)
    ]
    columns = [("name", tr("Område"), False), ("count", tr("Antal"), True), ("note", "", False)]
    tables.show(columns, shown, tr("Antal pr. område, klar til en figur"))
    # Drawn without the shared store of finished charts: nothing of an upload may outlive it.
    alternative = tr("Antal adresser pr. område, små tal skjult")
    st.vega_lite_chart(counts_chart(coded.counts).to_dict(), theme=None, width="stretch", alt=alternative)
    files = [
        (tr("Hent rækkerne (CSV)"), "csv", "text/csv", lambda: downloads.csv(coded.coded), "rows"),
        (tr("Hent antal pr. område (CSV)"), "csv", "text/csv", lambda: downloads.csv(_counts_table(coded.counts)), "counts"),
    ]
    if coded.workbook:
        files.insert(1, (tr("Hent rækkerne (Excel)"), "xlsx", downloads.EXCEL, coded.excel, "rows"))
    for place, (label, ending, mime, make, part) in zip(st.columns(len(files)), files, strict=True):
        stem = f"{name}-omraader" if part == "rows" else f"{name}-antal"
        place.download_button(label, make, f"{stem}.{ending}", mime, key=f"{ending}_{part}", on_click="ignore")


def _counts_table(counts: pd.DataFrame) -> pd.DataFrame:
    names = {"area_id": "area_id", "area_name": "område", "count": "antal", "note": "bemærkning"}
    return counts[list(names)].rename(columns=names)


def counts_chart(counts: pd.DataFrame) -> alt.Chart:
    """Bars of the counts that may be shown; a hidden count has a word and no bar."""
    rows = counts.assign(
        area_name=[tr(name) for name in counts["area_name"]],
        antal=counts["count"].astype("Float64").astype("float64"),
        text=[tr("skjult") if row["status"] == "suppressed" else formats.number(row["count"]) for _, row in counts.iterrows()],
    )
    y = alt.Y("area_name:N", sort=list(rows["area_name"]), title=None, axis=alt.Axis(labelFontSize=15, ticks=False, domain=False))
    base = alt.Chart(rows[["area_name", "antal", "text"]]).encode(y=y)
    x = alt.X("antal:Q", title=tr("Adresser"), axis=alt.Axis(format=",.0f"), scale=alt.Scale(zero=True))
    bars = base.mark_bar(color="#0B5394", height=22).encode(x=x)
    words = base.mark_text(align="left", dx=6, fontSize=14, color=theme.INK).transform_calculate(place="datum.antal || 0").encode(
        x=alt.X("place:Q", title=tr("Adresser")), text=alt.Text("text:N")
    )  # fmt: skip
    heading = alt.TitleParams(tr("Adresser pr. område"), subtitle=tr("Små tal er skjult"))
    return theme.themed((bars + words).properties(width="container", height=alt.Step(34), title=heading))  # type: ignore[no-any-return]
