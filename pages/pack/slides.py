"""The presentation: what stands on which slide."""

from __future__ import annotations

from collections.abc import Callable

from pages.kit import formats, theme
from pages.pack import charting, drawing, master, words
from pages.pack.deck import Deck
from pages.pack.drawing import Line
from pages.pack.model import Edition
from pages.pack.parts import AreaChapter, Column, Contents, Goal, MapChapter, Table
from queries.verdicts import Course

_WIDE = master.RIGHT - master.LEFT
_GAP = 0.35
_TONES = {Course.BETTER: "#0F5C4C", Course.WORSE: "#8A3B12"}
_DEEPEST = master.CONTENT_BOTTOM


def write(contents: Contents, edition: Edition, told: Callable[[float, str], None]) -> bytes:
    """The presentation as a .pptx file."""
    deck = Deck(contents, edition)
    _cover(deck)
    _agenda(deck)
    _situation(deck)
    _since(deck)
    for goal in contents.goals:
        _goal(deck, goal)
    for shown in contents.maps:
        _map(deck, shown)
    for place, area in enumerate(contents.areas):
        told(place / len(contents.areas), f"Laver dias om {area.name}")
        _area(deck, area)
    _law(deck)
    _promises(deck)
    for chapter in contents.money:
        deck.table(chapter.heading, chapter.sentence, chapter.table, chapter.source, contents.plan, chapter.empty)
    _missing(deck)
    _method(deck)
    _decisions(deck)
    deck.remarks(words.REMARKS, contents.remarks, contents.plan)
    return deck.write()


def _cover(deck: Deck) -> None:
    told = deck.contents
    lines: list[Line] = [(told.title, {"size": 28, "bold": True}), (f"{told.day} · {told.plan} ({told.plan_period})", {"space": 12})]
    lines.append((told.line, {"size": master.BODY, "space": 10}))
    if told.banner:
        lines.append((told.banner, {"size": master.LEAD, "bold": True, "space": 14}))
    deck.cover(words.PACK, lines, [area.color for area in told.areas])


def _agenda(deck: Deck) -> None:
    """The items; no slide where no agenda was chosen."""
    if not deck.contents.agenda:
        return
    columns = (Column("Nr.", 0.7), Column("Punkt", 4), Column("Bemærkning", 4.6), Column("Vises på", 3.4))
    rows = tuple((formats.number(place), *item) for place, item in enumerate(deck.contents.agenda, 1))
    deck.table(words.AGENDA, "", Table(words.AGENDA, columns, rows), "", deck.contents.plan)


def _situation(deck: Deck) -> None:
    told = deck.contents
    slide, top = deck.page(words.SITUATION, told.sentence, told.situation_source, f"{told.plan}, alle 7 boligområder under ét")
    split = 7.7
    if told.situation is not None:
        charting.bars(slide, told.situation, (master.LEFT, top, split, _DEEPEST - top))
    else:
        drawing.text(slide, "Tekst", [(words.NO_SHARES, {"size": master.BODY})], (master.LEFT, top, split, 1))
    lines: list[Line] = [("De fire mål", {"size": master.LEAD, "bold": True})]
    for goal in told.goals:
        stands = [(reading.sign, reading.word.lower()) for reading in goal.readings]
        counted = "   ".join(f"{sign} {formats.number(stands.count((sign, word)))} {word}" for sign, word in dict.fromkeys(stands))
        lines.append((goal.heading.split(" · ")[-1], {"size": master.BODY, "bold": True, "space": 9}))
        lines.append((counted or "ingen indikatorer", {"size": master.BODY}))
    left = master.LEFT + split + _GAP
    drawing.text(slide, "De fire mål", lines, (left, top, master.RIGHT - left, _DEEPEST - top))


