"""Made-up people for the programme's tests: what they asked for, a clearance from the real gate, logs by hand."""

from datetime import UTC, date, datetime, timedelta

from understride.interview.answers_file import parse_answers
from understride.interview.gate import Cleared, Stopped, gate
from understride.lessons.programme.asked import Asked, Hurts, Ranked
from understride.lessons.programme.log import Entry
from understride.lessons.programme.plan import follow, plan
from understride.lessons.programme.shelf import shelf_for

MONDAY = date(2026, 11, 23)
SHELF = shelf_for()
DAY = timedelta(days=1)


def checked(on: date, **facts: str) -> Cleared | Stopped:
    """What the gate says on a day, with these facts and no to all others."""
    told = "".join(f"\n  {name}: {value}" for name, value in facts.items())
    text = f"schema: understride.answers/1\ntoday: {on.isoformat()}\nfacts_otherwise: no\nfacts:{told or ' {}'}\n"
    answers = parse_answers(text.encode(), name="made.yaml", now=datetime(2026, 11, 1, 12, tzinfo=UTC))
    return gate(answers, today=on)


def cleared(on: date = MONDAY - 2 * DAY, **facts: str) -> Cleared:
    found = checked(on, **facts)
    assert isinstance(found, Cleared)
    return found


def wish(*regions: str, **more) -> Asked:
    """A wish for six weeks from Monday 23 November 2026."""
    told = tuple(Hurts(region=region) for region in regions)
    return Asked(**{"programme": "six_weeks", "start": MONDAY, "complaints": told, **more})


def cause(id: str, complaint: str, rank: int, **more) -> Ranked:
    return Ranked(**{"id": id, "title": f"Cause {id}", "complaint": complaint, "rank": rank, **more})


def planned(*regions: str, **more):
    return plan(cleared(), wish(*regions, **more), SHELF)


def followed(asked: Asked, log, on: date, looks=None, **facts: str):
    return follow(cleared(on, **facts), asked, SHELF, log, *([looks] if looks else []))


def lessons(found) -> list[str]:
    """Ids of the lesson days of a plan, parts counted once, what is learnt on the side left out."""
    return [d.lesson for d in found.days if d.lesson and d.part == 1 and SHELF[d.lesson].kind != "short"]


def rows(found) -> set[str]:
    return {sentence.row for sentence in found.sentences}


def did(lesson: str, on: date, **more) -> Entry:
    return Entry(on=on, kind="done", what="lesson", lesson=lesson, **more)


def scanned(on: date, **more) -> Entry:
    return Entry(on=on, kind="done", what="scan", **more)


def keeping_up(asked: Asked, count: int):
    """A log of someone who did the first `count` things of the plan on their days; and the day after."""
    from understride.lessons.programme.kept import entry_of

    days = [d for d in plan(cleared(asked.start), asked, SHELF).days if d.kind != "notice"][:count]
    return tuple(entry_of(d) for d in days), days[-1].date + DAY


def said(found, row: str) -> str:
    return " ".join(sentence.text for sentence in found.sentences if sentence.row == row)


def on_week(found, week: int) -> list[str]:
    return [d.lesson for d in found.days if d.week == week and d.lesson and SHELF[d.lesson].kind != "short"]
