"""Questions, self-tests and the safety gate: from what a person says to `Answers`, and to `Cleared` or `Stopped`."""

from understride.interview.again import after_short_check, full_check_due, short_check, why_due
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
from understride.interview.asking import Asked, SoFar, answers_of, begin, next_question, skipped, with_answer
from understride.interview.gate import Cleared, Reason, Stopped, gate
from understride.interview.questions import Question, questions
from understride.interview.schema import answers_schema
from understride.interview.self_tests import SelfTest, self_tests
from understride.interview.speaking import Spoken, spoken

__all__ = [
    "Alert",
    "Answers",
    "Asked",
    "Change",
    "Clearance",
    "Cleared",
    "Habit",
    "Known",
    "Person",
    "Plan",
    "Question",
    "Reason",
    "Score",
    "SelfTest",
    "SoFar",
    "Spoken",
    "Stopped",
    "Told",
    "Tried",
    "after_short_check",
    "answers_of",
    "answers_schema",
    "as_plain",
    "begin",
    "full_check_due",
    "gate",
    "next_question",
    "parse_answers",
    "questions",
    "read_answers",
    "self_tests",
    "short_check",
    "skipped",
    "spoken",
    "why_due",
    "with_answer",
]
