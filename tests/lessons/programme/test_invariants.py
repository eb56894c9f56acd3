"""What holds for every plan, whatever was asked and whatever happened: thousands of made-up courses."""

from datetime import date, timedelta
from functools import cache

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.lessons.programme.people import DAY, MONDAY, SHELF, cause, cleared

from understride.lessons.programme.asked import WEEKDAYS, Asked, Hurts
from understride.lessons.programme.kept import entry_of
from understride.lessons.programme.log import Entry
from understride.lessons.programme.looks import Looks
from understride.lessons.programme.plan import as_json, follow, next_day, plan
from understride.lessons.programme.shelf import shelf_for
from understride.lessons.programme.table import table
from understride.words import lint as lint_text

lint = cache(lint_text)
WITHHELD = (
    frozenset(("supine", "prone")),
    frozenset(("run", "impact", "prone", "supine", "end_range", "eyes_closed_standing")),
)
REGIONS = [*table().complaints, "low_back", "other"]
WHOLE = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEWER = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONG = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def on_day(on: date):
    """Clearances cost time to make; the same day has the same one."""
    return cleared(on)


def hurts():
    return st.builds(
        Hurts,
        region=st.sampled_from(REGIONS),
        intensity=st.none() | st.integers(0, 10),
        cost=st.none() | st.integers(0, 10),
        when=st.lists(st.sampled_from(["start", "during", "after"]), max_size=2).map(tuple),
        alerts=st.booleans(),
    )


@st.composite
def wishes(draw):
    told = tuple(draw(st.lists(hurts(), max_size=3)))
    found = []
    for hurt in told[:1]:
        ids = draw(st.permutations([f"I{i}" for i in range(1, 13)]))[:4]
        for rank, id in enumerate(ids, start=1):
            low = draw(st.floats(0, 0.6))
            side = draw(st.sampled_from([None, "left", "right"]))
            found.append(cause(id, hurt.region, rank, low=low, high=low + 0.2, side=side))
    return Asked(
        programme=draw(st.sampled_from(["six_weeks", "six_weeks", "six_days"])),
        start=MONDAY + draw(st.integers(0, 6)) * DAY,
        complaints=told,
        causes=tuple(found),
        runs=draw(st.booleans()),
        floor=draw(st.booleans()),
        minutes=draw(st.sampled_from([None, 5, 10, 15, 18, 20, 25, 30, 60])),
        blocked=tuple(draw(st.sets(st.sampled_from(WEEKDAYS), max_size=4))),
        not_on=tuple(MONDAY + i * DAY for i in draw(st.sets(st.integers(0, 60), max_size=4))),
        races=tuple(sorted(MONDAY + i * DAY for i in draw(st.sets(st.integers(0, 70), max_size=3)))),
        level=draw(st.sampled_from([None, "beginner", "returning", "ambitious"])),
        proof=draw(st.booleans()),
        alert_events=draw(st.booleans()),
        choice=draw(st.sampled_from([None, None, "side-bend", "core-upright"])),
        disliked=tuple(draw(st.sets(st.sampled_from(list(table().swaps)), max_size=2))),
        before_run=draw(st.booleans()),
        tests=draw(st.sampled_from([(), ("hip-extend", "sit-turn")])),
    )


def entries():
    day = st.integers(0, 120).map(lambda i: MONDAY + i * DAY)
    lesson = st.sampled_from([id for id in SHELF if SHELF[id].kind != "short"])
    return st.one_of(
        st.builds(Entry, on=day, kind=st.just("done"), what=st.just("lesson"), lesson=lesson),
        st.builds(
            Entry, on=day, kind=st.just("done"), what=st.sampled_from(["scan", "tests"]), cued=st.booleans()
        ),
        st.builds(
            Entry,
            on=day,
            kind=st.just("worse"),
            points=st.sampled_from([1.0, 2.0, 5.0]),
            hours=st.sampled_from([5.0, 60.0]),
        ),
        st.builds(Entry, on=day, kind=st.sampled_from(["liked", "disliked"]), lesson=lesson),
        st.builds(
            Entry, on=day, kind=st.sampled_from(["skip", "repeat", "checked", "go_on", "noticed", "undo"])
        ),
        st.builds(Entry, on=day, kind=st.sampled_from(["click", "change", "alarm"]), what=st.just("shoes")),
    )


def hold(found, asked: Asked, *, first: date):
    """Everything that holds for any plan."""
    dates = [d.date for d in found.days]
    assert dates == sorted(set(dates)), "two things on one day"
    assert all(on >= first for on in dates)
    for d in found.days:
        assert WEEKDAYS[d.date.weekday()] not in asked.blocked
        assert d.date not in asked.not_on
        assert d.date not in asked.races
        assert d.why
        assert not lint(d.why)
        assert (d.lesson is None) == (d.kind in ("scan", "tests", "notice"))
        assert d.minutes > 0 or d.kind == "notice"
        assert not (d.length == "full" and SHELF[d.lesson].full is None)
    assert len([d for d in found.days if d.kind in ("lesson", "again") and d.part == 1]) <= 18 * 2 + 6
    assert (dates[-1] - first).days < 250 if dates else True
    assert not any(lint(sentence.text) for sentence in found.sentences)


@WHOLE
@given(wishes())
def test_any_wish_gives_a_plan_that_holds(asked):
    found = plan(on_day(MONDAY - 2 * DAY), asked, SHELF)
    hold(found, asked, first=asked.start)
    assert found.days
    six_weeks = asked.programme == "six_weeks"
    wholes = {
        d.key.split(".")[0] for d in found.days if d.lesson and not d.key.endswith("l") and d.key != "d4"
    }
    assert len(wholes) == (18 if six_weeks else 3)
    assert found.days[-1].kind == "scan"
    assert found == plan(
        on_day(MONDAY - 2 * DAY), msgspec.json.decode(msgspec.json.encode(asked), type=Asked), SHELF
    )
    assert as_json(found) == as_json(plan(on_day(MONDAY - 2 * DAY), asked, SHELF))


