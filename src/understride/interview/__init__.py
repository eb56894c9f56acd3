"""Questions, self-tests and the safety gate: from what a person says to `Answers`, and to `Cleared` or `Stopped`."""

from understride.interview.answers import (
    Alert,
    Answers,
    Change,
    Clearance,
    Habit,
    Known,
    Person,
    Plan,
    Score,
    Told,
    Tried,
)
from understride.interview.answers_file import as_plain, parse_answers, read_answers
from understride.interview.gate import Cleared, Reason, Stopped, gate
from understride.interview.schema import answers_schema
from understride.interview.self_tests import SelfTest, self_tests
from understride.interview.speaking import Spoken, spoken

__all__ = [
    "Alert",
    "Answers",
    "Change",
    "Clearance",
    "Cleared",
    "Habit",
    "Known",
    "Person",
    "Plan",
    "Reason",
    "Score",
    "SelfTest",
    "Spoken",
    "Stopped",
    "Told",
    "Tried",
    "answers_schema",
    "as_plain",
    "gate",
    "parse_answers",
    "read_answers",
    "self_tests",
    "spoken",
]
