"""A folder of bad content: each fault alone, each refused with its own Danish finding that names the row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from data.build import RefusedBuildError, build
from data.pointer import Version
from data.reading import UnreadableTextError
from tests.data.text_folder import edit, write_text

CORRECTION = "helhedsplan-2025-29-tx_absence-randers_kommune-2024-07-31"
FIGURE = "tx_absence / gl_jennumparken / 2023-08-01 / 2024-07-31"
GENERAL = "tx_general / gl_jennumparken / 2023-01-01 / 2023-12-31"
SPECIAL = "tx_special / gl_jennumparken / 2023-01-01 / 2023-12-31"
RESULT = "tx_t_courses / 2025-08-01 / 2029-07-31"
ROW = 'tx_absence,gl_jennumparken,2023-08-01,2024-07-31,"9,8%",9.8,,,published,baseline,,Tabel 1\n'


@dataclass(frozen=True)
class Fault:
    """One replacement in the good folder and the findings it must give: table, row and a piece of the sentence."""

    name: str
    file: str
    old: str
    new: str
    findings: tuple[tuple[str, str, str], ...]


def fault(name: str, file: str, old: str, new: str, *findings: tuple[str, str, str]) -> Fault:
    return Fault(name, file, old, new, findings)


REFUSED = [
    # What follows from the schema: keys, references, required cells, allowed values.
    fault(
        "unknown area", "school.csv", "tx_absence,gl_jennumparken", "tx_absence,jennumgaarden",
        ("observation", FIGURE.replace("gl_jennumparken", "jennumgaarden"), "area_id 'jennumgaarden' findes ikke i area"),
    ),
    fault(
        "unknown indicator", "school.csv", "tx_absence,gl_jennumparken", "tx_absense,gl_jennumparken",
        ("observation", FIGURE.replace("absence", "absense"), "indicator_id 'tx_absense' findes ikke i indicator"),
    ),
    fault(
        "unknown register", "school.yml", "measurement: register\n    source_id: unoung", "measurement: register\n    source_id: unung",
        ("indicator", "tx_absence", "source_id 'unung' findes ikke i source"),
    ),
    fault(
        "unknown plan", "school.yml", "plan_id: plan-2025-29,", "plan_id: plan-2052-29,",
        ("goal", "tx_g_school", "plan_id 'plan-2052-29' findes ikke i plan"),
    ),
    fault(
        "unknown goal", "school.yml", "goal_id: tx_g_school\n", "goal_id: tx_g_skole\n",
        ("indicator", "tx_absence", "goal_id 'tx_g_skole' findes ikke i goal"),
    ),
    fault(
        "activity in an unknown area", "activities.yml", "[gl_jennumparken]", "[jennum]",
        ("activity_area", "tx_a_guidance / jennum", "area_id 'jennum' findes ikke i area"),
    ),
    fault(
        "promise of an unknown activity", "activity_targets.csv", "tx_a_guidance", "tx_a_vejledning",
        ("activity_target", "tx_t_courses", "activity_id 'tx_a_vejledning' findes ikke i activity"),
    ),
    fault(
        "duplicate key", "school.csv", ROW, ROW + ROW.replace("9,8", "9,9"),
        ("observation", FIGURE, "nøglen findes flere gange"),
    ),
    fault(
        "duplicate indicator", "school.yml", "indicator_id: tx_special", "indicator_id: tx_general",
        ("indicator", "tx_general", "nøglen findes flere gange"),
        ("observation", SPECIAL, "indicator_id 'tx_special' findes ikke i indicator"),
        ("observation", SPECIAL.replace("gl_jennumparken", "randers_kommune"), "indicator_id 'tx_special' findes ikke"),
    ),
    fault(
        "missing required cell", "school.yml", "    population: Elever\n", "",
        ("indicator", "tx_absence", "population mangler. Udfyld cellen."),
    ),
    fault(
        "missing place", "school.csv", "9.8,,,published,baseline,,Tabel 1", "9.8,,,published,baseline,,",
        ("observation", FIGURE, "source_place mangler"),
    ),
    fault(
        "value not allowed", "school.csv", "9.8,,,published,baseline", "9.8,,,publiceret,baseline",
        ("observation", FIGURE, "status er 'publiceret', som ikke er tilladt. Tilladt er: published, corrected"),
    ),
    # What the figures say.
    fault(
        "share against count", "school.csv", '"70,4%",70.4,19,27', '"70,4%",70.4,18,27',
        ("observation", GENERAL, "70.4 % passer ikke med 18 af 27, som er 66.67 %"),
    ),
    fault(
        "share that is no whole count", "school.csv", '"9,0%",9.0,,200', '"9,2%",9.2,,200',
        ("observation", SPECIAL.replace("gl_jennumparken", "randers_kommune"), "9.2 % af 200 er ikke et helt antal"),
    ),
    fault(
        "numerator over base", "school.csv", '"29,6%",29.6,8,27', '"29,6%",29.6,28,27',
        ("observation", SPECIAL, "tælleren 28.0 er større end grundlaget 27.0"),
        ("observation", SPECIAL, "29.6 % passer ikke med 28 af 27"),
    ),
    fault(
        "base of zero", "school.csv", '"9,0%",9.0,,200', '"9,0%",9.0,,0',
        ("observation", SPECIAL.replace("gl_jennumparken", "randers_kommune"), "grundlaget er 0.0. Det skal være over nul"),
    ),
    fault(
        "value outside its unit", "school.csv", '"9,8%",9.8', "980%,980",
        ("observation", FIGURE, "værdien 980.0 ligger uden for 0 til 100 for enheden percent"),
    ),
    fault(
        "negative count", "school.csv", "vangdalen,2024-01-01,2024-01-01,13,13", "vangdalen,2024-01-01,2024-01-01,-13,-13",
        ("observation", "tx_pupils / vangdalen / 2024-01-01 / 2024-01-01", "værdien -13.0 ligger uden for 0 til 10000000"),
        ("checks", "tx_pupils 2024-01-01", "delene giver 14, men totalen er 40"),
    ),
    fault(
        "period against kind", "school.csv", "gl_jennumparken,2023-08-01,2024-07-31", "gl_jennumparken,2024-01-01,2024-07-31",
        ("observation", FIGURE.replace("2023-08-01", "2024-01-01"), "perioden er 213 dage, men indikatorens periodetype er school_year"),
    ),
    fault(
        "period backwards", "activity_results.csv", "2025-08-01,2029-07-31", "2030-08-01,2029-07-31",
        ("activity_result", RESULT.replace("2025", "2030"), "perioden slutter før den begynder"),
    ),
    fault(
        "hole without a reason", "school.csv", "not_collected,,Ikke målt.,", "not_collected,,,",
        ("observation", FIGURE.replace("gl_jennumparken", "vangdalen"), "mangler et tal uden at sige hvorfor"),
    ),
    fault(
        "hole with a value", "school.csv", ",,,,,not_collected", ",12,12,,,not_collected",
        ("observation", FIGURE.replace("gl_jennumparken", "vangdalen"), "har status not_collected, men også et tal"),
    ),
    fault(
        "published without a value", "school.csv", '"9,8%",9.8,', '"9,8%",,',
        ("observation", FIGURE, "har status published, men intet tal"),
    ),
    fault(
        "interval turned round", "activity_targets.csv", "count,15,20", "count,20,15",
        ("activity_target", "tx_t_courses", "intervallet 20-15 er vendt om"),
    ),
    fault(
        "number promised in words", "activity_targets.csv", "count,15,20", "text,15,20",
        ("activity_target", "tx_t_courses", "enheden text bruges netop når løftet ikke har noget tal"),
    ),
    # Sums.
    fault(
        "categories that do not sum", "school.csv", '"29,6%",29.6,8,27', '"26,9%",26.9,7,26',
        ("checks", "tx_general+tx_special i gl_jennumparken 2023-12-31", "delene giver 97.3, men totalen er 100"),
    ),
    fault(
        "areas that do not sum", "school.csv", "areas_7,2024-01-01,2024-01-01,40,40", "areas_7,2024-01-01,2024-01-01,41,41",
        ("checks", "tx_pupils 2024-01-01", "delene giver 40, men totalen er 41"),
    ),
    fault(
        "relation with an unknown indicator", "school.yml", "[tx_general, tx_special]", "[tx_generel, tx_special]",
        ("checks", "tx_generel", "nævnes i en kontrol, men har ingen tal"),
    ),
    fault(
        "relation with an unknown area", "school.yml", "[gl_jennumparken, vangdalen]", "[gl_jennumparken, vangdal]",
        ("checks", "vangdal", "nævnes i en kontrol, men har ingen tal"),
    ),
    fault(
        "relation of an unknown kind", "school.yml", "kind: areas", "kind: sums",
        ("checks", "sums", "er en ukendt slags kontrol. Kendte er: categories, areas"),
    ),
    # Corrections.
    fault(
        "doubtful without a correction", "school.csv", "9.8,,,published,baseline", "9.8,,,doubtful,baseline",
        ("observation", "tx_absence / gl_jennumparken / 2024-07-31", "har status doubtful uden en række i corrections"),
    ),
    fault(
        "unreadable without a correction", "school.csv", ",,,,,not_collected", ",4l,,,,unreadable",
        ("observation", "tx_absence / vangdalen / 2024-07-31", "har status unreadable uden en række i corrections"),
    ),
    fault(
        "corrected result without a correction", "corrections.csv", ",tx_t_courses,,2029-07-31", ",tx_t_courses,,",
        ("activity_result", "tx_t_courses / 2029-07-31", "har status corrected uden en række i corrections"),
    ),
    fault(
        "correction of a figure that is not there", "corrections.csv", "randers_kommune,2024-07-31", "areas_5,2024-07-31",
        ("correction", "helhedsplan-2025-29-tx_absence-areas_5-2024-07-31", "peger på et tal, der ikke findes"),
        ("observation", "tx_absence / randers_kommune / 2024-07-31", "har status corrected uden en række i corrections"),
    ),
    fault(
        "correction of another print", "corrections.csv", "2024-07-31,78%,7.8", "2024-07-31,87%,7.8",
        ("correction", CORRECTION, "siger, at kilden trykker '87%', men tallet siger ['78%']"),
    ),
    fault(
        "correction to another value", "corrections.csv", "2024-07-31,78%,7.8", "2024-07-31,78%,8.7",
        ("correction", CORRECTION, "siger, at 8.7 bruges, men tallet er [7.8]"),
    ),
    fault(
        "correction that corrects nothing", "school.csv", "78%,7.8,,,corrected", "78%,7.8,,,published",
        ("correction", CORRECTION, "retter intet: tallet er ført, som det er trykt"),
    ),
    fault(
        "correction of two things", "corrections.csv", "tx_absence,,randers", "tx_absence,tx_t_courses,randers",
        ("correction", CORRECTION, "skal pege på netop én indikator eller ét aktivitetsmål"),
    ),
]  # fmt: skip

UNREADABLE = [
    ("cell too many", "school.csv", "Tabel 1\ntx_absence,vangdalen", "Tabel 1, fodnote\ntx_absence,vangdalen",
     "school.csv linje 2: 13 celler, men overskriften har 12"),
    ("unknown heading", "school.csv", "role,note,", "role,noter,", "school.csv: overskriften noter er ukendt"),
    ("heading twice", "school.csv", "role,note,", "note,note,", "school.csv: overskriften note er ukendt eller står to gange"),
    ("open quote", "school.csv", '"9,8%"', '"9,8%', "school.csv"),
    ("bad yaml", "school.yml", "goals:\n", "goals: [\n", "school.yml kan ikke læses"),
    ("another shape", "school.yml", "goals:\n  - {goal_id", "goals:\n  {goal_id", "school.yml har ikke den form"),
    ("missing key", "activities.yml", "focus_area_hours:\n  - {focus_area_id: plan-2025-29-education, ", "focus_area_hours:\n  - {",
     "activities.yml har ikke den form, som data/README.md beskriver: KeyError('focus_area_id')"),
    ("letters for a number", "school.csv", '"9,8%",9.8', '"9,8%","9,8"',
     "observation.value: '9,8' i rækken tx_absence / gl_jennumparken / 2023-08-01"),
    ("half a decimal", "school.yml", "decimals: 1\n    direction: down", "decimals: 1.5\n    direction: down",
     "indicator.decimals: '1.5' i rækken tx_absence kan ikke læses som integer"),
    ("year for a date", "school.csv", "gl_jennumparken,2023-08-01", "gl_jennumparken,2023",
     "observation.period_start: '2023' i rækken tx_absence"),
    ("Danish date", "activity_results.csv", "2029-07-31", "31-07-2029",
     "activity_result.period_end: '31-07-2029' i rækken tx_t_courses"),
    ("day that is not", "milestones.csv", "2025-08-01", "2025-02-30",
     "milestone.due: '2025-02-30' i rækken tx_m_start kan ikke læses som date"),
    ("bad shared file", "/plans.yml", "plans:\n", "planer:\n", "har ikke den form, som data/README.md beskriver: KeyError('plans')"),
]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a good version in it, which no fault may touch."""
    folder = tmp_path_factory.mktemp("built")
    build(folder, write_text(tmp_path_factory.mktemp("good") / "text"), None)
    return folder