@WHOLE
@given(wishes())
def test_nothing_new_stands_in_the_two_days_before_a_race(asked):
    found = plan(on_day(MONDAY - 2 * DAY), asked, SHELF)
    seen: set[str] = set()
    for d in found.days:
        near = any(timedelta(0) < race - d.date <= 2 * DAY for race in asked.races)
        if d.lesson and d.part == 1:
            assert d.lesson in seen or not near
        if d.lesson:
            seen.add(d.lesson)


@WHOLE
@given(wishes())
def test_no_lesson_stands_twice_in_a_week_unless_again_is_meant(asked):
    found = plan(on_day(MONDAY - 2 * DAY), replace_(asked, disliked=()), SHELF)
    for week in {d.week for d in found.days}:
        here = [d.lesson for d in found.days if d.week == week and d.lesson and d.part == 1]
        twice = {lesson for lesson in here if here.count(lesson) > 1}
        allowed = {"core-lying", "hips-fold-reach", "hips-turn-cross"} if week < 3 else set()
        if any(c.region == "low_back" for c in asked.complaints):
            allowed |= {"sit-turns", "side-bend"}
        assert twice <= allowed


@WHOLE
@given(wishes(), st.lists(entries(), max_size=25), st.integers(0, 130))
def test_any_log_leaves_a_plan_that_holds(asked, log, days):
    today = MONDAY + days * DAY
    found = follow(on_day(today), asked, SHELF, log)
    hold(found, asked, first=max(today, asked.start))
    assert found == follow(on_day(today), asked, SHELF, log)
    assert next_day(on_day(today), found).date == today


@FEWER
@given(wishes(), st.lists(entries(), max_size=12), st.integers(0, 130), st.sampled_from(WITHHELD))
def test_what_does_not_open_for_someone_never_comes_whatever_happens(asked, log, days, withheld):
    shelf = shelf_for(withheld)
    shut = {id for id, item in shelf.items() if not item.opens}
    today = MONDAY + days * DAY
    log = [entry for entry in log if entry.lesson not in shut]
    for found in (plan(on_day(MONDAY), asked, shelf), follow(on_day(today), asked, shelf, log)):
        assert not shut & {d.lesson for d in found.days}
    assert len([d for d in plan(on_day(MONDAY), asked, shelf).days if d.lesson]) >= 3


@WHOLE
@given(wishes(), st.lists(entries(), max_size=25), st.integers(0, 130), st.sampled_from([60.0, 100.0]))
def test_worse_is_never_followed_by_progression(asked, log, days, hours):
    today = MONDAY + days * DAY
    log = [e for e in log if e.on <= today and e.kind not in ("go_on", "repeat", "undo", "disliked")]
    did = [e.lesson for e in sorted(log, key=lambda e: e.on) if e.kind == "done" and e.what == "lesson"]
    worse = Entry(on=today, kind="worse", points=4.0, hours=hours)
    found = follow(on_day(today), asked, SHELF, [*log, worse])
    coming = [d for d in found.days if d.lesson and SHELF[d.lesson].kind != "short"]
    troubled = [s for s in found.sentences if s.row in ("D13", "D14")]
    if not did or not coming or not troubled:
        return
    if "Four days" in troubled[-1].text or not coming[0].half_imagined:
        assert coming[0].date > today + 3 * DAY or any(e.kind == "worse" for e in log)
        return
    for d in coming[: 2 * coming[0].parts]:
        assert d.lesson in did
        assert d.length == "short"
        assert d.half_imagined


@WHOLE
@given(wishes(), st.lists(entries(), max_size=12), st.integers(0, 130))
def test_after_a_warning_sign_nothing_comes_until_the_gate_was_asked_again(asked, log, days):
    today = MONDAY + days * DAY
    log = [e for e in log if e.kind not in ("checked", "undo")]
    sign = Entry(on=MONDAY, kind="alarm", what="numbness in a leg")
    assert follow(on_day(today), asked, SHELF, [sign, *log]).days == ()


@LONG
@given(wishes(), st.data())
def test_whoever_follows_a_plan_comes_to_its_end(asked, data):
    """Day by day: mostly done, sometimes left, worse, skipped, disliked; one thing a day at most; it ends."""
    log: list[Entry] = []
    today = asked.start
    seed = data.draw(st.integers(0, 10**6))
    looks = Looks(
        week_4=data.draw(st.sampled_from([None, "changed", "not_detectably_changed", "relief_only"]))
    )
    for step in range(330):
        found = follow(on_day(today), asked, SHELF, log, looks)
        if not found.days and not found.waiting:
            break
        roll = (seed * 31 + step * 7919) % 23
        d = next_day(on_day(today), found)
        if found.waiting:
            log.append(Entry(on=today, kind="checked"))
        elif d.kind != "free" and roll < 16:
            log.append(entry_of(d))
        elif roll == 17 and step < 80:
            log.append(Entry(on=today, kind="worse", points=3, hours=60))
        elif roll == 18:
            log.append(Entry(on=today, kind="skip"))
        elif roll == 19 and d.lesson:
            log.append(Entry(on=today, kind="disliked", lesson=d.lesson))
        elif roll == 20:
            log.append(Entry(on=today, kind="repeat"))
        today += DAY
    else:
        raise AssertionError("it did not end")
    assert len({e.on for e in log if e.kind == "done"}) == sum(e.kind == "done" for e in log)


def replace_(asked: Asked, **more) -> Asked:
    return msgspec.structs.replace(asked, **more)
