"""What the log makes of a course: rows D12 to D14, D18, D19, D21 to D27. Entries are taken one after another, oldest
first; each kind has one function, state in, state out. Dates are laid out afterwards (`calendar`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from understride.lessons.programme.asked import Asked
from understride.lessons.programme.log import Entry
from understride.lessons.programme.looks import Looks, at_week_4
from understride.lessons.programme.over_time import disliked, passed, repeat, worse
from understride.lessons.programme.places import Course, Spot, said
from understride.lessons.programme.shelf import Shelf
from understride.lessons.programme.state import Done, State, day
from understride.lessons.programme.table import number
from understride.lessons.programme.versions import parts_of, resolved
from understride.model import sealed


def replay(found: Course, wish: Asked, shelf: Shelf, log: Sequence[Entry], looks: Looks) -> State:
    """The state after the whole log. found: the course as it was meant."""
    state = State(wish=wish, shelf=shelf, course=found.spots, queue=found.spots, said=found.said)
    for entry in log:
        state = STEPS[entry.kind](state, entry)
        if not state.looked and _four_weeks_over(state):
            queue, lines, ends = at_week_4(state.queue, wish, shelf, looks, lessons=len(state.done))
            state = replace(state, queue=queue, looked=True, stopped=state.stopped or ends).say(*lines)
    return state


def _four_weeks_over(state: State) -> bool:
    """Whether four of six weeks are done, with their scans."""
    ahead = any(spot.week <= 4 for spot in state.queue)
    return state.wish.programme == "six_weeks" and bool(state.done) and not ahead


def _done(state: State, entry: Entry) -> State:
    if entry.what == "lesson":
        return _lesson(state, entry)
    if entry.what == "scan" and _cued(state, entry):
        return replace(_marked(state, "scan", "scan_cued"), last=entry.on)
    spot = next((s for s in state.queue if s.kind == entry.what), None)
    if spot is None or _after_long(state, entry):
        return replace(state, last=entry.on)
    return replace(state, queue=tuple(s for s in state.queue if s is not spot), last=entry.on, anchor=spot)


def _cued(state: State, entry: Entry) -> bool:
    """A scan with a question, a lesson or a click on one's mind: shown, not counted (R54)."""
    clicked = state.clicked is not None and entry.on < state.clicked + timedelta(days=number("D27", "days"))
    return entry.cued or clicked or entry.on in (state.noticed, *(d.on for d in state.done))


def _after_long(state: State, entry: Entry) -> bool:
    """Whether it is the one look after two weeks away, which stands for no other."""
    away = timedelta(days=number("D17", "days"))
    return bool(state.done and state.lessons) and state.last is not None and entry.on - state.last >= away


def _marked(state: State, kind: str, reason: str) -> State:
    """The next place of a kind says why it still stands."""
    spot = next((s for s in state.queue if s.kind == kind), None)
    return replace(state, queue=tuple(replace(s, reason=reason) if s is spot else s for s in state.queue))


def _lesson(state: State, entry: Entry) -> State:
    """A lesson done: it stands for its place, if it is the one that comes next; else it was done besides."""
    lesson = entry.lesson or ""
    learn = next((s for s in state.queue if s.kind == "learn" and s.lesson == lesson), None)
    if learn is not None:
        queue = tuple(s for s in state.queue if s is not learn)
        return replace(state, queue=queue, last=entry.on, anchor=learn)
    spot = state.lessons[0] if state.lessons else None
    if spot is None or lesson != meant(state, spot).lesson:
        return replace(state, done=(*state.done, Done(on=entry.on, lesson=lesson, spot=None)), last=entry.on)
    item = state.shelf[lesson]
    if entry.part is not None and entry.part < parts_of(item, entry.length or "short", state.wish):
        return replace(state, parts=entry.part, last=entry.on, anchor=spot)
    done = (*state.done, Done(on=entry.on, lesson=lesson, spot=spot))
    return passed(replace(state, done=done, last=entry.on, anchor=spot, parts=0), spot)


def meant(state: State, spot: Spot) -> Spot:
    """A place with its lesson, the one liked best resolved."""
    return resolved(spot, liked=state.liked, course=state.course, wish=state.wish)


def _skip(state: State, _: Entry) -> State:
    if not state.queue:
        return state
    spot = state.queue[0]
    if spot.kind != "lesson":
        return replace(state, queue=state.queue[1:])
    return passed(replace(state, skipped=(*state.skipped, spot), parts=0), spot)


def _alarm(state: State, entry: Entry) -> State:
    """D12: until the gate has been asked again in full."""
    line = said("D12", "is", date=day(entry.on), what=entry.what)
    return replace(state, unchecked=True).say(line)


def _checked(state: State, _: Entry) -> State:
    return replace(state, unchecked=False)


def _liked(state: State, entry: Entry) -> State:
    return replace(state, liked=(*state.liked, entry.lesson or ""))


def _change(state: State, entry: Entry) -> State:
    return state.say(said("D21", "is", date=day(entry.on), what=entry.what))


def _click(state: State, entry: Entry) -> State:
    until = entry.on + timedelta(days=number("D27", "days"))
    line = said("D27", "is", date=day(entry.on), what=entry.what, until=day(until))
    return replace(state, clicked=entry.on).say(line)


def _noticed(state: State, entry: Entry) -> State:
    return replace(state, noticed=entry.on)


def _go_on(state: State, _: Entry) -> State:
    return replace(state, stopped=False)


def _stop(state: State, _: Entry) -> State:
    return replace(state, stopped=True)


def _noted(state: State, _: Entry) -> State:
    """Kept for the runner's own eyes; no row acts on it (D28 among them)."""
    return state


STEPS: Mapping[str, Callable[[State, Entry], State]] = sealed(
    {
        "done": _done,
        "skip": _skip,
        "worse": worse,
        "alarm": _alarm,
        "checked": _checked,
        "liked": _liked,
        "disliked": disliked,
        "change": _change,
        "click": _click,
        "noticed": _noticed,
        "repeat": repeat,
        "go_on": _go_on,
        "stop": _stop,
        "alert": _noted,
        "reset": _noted,
    }
)
