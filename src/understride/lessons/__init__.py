"""Movement lessons: read, scored to the second and checked. Reading needs no gate; opening one for audio does."""

from understride.lessons.checking import check, errors, faults_of, versions
from understride.lessons.documents import as_json, captions, chapters, document
from understride.lessons.lesson import Block, Fault, Front, Length, Lesson, Paragraph, Token
from understride.lessons.library import lesson, load_library
from understride.lessons.opening import Opened, open_lesson
from understride.lessons.rules.shared import shared_faults
from understride.lessons.scoring import Part, Pause, Said, Score, score
from understride.lessons.sheets import Sheet, Step, cautions_of, positions_of, sheet
from understride.lessons.tables import Caution, Position, cautions, positions

__all__ = [
    "Block",
    "Caution",
    "Fault",
    "Front",
    "Length",
    "Lesson",
    "Opened",
    "Paragraph",
    "Part",
    "Pause",
    "Position",
    "Said",
    "Score",
    "Sheet",
    "Step",
    "Token",
    "as_json",
    "captions",
    "cautions",
    "cautions_of",
    "chapters",
    "check",
    "document",
    "errors",
    "faults_of",
    "lesson",
    "load_library",
    "open_lesson",
    "positions",
    "positions_of",
    "score",
    "shared_faults",
    "sheet",
    "versions",
]