@pytest.fixture
def text(tmp_path: Path, nothing_drawn: None) -> Path:
    return write_text(tmp_path / "text")


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time of change and content."""
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


def test_the_good_folder_is_good(built: Path, text: Path) -> None:
    before = state(built)
    version = build(built, text, None)
    assert version == Version.in_folder(built, version.version)
    assert state(built) == before
    assert set(before) == {"current.json", version.published.name, version.internal.name}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_fault_is_refused_with_its_own_finding(case: Fault, built: Path, text: Path) -> None:
    edit(text, case.file, case.old, case.new)
    before = state(built)
    with pytest.raises(RefusedBuildError) as refused:
        build(built, text, None)
    findings = sorted((finding.table, finding.where, finding.message) for finding in refused.value.findings)
    assert [row[:2] for row in findings] == sorted(row[:2] for row in case.findings)
    for table, where, sentence in case.findings:
        assert any(found[:2] == (table, where) and sentence in found[2] for found in findings), findings
    assert str(refused.value).startswith(f"{len(findings)} fejl i indholdet. Databasen er ikke ændret.\n")
    assert all(f"{table} · {where}: " in str(refused.value) for table, where, _ in findings)
    assert state(built) == before


@pytest.mark.parametrize(("name", "file", "old", "new", "message"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_text_that_cannot_be_read_is_refused(name: str, file: str, old: str, new: str, message: str, built: Path, text: Path) -> None:
    edit(text, file, old, new)
    before = state(built)
    with pytest.raises(UnreadableTextError) as refused:
        build(built, text, None)
    assert message in str(refused.value)
    assert state(built) == before


def test_a_file_that_is_not_utf8_is_refused(built: Path, text: Path) -> None:
    path = text / "documents" / "helhedsplan-2025-29" / "school.csv"
    path.write_bytes(path.read_bytes().replace(b"Ikke m\xc3\xa5lt", b"Ikke m\xe5lt"))
    with pytest.raises(UnreadableTextError, match=r"school\.csv kan ikke læses"):
        build(built, text, None)


def test_an_empty_file_is_refused(built: Path, text: Path) -> None:
    (text / "documents" / "helhedsplan-2025-29" / "school.csv").write_text("")
    with pytest.raises(UnreadableTextError, match=r"school\.csv kan ikke læses"):
        build(built, text, None)


def test_a_missing_shared_file_is_refused(built: Path, text: Path) -> None:
    (text / "areas.yml").unlink()
    with pytest.raises(UnreadableTextError, match=r"areas\.yml kan ikke læses"):
        build(built, text, None)


def test_a_folder_of_no_known_document_is_refused(built: Path, text: Path) -> None:
    (text / "documents" / "helhedsplan-2025-92").mkdir()
    with pytest.raises(UnreadableTextError, match=r"Mappen documents/helhedsplan-2025-92 er ingen kilde i sources\.yml"):
        build(built, text, None)
