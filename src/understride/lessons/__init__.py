"""Movement lessons: read, scored to the second and checked. Reading needs no gate; opening one for audio does."""

from understride.lessons.checking import check, errors, faults_of, versions
from understride.lessons.lesson import Block, Fault, Front, Length, Lesson, Paragraph, Token
from understride.lessons.library import lesson, load_library
from understride.lessons.scoring import Part, Pause, Said, Score, score

__all__ = [
    "Block",
    "Fault",
    "Front",
    "Length",
    "Lesson",
    "Paragraph",
    "Part",
    "Pause",
    "Said",
    "Score",
    "Token",
    "check",
    "errors",
    "faults_of",
    "lesson",
    "load_library",
    "score",
    "versions",
]
