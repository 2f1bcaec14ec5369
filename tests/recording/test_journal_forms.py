"""The officer's forms for comments, meetings, decisions, milestones and activations, from empty field to withdrawn."""

from __future__ import annotations

from datetime import date, time

import pytest

from data.releases import ledger
from data.releases.commit import Folders, commit, preview
from data.releases.draft import Change, Draft
from tests.people import as_role
from tests.recording.pages import answer, field, opened, press, send, text

PLAN = "plan-2025-29"


def recorded(folders: Folders, table: str, **row: object) -> None:
    """A row as another officer saves it meanwhile."""
    draft = Draft("journal", "officer", "Den anden medarbejder", (Change(table, "put", row),))
    commit(draft, preview(draft, folders).parent, folders)


def meeting(folders: Folders, meeting_id: str, body: str, day: str, season: str | None = None, kind: str = "Fast møde") -> None:
    source = {"source_id": "recording", "source_place": "Registrering", "plan_id": PLAN}
    recorded(folders, "meeting", meeting_id=meeting_id, body=body, date=day, season=season, kind=kind, **source)


def test_a_comment_from_empty_to_withdrawn(journal: Folders) -> None:
    app = opened("recording", vis="kommentarer")
    assert "Der er ikke skrevet nogen kommentarer endnu." in text(app)
    assert "Situationen mangler. Skriv, hvordan det står til." in text(send(app))
    field(app, "subject").set_value(("activity", "tx_a_guidance"))
    field(app, "situation").set_value("Ring til 86 12 34 56")
    send(app)
    assert "et telefonnummer" in text(app)
    assert next(button for button in app.button if button.label == "Gem").disabled
    field(app, "situation").set_value("To hold er i gang.")
    field(app, "next_steps").set_value("Et hold mere i foråret.")
    send(app)
    assert "Aktivitet: Vejledning · 21. november 2026" in text(app)
    assert answer(journal, "comments") == []
    press(app, "Gem")
    assert "Gemt. Tallene er nu version" in text(app)
    # The form is empty again, and the comment stands in the list.
    assert field(app, "situation").value == ""
    assert "Situation: To hold er i gang. Næste skridt: Et hold mere i foråret." in text(app)
    (found,) = answer(journal, "comments")
    assert (found["subject_name"], found["situation"]) == ("Vejledning", "To hold er i gang.")

    comment_id = str(found["comment_id"])
    field(press(app, "Ret"), "situation", comment_id).set_value("Tre hold er i gang.")
    send(app, comment_id)
    assert "Situation: To hold er i gang." in text(app)  # what stood
    press(app, "Gem")
    (found,) = answer(journal, "comments")
    assert (found["comment_id"], found["situation"]) == (comment_id, "Tre hold er i gang.")

    press(app, "Træk tilbage")
    assert "Kommentaren tages ud. Hvad der stod, bliver i historikken." in text(app)
    press(app, "Gem")
    assert answer(journal, "comments") == []
    assert [entry.origin for entry in ledger.read_ledger(journal.state)] == [
        "Kommentar",
        "Rettelse af kommentar",
        "Tilbagetrækning af kommentar",
    ]


def test_the_second_officer_is_told_and_both_comments_stand(journal: Folders) -> None:
    app = opened("recording", vis="kommentarer")
    field(app, "situation").set_value("Min kommentar.")
    send(app)
    about = {"subject_kind": "plan", "subject_id": PLAN, "written_on": "2026-11-21"}
    recorded(journal, "comment", comment_id="comment-2026-11-21-1", situation="Den andens.", **about)
    press(app, "Gem")
    assert "Andre har gemt, siden du begyndte: Den anden medarbejder" in text(app)
    assert [row["situation"] for row in answer(journal, "comments")] == ["Den andens."]
    # The draft is still there, and after another look it is saved beside the other, never over it.
    press(app, "Se udkastet igen")
    press(app, "Gem")
    assert sorted(row["situation"] for row in answer(journal, "comments")) == ["Den andens.", "Min kommentar."]


def test_a_draft_survives_and_can_be_dropped(journal: Folders) -> None:
    app = opened("recording", vis="kommentarer")
    field(app, "situation").set_value("Et udkast.")
    send(app)
    app.run()
    assert "Gennemse, før det gemmes" in text(app)
    press(app, "Fortryd udkastet")
    assert "Gennemse, før det gemmes" not in text(app)
    assert field(app, "situation").value == ""
    assert not ledger.read_ledger(journal.state)


