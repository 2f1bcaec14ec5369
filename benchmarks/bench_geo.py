"""How fast and how lean the address work is, each measured in a process of its own on made-up addresses."""

import csv
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

STREETS = ["Falkevej", "GLARBJERGVEJ", "Sjællandsgade", "Herman Stillingsvej", "gl hadsundvej", "Mariagervej", "Energivej", "Ymersvej"]
OTHER_STEMS = ["Birke", "Ege", "Bøge", "Øster", "Vester", "Skole", "Kirke", "Møl", "Park", "Sø", "Ål", "Hånd", "Ting", "Lærke"]
OTHER_ENDS = ["vej", "gade", "allé", "stræde", "vænget", "parken", "toften", "bakken", "lunden", "haven", "sti"]
DOORS = ["", "", ", 1. tv", ", st. th", ", 2. 4", " kl.", " 3. mf"]
TOWNS = ["8900 Randers C", "8920 Randers NV", "8930 Randers NØ", "8940 Randers SV", "8960 Randers SØ", "8000 Aarhus C"]

# Wall clock, processor time (both cores together; steadier on a busy machine) and peak memory of `python -m geo`.
RUN = """
import json, resource, sys, time
started = time.perf_counter()
from geo.__main__ import main
code = main(sys.argv[1:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
seconds, cpu = time.perf_counter() - started, time.process_time()
print(json.dumps({"seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2), "peak_mib": round(peak), "exit_code": code}))
"""


def measure(addresses: int = 1_000_000, house_numbers: int = 200_000) -> dict[str, float]:
    """Code a file of addresses and import a DAR register.

    Returns geo_code_rows, geo_code_seconds, geo_code_cpu_seconds, geo_code_peak_mib (promised: a million under 5 s and 1 GiB),
    geo_dar_rows, geo_dar_seconds, geo_dar_cpu_seconds, geo_dar_peak_mib (promised: a whole country under 2 GiB), geo_locate_seconds.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_addresses(folder / "addresses.csv", addresses)
        coded = run("code", str(folder / "addresses.csv"), "--out", str(folder / "coded.csv"))
        files = write_dar(folder, house_numbers)
        imported = run("import", *map(str, files), "--out", str(folder / "register.parquet"))
    return {
        "geo_code_rows": addresses,
        "geo_code_seconds": coded["seconds"],
        "geo_code_cpu_seconds": coded["cpu_seconds"],
        "geo_code_peak_mib": coded["peak_mib"],
        "geo_dar_rows": house_numbers,
        "geo_dar_seconds": imported["seconds"],
        "geo_dar_cpu_seconds": imported["cpu_seconds"],
        "geo_dar_peak_mib": imported["peak_mib"],
        "geo_locate_seconds": locate_seconds(),
    }


def run(*arguments: str) -> dict[str, float]:
    """Seconds and peak MiB of one command; raises when it fails."""
    done = subprocess.run([sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=True)  # noqa: S603
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if measured["exit_code"] != 0:
        raise RuntimeError(done.stderr)
    return measured


def locate_seconds(times: int = 50) -> float:
    """One look-up in a process that has done one before."""
    from geo.locate import locate

    locate("Falkevej 7")
    started = time.perf_counter()
    for number in range(times):
        locate(f"Falkevej {number + 1}, 2. tv, 8930 Randers NØ")
    return round((time.perf_counter() - started) / times, 4)


def write_addresses(path: Path, rows: int) -> None:
    """A CSV with a number and an address; the same rows every time."""
    chance = random.Random(7)  # noqa: S311 - made-up addresses
    streets = [*STREETS * 8, *(stem + end for stem in OTHER_STEMS for end in OTHER_ENDS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["nr", "adresse"])
        for position in range(rows):
            letter = chance.choice("ABC") if chance.random() < 0.1 else ""
            door, town = chance.choice(DOORS), chance.choice(TOWNS)
            writer.writerow([position, f"{chance.choice(streets)} {chance.randint(1, 160)}{letter}{door}, {town}"])


def write_dar(folder: Path, rows: int) -> list[Path]:
    """The five DAR entities with a share of house numbers in Randers as in the country (one in fifty)."""
    streets = [("0730" if number % 50 == 0 else "0751", f"vej-{number}") for number in range(rows // 20)]
    entities: dict[str, Iterator[dict[str, object]]] = {
        "NavngivenVej": (
            {"id_lokalId": key, "vejnavn": STREETS[0] if position == 0 else f"Prøvevej {position}"}
            for position, (_, key) in enumerate(streets)
        ),
        "NavngivenVejKommunedel": ({"kommune": code, "vejkode": "0001", "navngivenVej": key} for code, key in streets),
        "Postnummer": iter([{"id_lokalId": "post", "postnr": "8930", "navn": "Randers NØ"}]),
        "Adressepunkt": ({"id_lokalId": f"punkt-{row}", "position": f"POINT ({564000 + row % 500} 6259500)"} for row in range(rows)),
        "Husnummer": (house_number(row, streets[row // 20 % len(streets)]) for row in range(rows)),
    }
    return [write_zip(folder / f"DAR_{name}.zip", records) for name, records in entities.items()]


def house_number(row: int, street: tuple[str, str]) -> dict[str, object]:
    """A Husnummer with as many fields as the real ones have."""
    dates = {"virkningFra": "2000-01-01T00:00:00.000000Z", "virkningTil": None, "registreringFra": "2018-05-01T12:30:00.000000Z"}
    others = dict.fromkeys(("vejpunkt", "vejmidte", "sogneinddeling", "jordstykke", "geoDanmarkBygning", "adgangTilBygning"), f"1{row:09d}")
    return {
        "id_lokalId": f"hus-{row}",
        "husnummertekst": str(row % 20 * 2 + 1),
        "status": "3",
        "adgangspunkt": f"punkt-{row}",
        "navngivenVej": street[1],
        "postnummer": "post",
        "kommuneinddeling": f"dagi-{street[0]}",
        **dates,
        **others,
    }


def write_zip(path: Path, records: Iterator[dict[str, object]]) -> Path:
    """One JSON array in a zip, as Datafordeler packs it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(f"{path.stem}.json", "w") as file:
        separator = "["
        for record in records:
            file.write((separator + json.dumps(record)).encode())
            separator = ","
        file.write(b"]")
    return path


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