def _goal(deck: Deck, goal: Goal) -> None:
    slide, top = deck.page(goal.title, goal.heading, goal.source, f"{deck.contents.plan}, boligområderne og kommunen")
    split = 6.4
    whole = sum(len(chart.categories) for chart in goal.bars)
    below = top
    for chart in goal.bars:
        single = len(goal.bars) == 1
        high = (_DEEPEST - top) * (1.0 if single else (len(chart.categories) + 0.6) / (whole + 0.6 * len(goal.bars)))
        if single:
            high = min(high, 1.2 + 1.05 * len(chart.categories))
        charting.bars(slide, chart, (master.LEFT, below, split, high - 0.04))
        below += high
    lines: list[Line] = []
    for reading in goal.readings:
        dated = reading.title if reading.period == "–" else f"{reading.title}, {reading.period}"
        lines.append((dated, {"size": master.BODY, "bold": True, "space": 9 if lines else 0}))
        lines.append((reading.verdict, {"size": master.BODY, "color": _TONES.get(reading.course, theme.INK)}))
        if reading.change and "ingen udvikling" not in reading.change:
            lines.append((reading.change, {"size": master.BODY}))
        lines += [(text, {"size": master.BODY, "color": theme.QUIET}) for text in reading.missing]
    left = master.LEFT + split + _GAP if goal.bars else master.LEFT
    box = (left, top, master.RIGHT - left, _DEEPEST - top)
    drawing.text(slide, "Indikatorerne", _that_fit(lines, box), box)
    deck.remarks(f"{words.REMARKS}: {goal.heading.split(' · ')[-1]}", goal.remarks, goal.heading)


def _that_fit(lines: list[Line], box: drawing.Box) -> list[Line]:
    """The paragraphs that have room; when some have not, a last one says where the rest is."""
    if drawing.height_of(lines, box[2]) <= box[3]:
        return lines
    last: Line = ("Flere grunde står i PDF-filen.", {"size": master.BODY, "color": theme.QUIET})
    kept = list(lines)
    while kept and drawing.height_of([*kept, last], box[2]) > box[3]:
        # Reasons go first, the last of them before the others; verdicts stay.
        place = max((place for place, line in enumerate(kept) if line[1].get("color") == theme.QUIET), default=len(kept) - 1)
        kept.pop(place)
    return [*kept, last]


def _map(deck: Deck, chapter: MapChapter) -> None:
    """The map, which no program can draw from numbers, as a picture, with its figures as a table beside it."""
    slide, top = deck.page(f"{words.MAPS}: {chapter.title}", chapter.sentence, chapter.source, f"{deck.contents.plan}, de syv områder")
    high = _DEEPEST - top
    wide = min(high / chapter.ratio, 8.2)
    drawing.picture(slide, chapter.svg, f"Kort. {chapter.sentence}", (master.LEFT, top, wide, wide * chapter.ratio))
    left = master.LEFT + wide + _GAP
    # Beside a map there is room for the values alone; the distances stand on paper.
    short = Table(chapter.table.caption, chapter.table.columns[:2], tuple(row[:2] for row in chapter.table.rows))
    drawing.table(slide, drawing.fitted(short, master.RIGHT - left), (left, top, master.RIGHT - left, 0))


def _area(deck: Deck, area: AreaChapter) -> None:
    filters = f"{area.name} og Randers Kommune, nyeste tal i samme periode"
    slide, top = deck.page(area.name, area.sentence, area.source, filters)
    drawing.strip(slide, area.color, (0, 0, 0.2, master.HEIGHT))
    split = 7.4
    left, bottom = master.LEFT + split + _GAP, _DEEPEST
    wide = master.RIGHT - left
    rows = tuple((fact["title"] + (f" ({fact['reference']})" if fact["reference"] else ""), fact["value"]) for fact in area.facts)
    columns = (Column("Nøgletal", 1), Column("Området", 0, True))
    facts = drawing.fitted(Table(f"Nøgletal for {area.name}", columns, rows), wide)
    below = top + (drawing.table_height(facts, wide) + 0.15 if rows else 0)
    if rows:
        drawing.table(slide, facts, (left, top, wide, 0))
    caveat: list[Line] = [(area.caveat, {"size": master.BODY, "color": theme.QUIET})] if area.caveat else []
    if below + drawing.height_of(caveat, wide) > _DEEPEST:
        # Below both where the column has no room for it.
        left, wide = master.LEFT, _WIDE
        below = _DEEPEST - drawing.height_of(caveat, wide)
        bottom = below - 0.1
    if caveat:
        drawing.text(slide, "Forbehold", caveat, (left, below, wide, _DEEPEST - below))
    if area.bars is not None:
        charting.bars(slide, area.bars, (master.LEFT, top, split, bottom - top))
    else:
        drawing.text(slide, "Tekst", [(words.NO_SHARES, {"size": master.BODY})], (master.LEFT, top, split, 1))
    deck.remarks(f"{words.REMARKS}: {area.name}", area.remarks, filters)


