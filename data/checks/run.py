"""All checks in order."""

from __future__ import annotations

from pathlib import Path

from data.checks.alerts import check_alerts
from data.checks.corrections import check_corrections
from data.checks.coverage import check_coverage
from data.checks.economy import check_economy
from data.checks.figures import check_figures
from data.checks.finding import Finding
from data.checks.geography import check_geography
from data.checks.participants import check_participants
from data.checks.recorded import check_recorded
from data.checks.relations import check_relations
from data.checks.structure import check_structure
from data.reading import Content


def check_content(content: Content, coverage_file: Path | None) -> list[Finding]:
    """Everything wrong with the content, sorted; `coverage_file` None leaves the row counts out."""
    findings = check_structure(content.tables)
    findings += check_figures(content.tables)
    findings += check_relations(content.tables["observation"], content.relations)
    findings += check_corrections(content.tables)
    findings += check_recorded(content.tables)
    findings += check_economy(content.tables)
    findings += check_participants(content.tables)
    findings += check_alerts(content.tables)
    findings += check_geography(content.tables)
    if coverage_file is not None:
        findings += check_coverage(content.tables, coverage_file)
    return sorted(findings)
