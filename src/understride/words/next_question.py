"""The next best question in words: what to do, and why it is worth its minutes."""

from __future__ import annotations

from understride.words.numbers import number

ASK = {
    "changes": "Did anything change: shoes, load, surface, sleep, stress, an injury? And when?",
    "habits": "Is there something that you do on one side only: a bag, a desk, a sport?",
}
TEST = "The self-test “{}”"
RECORD = "A recording of a run, with points on the body"
TENTHS = 10


def title(kind: str, about: str, test: str) -> str:
    """What to answer, try or record. about: id of the question; test: title of the self-test."""
    if kind == "self_test":
        return TEST.format(test)
    return ASK[about] if kind == "question" else RECORD


def why(changes: float, minutes: float) -> str:
    """What the answer may do. changes: the chance that another lesson comes first then."""
    times = round(changes * TENTHS)
    took = "less than a minute" if minutes < 1 else f"about {number(minutes, 0)} minutes"
    took = took.replace("about 1 minutes", "about a minute")
    if times >= 1:
        often = "once" if times == 1 else f"{times} times"
        return f"In {took}, the answer would put another lesson first about {often} in ten."
    return f"In {took}, it tells most about which lesson should come first; by itself it seldom changes that."