def _law(deck: Deck) -> None:
    law = deck.contents.law
    if law is None:
        deck.table(words.LAW, "", Table(words.LAW, (), ()), "", deck.contents.plan, words.NO_LAW)
        return
    filters = f"Tal for {law.year}, kriteriet om oprindelse vises ikke"
    deck.table(words.LAW, law.sentence, law.table, law.source, filters)


def _promises(deck: Deck) -> None:
    told = deck.contents.promises
    filters = f"{deck.contents.plan}, vurderet {deck.contents.day}"
    slide, top = deck.page(words.PROMISES, told.sentence, told.source, filters)
    if told.bars is None:
        drawing.text(slide, "Tekst", [(words.NO_PROMISES, {"size": master.LEAD})], (master.LEFT, top, _WIDE, 1))
    else:
        charting.bars(slide, told.bars, (master.LEFT, top, _WIDE, _DEEPEST - top))
    deck.table(f"{words.PROMISES}: aktiviteterne", "", told.activities, told.source, filters, words.NO_PROMISES)
    deck.remarks(f"{words.REMARKS}: {words.PROMISES.lower()}", told.remarks, filters)


def _missing(deck: Deck) -> None:
    told = deck.contents.missing
    filters = f"{deck.contents.plan}, {deck.contents.day}"
    slide, top = deck.page(words.MISSING, "", told.source, filters)
    half = (_WIDE - _GAP) / 2
    lines: list[Line] = [(text, {"size": master.LEAD, "space": 12 if place else 0}) for place, text in enumerate(told.sentences)]
    lines.append((words.MORE_ON_PAPER, {"size": master.BODY, "space": 12, "color": theme.QUIET}))
    drawing.text(slide, "Sammenfatning", lines, (master.LEFT, top, half, _DEEPEST - top))
    if told.reasons.rows:
        drawing.table(slide, drawing.fitted(told.reasons, half), (master.LEFT + half + _GAP, top, half, 0))
    deck.table(f"{words.MISSING}: forsinkede tal efter kilde", "", told.registers, told.source, filters, words.NOTHING_LATE)


def _method(deck: Deck) -> None:
    """The notes on as many slides as they need, as many on each."""
    notes = [
        [(heading, {"size": master.LEAD, "bold": True, "space": 12}), (text, {"size": master.BODY})]
        for heading, text in deck.contents.method
    ]
    room = _DEEPEST - 1.2
    count = -(-int(sum(drawing.height_of(note, _WIDE) for note in notes) * 100) // int(room * 100))
    each = -(-len(notes) // count)
    for number in range(count):
        page = [line for note in notes[number * each : (number + 1) * each] for line in note]
        suffix = f" ({number + 1} af {count})" if count > 1 else ""
        slide, top = deck.page(words.METHOD + suffix, "", "", deck.contents.plan)
        drawing.text(slide, words.METHOD, page, (master.LEFT, top, _WIDE, drawing.height_of(page, _WIDE)))


def _since(deck: Deck) -> None:
    """What changed since last time; no slide where there is nothing earlier to hold the figures against."""
    since = deck.contents.since
    if since is not None:
        deck.table(words.SINCE, since.sentence, since.table, "", deck.contents.plan, words.NOTHING_SINCE)


def _decisions(deck: Deck) -> None:
    columns = (Column("Dato", 2), Column("Beslutning", 4), Column("Uddybning", 6))
    content = Table(words.DECISIONS, columns, deck.contents.decisions)
    deck.table(words.DECISIONS, "", content, "", deck.contents.plan, words.NO_DECISIONS)
