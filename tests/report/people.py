"""Made-up people for the page: answers, the gate, real reasoning over them, and a graph made of its causes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.report import example

from understride.analysis.assessment import Assessment
from understride.analysis.picture import graph
from understride.causes.from_answers import told_by
from understride.causes.rank import reasoned
from understride.interview import Stopped, gate, parse_answers
from understride.knowledge import load
from understride.model import Cause, NextQuestion, Runner

NOW = dt.datetime(2026, 11, 21, 8, 0, tzinfo=dt.UTC)
COUNT = 100  # readings: enough for a page
CAREFUL = """\
schema: understride.answers/1
today: 2026-11-21
runner: {age: 41, runs: true, lies_on_floor: true, minutes_a_day: 15}
complaints:
  - {region: low_back, side: left, intensity: 6, qualities: [ache, twisted], when: [after],
     minutes_until_return: 10, cost: 4, since: 2026-08-01, alerts: no}
  - {region: shoulders}
facts: {pregnant: yes, pregnant_over_20w: yes}
facts_otherwise: no
tried: [{what: stretching, helped: yes, minutes: 5}, {what: heat, minutes: 0}]
changes: [{what: shoes, weeks_ago: 3}, {what: sleep}]
habits: [{what: bag, side: right}]
alert: {events: yes, steps_until_back: 40}
self_tests:
  hip-extend: {left: 0, right: 3, easier: right_clear, tries_agree: yes}
  hip-flex: {left: 1, right: 1}
  belly-breath: chest
"""
STOPPED = """\
schema: understride.answers/1
today: 2026-11-21
runner: {age: 52, runs: true}
complaints: [{region: low_back, intensity: 7, qualities: [ache], when: [rest]}]
facts: {saddle_numb: yes, bladder_new: yes}
facts_otherwise: no
tried: [{what: heat, helped: no}]
self_tests: {hip-extend: {left: 0, right: 3}}
"""
QUIET = "schema: understride.answers/1\ntoday: 2026-11-21\nfacts_otherwise: no\n"
QUESTION = NextQuestion(
    id="hip-turn-in",
    kind="self_test",
    title="Try the self-test “The foot swings out”",
    minutes=1.4,
    why="Its answer would change most which lesson comes first.",
)


def assessment(text: str, *, recorded: bool = False, question: NextQuestion | None = QUESTION) -> Assessment:
    """Answers as a file says them, all the way to what the page is made from."""
    answers = parse_answers(text.encode(), name="mine.yaml", now=NOW)
    outcome = gate(answers, today=answers.today)
    stopped = isinstance(outcome, Stopped)
    known, seen = load(), example.analysis()
    measured, findings = (seen.measured, seen.findings) if recorded else ((), ())
    complaints = answers.felt()
    causes: tuple[Cause, ...] = ()
    if complaints and not stopped:
        told = told_by(answers, known)
        causes = reasoned(complaints, measured, findings, known, told, count=COUNT).causes
    return Assessment(
        answers=answers,
        runner=Runner(),
        gate=outcome,
        causes=causes,
        next_question=None if stopped else question,
        lessons=() if stopped else ("hips-fold-reach", "core-lying", "pelvic-clock"),
        analysis=replace(seen, complaints=complaints, causes=causes) if recorded and not stopped else None,
        graph=graph(causes, complaints, known),
        readings=COUNT,
        knowledge=known,
    )
