"""What a person told, for the page: each complaint with its details, what else was told, cautions, and stops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from understride.interview import Answers, Cleared, Reason, Stopped, questions
from understride.interview import Told as Complained
from understride.interview.rulebook import LEVELS, SOURCES
from understride.interview.telling import day
from understride.report.closing import Line, Made
from understride.words import told as words
from understride.words.numbers import capital, listed

HUNCHED, SHOULDERS = "shoulders_hunched", "shoulders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One reason of the gate as the page shows it; what is empty is left out. heading: of its level."""

    heading: str
    told: str
    do: str
    within: str
    say: str
    sure: str
    left_out: str


def details(answers: Answers) -> dict[str, tuple[Line, ...]]:
    """Region id → (name, words) of all that was told of it."""
    return {told.region: tuple(_details(told)) for told in answers.complaints}


def _details(told: Complained) -> Iterator[Line]:
    if told.qualities:
        yield words.LIKE, f"{listed(_options('like', told.qualities))}"
    if told.when:
        yield words.COMES, listed(_options("when", told.when))
    if told.minutes_until_return is not None:
        yield words.BACK_AFTER, words.duration(told.minutes_until_return)
    if told.cost is not None:
        yield words.COSTS, words.COST.format(n=told.cost)
    if told.since is not None:
        yield words.SINCE, day(told.since)
    if told.alerts is not None:
        yield words.ALARM, words.YES_NO[told.alerts]


def _options(question: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Ids in the words in which they were chosen."""
    texts = {o.id: o.text for q in questions() if q.id == question for o in q.options}
    return tuple(texts.get(id, id) for id in ids)


def _option(question: str, id: str) -> str:
    return _options(question, (id,))[0]


def life(answers: Answers) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(heading, lines) of what was told beside the complaints."""
    tried = tuple(words.tried(_plain_try(t.what), t.helped, t.minutes) for t in answers.tried)
    changes = tuple(
        words.changed(
            _option("changes", c.what), c.weeks_before(answers.today), None if c.date is None else day(c.date)
        )
        for c in answers.changes
    )
    habits = tuple(words.habit(_option("habits", h.what), h.side) for h in answers.habits)
    alert = answers.alert
    events = () if alert is None else (words.alert(alert.events, alert.steps_until_back),)
    found = (
        (words.TRIED, tried),
        (words.CHANGED, changes),
        (words.HABITS, habits),
        (words.EVENTS, tuple(e for e in events if e)),
    )
    return tuple((heading, lines) for heading, lines in found if lines)


def _plain_try(what: str) -> str:
    """A thing tried, as its option called it, without what the option adds in brackets."""
    return _option("tried", what).split(" (")[0]


def cautions(cleared: Cleared) -> tuple[Notice, ...]:
    """What is shown although nothing stops: the raised reasons first, then the notes."""
    return tuple(_notice(reason) for reason in cleared.reasons)


def stops(stopped: Stopped) -> tuple[Notice, ...]:
    """What stops, highest level first, and whatever else was noticed."""
    return tuple(_notice(reason, stopping=True) for reason in stopped.reasons)


def _notice(reason: Reason, *, stopping: bool = False) -> Notice:
    return Notice(
        heading=LEVELS[reason.level].heading,
        told=capital("; ".join(reason.told)),
        do=reason.do,
        within=words.WITHIN[reason.within],
        say=reason.say,
        sure=reason.sure,
        left_out="" if stopping else words.left_out(reason.withhold),
    )


def made(answers: Answers, gate: Cleared | Stopped, readings: int) -> tuple[Made, ...]:
    """How the page was made, as far as answers go: the day, the rules that fired, the readings."""
    rules = tuple(reason.id for reason in gate.reasons)
    said = () if isinstance(gate, Stopped) else (words.GATE_WORDS[gate.action],)
    reasoned = () if isinstance(gate, Stopped) else (words.reasoning(readings),)
    found = (
        (words.MADE["answers"], (words.told_on(day(answers.today)),)),
        (words.MADE["gate"], said),
        (words.MADE["rules"], rules),
        (words.MADE["reasoning"], reasoned),
    )
    return tuple((head, lines) for head, lines in found if lines)


def sources(gate: Cleared | Stopped) -> tuple[str, ...]:
    """Where the rules that fired come from, each once."""
    keys = dict.fromkeys(key for reason in gate.reasons for key in reason.source)
    return tuple(SOURCES[key].cite for key in keys)