def test_a_role_taken_away_meanwhile_saves_nothing(journal: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("recording", vis="kommentarer")
    field(app, "situation").set_value("Et udkast.")
    send(app)
    as_role(monkeypatch, "board")
    press(app, "Gem")
    assert not ledger.read_ledger(journal.state)


def test_a_meeting_is_set_and_moved(journal: Folders) -> None:
    app = opened("recording", vis="moeder")
    assert "Datoen mangler. Vælg mødets dag." in text(send(app, "meeting_0"))
    field(app, "slot", "meeting_").set_value(("steering_group", "Fast møde", "forår"))
    field(app, "date", "meeting_").set_value(date(2027, 6, 3))
    send(app, "meeting_0")
    press(app, "Gem")
    (found,) = [row for row in answer(journal, "plan_meetings", plan_id=PLAN) if row["source_id"] == "recording"]
    assert (found["body"], found["season"], found["kind"], found["date"].date()) == (
        "steering_group",
        "forår",
        "Fast møde",
        date(2027, 6, 3),
    )
    # It is kept, and the rhythm it breaks is said.
    assert "Rytmen: Datoen ligger ikke i den årstid, mødet hører til (forår)." in text(app)
    meeting_id = str(found["meeting_id"])
    press(app, "Ret")
    field(app, "date", meeting_id).set_value(date(2027, 3, 3))
    send(app, meeting_id)
    press(app, "Gem")
    assert "Rytmen: Bestyrelsen har ingen dato ca. 3 uger efter; det ville være omkring 24. marts 2027." in text(app)
    # The same day twice is a slip, not a second meeting.
    field(app, "slot", "meeting_1").set_value(("steering_group", "Ekstraordinært møde", ""))
    field(app, "date", "meeting_1").set_value(date(2027, 3, 3))
    assert "Styregruppen har allerede et møde 3. marts 2027. Ret det i listen." in text(send(app, "meeting_1"))
    press(app, "Aflys")
    assert "Mødedatoen tages ud. Hvad der stod, bliver i historikken." in text(app)


def test_a_decision_is_written_and_done(journal: Folders) -> None:
    meeting(journal, "steering-group-2026-10-07-aaaa", "steering_group", "2026-10-07", "efterår")
    app = opened("recording", vis="moeder")
    assert "Beslutningen mangler. Skriv den på én linje." in text(send(app, "decision_"))
    field(app, "place", "decision_").set_value(("steering_group", "steering-group-2026-10-07-aaaa"))
    field(app, "title", "decision_").set_value("Flere forløb i foråret")
    field(app, "role", "decision_").set_value("RandersBolig: Inspektør for Møllevænget & Storgården")
    field(app, "due", "decision_").set_value(date(2026, 10, 1))
    send(app, "decision_")
    # Without a day of its own it is the meeting's day, and the deadline lies before it.
    assert "fristen ligger før beslutningen. Ret datoen." in text(app)
    field(app, "due", "decision_").set_value(date(2026, 11, 18))
    send(app, "decision_")
    press(app, "Gem")
    assert "! åben, fristen er overskredet med 3 dage" in text(app)
    (found,) = answer(journal, "decisions", plan_id=PLAN)
    assert (found["decided_on"].date(), found["responsible"]) == (
        date(2026, 10, 7),
        "RandersBolig: Inspektør for Møllevænget & Storgården",
    )
    # A meeting with decisions cannot be called off.
    assert "Kan flyttes, men ikke aflyses: kommentarer (0) og beslutninger (1) hører til mødet." in text(app)
    assert "Aflys" not in [button.label for button in app.button]
    press(press(app, "Udført i dag"), "Gem")
    assert "✓ udført 21. november 2026" in text(app)
    assert [row["done"].date() for row in answer(journal, "decisions", plan_id=PLAN)] == [date(2026, 11, 21)]
    assert "Beslutningen tages ud." in text(press(app, "Træk tilbage"))


def milestone(folders: Folders) -> dict[str, object]:
    return next(row for row in answer(folders, "plan_milestones", plan_id=PLAN) if row["milestone_id"] == "hp25_m_letting_agreement")


def test_a_milestone_is_reached_and_not_after_all(journal: Folders) -> None:
    app = opened("recording", vis="milepaele")
    app.selectbox(key="milestone_which").set_value("hp25_m_letting_agreement").run()
    before = milestone(journal)
    field(app, "done", "letting").set_value(date(2026, 2, 10))
    send(app, "letting")
    assert "Frist 31. december 2025, ikke nået" in text(app)
    press(app, "Gem")
    after = milestone(journal)
    assert after["done"].date() == date(2026, 2, 10)
    # Only the day has changed: deadline, note and place are the plan's.
    assert {name: str(value) for name, value in after.items() if name != "done"} == {
        name: str(value) for name, value in before.items() if name != "done"
    }
    # It was not reached after all: the field is filled with what stands, and emptied.
    assert field(app, "done", "letting").value == date(2026, 2, 10)
    field(app, "done", "letting").set_value(None)
    assert "Frist 31. december 2025, nået 10. februar 2026" in text(send(app, "letting"))
    assert "Gem" in [button.label for button in app.button if not button.disabled]


def test_an_activation_is_opened_and_completed(journal: Folders) -> None:
    app = opened("recording", vis="beredskab")
    send(app)
    assert "Området mangler. Vælg det." in text(app)
    assert "Åbnet: udfyld både dag og klokkeslæt, eller lad begge stå tomme." in text(app)
    field(app, "area").set_value("vangdalen")
    field(app, "level").set_value("red")
    field(app, "opened_hour").set_value(time(8, 15))
    field(app, "convened_day").set_value(date(2026, 11, 20))
    field(app, "convened_hour").set_value(time(9, 0))
    send(app)
    assert "samlet før den blev åbnet. Ret tidspunkterne." in text(app)
    field(app, "convened_day").set_value(None)
    field(app, "convened_hour").set_value(None)
    send(app)
    press(app, "Gem")
    assert "… fristen løber (senest søndag den 22. november 2026 kl. 08.15)" in text(app)
    (found,) = answer(journal, "activations")
    activation_id = str(found["activation_id"])
    press(app, "Ret")
    for name, hour in (("convened", time(9, 45)), ("closed", time(9, 55))):
        field(app, f"{name}_day", activation_id).set_value(date(2026, 11, 21))
        field(app, f"{name}_hour", activation_id).set_value(hour)
    send(app, activation_id)
    press(app, "Gem")
    assert "✓ frist overholdt" in text(app)
    assert "Aktiveringen tages ud." in text(press(app, "Træk tilbage"))
