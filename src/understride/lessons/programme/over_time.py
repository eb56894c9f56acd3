"""Rows that act on what was felt: D13 and D14 (worse), D18 (a week again), D19 over time. State in, state out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from understride.lessons.programme.filters import swap
from understride.lessons.programme.log import Entry
from understride.lessons.programme.places import Course, Spot, default_order, said, settle
from understride.lessons.programme.state import State, day
from understride.lessons.programme.table import Place, number, table


def worse(state: State, entry: Entry) -> State:
    """D14 before D13. The same trouble told twice is one trouble: D13 wants a lesson in between."""
    if (entry.points or 0.0) < number("D13", "points"):
        return state
    state = replace(state, bad_days=(*state.bad_days, entry.on))
    since = state.troubles[-1] if state.troubles else None
    before = [d for d in state.done if d.on <= entry.on and (since is None or d.on > since)]
    trouble = (entry.hours or 0.0) > number("D13", "hours") and bool(before)
    spots = [*state.queue, *(d.spot for d in before[-1:] if d.spot is not None)]
    running = bool(state.troubles) and any(s.extra and s.reason == "worse" for s in spots)
    within = timedelta(days=number("D14", "within"))
    lately = {on for on in state.bad_days if entry.on - within < on <= entry.on}
    if trouble:
        state = _nothing_new(state, entry, before[-1].lesson)
    if not (trouble and running) and len(lately) < number("D14", "days"):
        return state
    until = entry.on + timedelta(days=number("D14", "pause_days"))
    paused = replace(state, wait=until, unchecked=True, bad_days=())
    return paused.say(said("D14", "is", date=day(until)))


def _nothing_new(state: State, entry: Entry, suspect: str) -> State:
    """D13: two places repeat the last lesson that was fine; the one before the worsening comes last."""
    suspects = (*state.suspects, suspect)
    fine = next((d.lesson for d in reversed(state.done) if d.lesson not in suspects), None)
    queue = _put_last(tuple(s for s in state.queue if not (s.extra and s.reason == "worse")), suspect, state)
    state = replace(state, queue=queue, suspects=suspects, troubles=(*state.troubles, entry.on), parts=0)
    if fine is None:
        wait = entry.on + timedelta(days=number("D13", "wait_days") + 1)
        return replace(state, wait=wait).say(said("D13", "none", lesson=state.title(suspect)))
    line = said("D13", "is", lesson=state.title(suspect), fine=state.title(fine))
    if not state.lessons:
        return state
    repeats = tuple(
        replace(
            state.lessons[0],
            key=f"r{len(state.troubles)}.{i + 1}",
            lesson=fine,
            mark="",
            reason="worse",
            extra=True,
        )
        for i in range(number("D13", "places"))
    )
    return replace(state, queue=(*repeats, *queue)).say(line)


def _put_last(queue: tuple[Spot, ...], lesson: str, state: State) -> tuple[Spot, ...]:
    """The lesson moves behind all others that come; the places keep their days."""
    spots = [s for s in queue if s.kind == "lesson" and not s.extra]
    order = sorted(spots, key=lambda s: s.lesson == lesson)
    moved = {
        here.key: here.now(
            Place(there.lesson or "", there.mark), there.reason, owned=there.owned and there.lesson != lesson
        )
        for here, there in zip(spots, order, strict=True)
    }
    pool = default_order() if state.wish.floor else [*table().upright_only]
    allowed = [id for id in pool if id not in state.wish.disliked]
    return tuple(settle([moved.get(s.key, s) for s in queue], allowed=allowed))


def passed(state: State, spot: Spot) -> State:
    """A lesson place is behind us: scans of earlier weeks are forgiven, and a finished week is looked at."""
    queue = tuple(s for s in state.queue if s is not spot)
    state = replace(state, queue=tuple(s for s in queue if s.kind == "lesson" or s.week >= spot.week))
    if spot.extra or any(s.week == spot.week and not s.extra for s in state.lessons):
        return state
    of_week = [s for s in state.course if s.kind == "lesson" and s.week == spot.week]
    done = len(of_week) - sum(s.week == spot.week for s in state.skipped)
    state = replace(state, skipped=())
    few = state.wish.programme == "six_weeks" and done < number("D18", "least")
    return again(state, spot.week) if few else state


def again(state: State, week: int) -> State:
    """D18: the week once more, at most twice."""
    times = state.repeated.count(week) + 1
    if times > number("D18", "twice"):
        return state.say(said("D18", "enough", week=week))
    spots = [s for s in state.course if s.week == week and s.kind == "lesson"]
    fresh = tuple(replace(s, key=f"{s.key}+{times}", reason="repeated", mark="") for s in spots)
    extra = tuple(s for s in state.queue if s.extra)
    rest = tuple(s for s in state.queue if not s.extra and not (s.kind == "lesson" and s.week == week))
    state = replace(
        state, queue=(*extra, *fresh, *rest), repeated=(*state.repeated, week), skipped=(), parts=0
    )
    return state.say(said("D18", "is", week=week))


def repeat(state: State, _: Entry) -> State:
    """The wish to have a week again: the one of the last lesson done."""
    week = next((d.spot.week for d in reversed(state.done) if d.spot is not None), None)
    return state if week is None else again(state, week)


def disliked(state: State, entry: Entry) -> State:
    """D19 over time: what is still to come; a lesson that stepped in steps back. Repeats after trouble stay."""
    lesson = entry.lesson or ""
    back_to = dict(state.stepped_in).get(lesson)
    spots = tuple(s for s in state.queue if not s.extra)
    before = {s.key: s.lesson for s in spots}
    found = swap(Course(spots=spots), lesson, state.wish, state.shelf, back_to=back_to)
    stepped = {
        (s.lesson or "", lesson) for s in found.spots if before[s.key] == lesson and s.lesson != lesson
    }
    extra = tuple(s for s in state.queue if s.extra)
    return replace(
        state,
        queue=(*extra, *found.spots),
        stepped_in=() if back_to else (*state.stepped_in, *sorted(stepped)),
    ).say(*found.said)
