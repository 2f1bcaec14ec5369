"""The argument side of `python -m data import FILE --mapping NAME`: what to read, and what to say about it."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.loading import fetch
from data.loading.known import Known
from data.loading.mapping import MappingError, load_mapping, mapping_names
from data.loading.postgres import DatabaseError, read_postgres
from data.loading.reading import Reading, read, read_bytes


class NothingToReadError(Exception):
    """What was asked for cannot be read at all; the message is Danish."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE (left out for a database or a fetch), --mapping, --fetch TABLE with --choose CODE=VALUES."""
    from data.releases import economy_extract

    names = [*mapping_names(), *economy_extract.names()]
    parser.add_argument("file", type=Path, nargs="?", help="filen; udelades, når tilknytningen læser en database, eller der hentes")
    parser.add_argument("--mapping", required=True, metavar="NAVN", help=f"tilknytningen: {', '.join(names)}")
    parser.add_argument("--fetch", metavar="TABEL", help="hent tabellen fra Statistikbanken eller Jobindsats (kræver MONITOR_FETCH=1)")
    parser.add_argument(
        "--choose", action="append", default=[], metavar="VARIABEL=VÆRDI,...", help="værdier for en variabel, fx OMRÅDE=730,000 og Tid=*"
    )


def read_as_asked(arguments: argparse.Namespace, known: Known | None = None) -> Reading:
    """Read what the arguments name. Raises NothingToReadError with a Danish message when there is nothing to read."""
    try:
        mapping = load_mapping(arguments.mapping)
        if arguments.fetch:
            fetched = _fetched(mapping.format, arguments.fetch, choice_of(arguments.choose))
            return read_bytes(fetched.content, fetched.name, mapping, known)
        if mapping.format == "postgres":
            return read_postgres(mapping, known)
        if arguments.file is None:
            raise NothingToReadError("Nævn filen, der skal indlæses, eller hent en tabel med --fetch.")
        return read(arguments.file, mapping, known)
    except (MappingError, DatabaseError, fetch.FetchError) as error:
        raise NothingToReadError(str(error)) from error
    except OSError as error:
        raise NothingToReadError(f"{arguments.file} kan ikke åbnes: {error.strerror or error}.") from error


def lines(reading: Reading) -> list[str]:
    """What to print about a reading: its findings, then what it would bring."""
    said = [f"{'FEJL' if found.level == 'error' else 'Advarsel'}: {found}" for found in reading.findings]
    rows = reading.observations
    areas, indicators = rows["area_id"].nunique(), rows["indicator_id"].nunique()
    new = f", {len(reading.indicators)} nye" if reading.indicators else ""
    if reading.form:
        said.append(f"Læst som {reading.form}.")
    said.append(f"{reading.file_name}: {len(rows)} tal for {areas} områder og {indicators} indikatorer{new}.")
    if not reading.ok:
        said.append("Intet er gemt. Ret fejlene, og indlæs igen.")
    return said


def choice_of(chosen: list[str]) -> dict[str, list[str]]:
    """Values per variable from texts such as "OMRÅDE=730,000". Raises NothingToReadError for one that is not written so."""
    choice = {}
    for text in chosen:
        code, equals, values = text.partition("=")
        if not equals or not code or not values:
            raise NothingToReadError(f"„{text}“ er ikke skrevet som VARIABEL=VÆRDI,VÆRDI.")
        choice[code] = values.split(",")
    return choice


def _fetched(kind: str, table: str, choice: dict[str, list[str]]) -> fetch.Fetched:
    if kind == "jobindsats":
        # Jobindsats takes * for all as a word of its own and not as a list.
        return fetch.jobindsats(table, {code: values[0] if values == ["*"] else values for code, values in choice.items()})
    if kind in ("jsonstat", "csv"):
        return fetch.statistikbanken(table, choice, kind="JSONSTAT" if kind == "jsonstat" else "CSV")
    raise NothingToReadError("Kun Statistikbanken og Jobindsats kan hentes; vælg en af deres tilknytninger.")
