"""The first lesson for the page of an assessment: opened with the gate's `Cleared`, spoken if there is a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from understride.cli.progress import Say
from understride.model import RequestError, Side

if TYPE_CHECKING:
    from understride.analysis import Assessment
    from understride.interview import Cleared
    from understride.lessons import Opened
    from understride.report.first_lesson import FirstLesson, Sound


def first_lesson(result: Assessment, say: Say, *, side: Side | None = None) -> FirstLesson | None:
    """The lesson that comes first, ready for the page; None from a stop, and where none is written yet.

    side: on which it begins, where a plan says so; else the easier one, where the answers tell which that is.
    A voice that is missing, or that cannot keep what it says, costs the sound and nothing else.
    """
    from understride.interview import Cleared
    from understride.lessons import load_library
    from understride.report import first_lesson as page

    gate = result.gate
    if not isinstance(gate, Cleared):
        return None
    library = load_library()
    lesson = next((library[id] for id in result.lessons[:1] if id in library), None)
    if lesson is None:
        return None
    from understride.cli.lesson_audio import opened

    one = opened(gate, lesson, side or _easier(result, gate, lesson.id) or Side.RIGHT, None)
    say(f"speaking {lesson.title}")
    return page.first_lesson(gate, one, _heard(one))


def _easier(result: Assessment, cleared: Cleared, lesson: str) -> Side | None:
    """The side on which any plan from these answers would begin the lesson; None where both are alike."""
    from understride.lessons.programme.asked import asked, easier_side, ranked
    from understride.lessons.programme.shelf import shelf_for

    item = shelf_for(frozenset(cleared.withheld)).get(lesson)
    return None if item is None else easier_side(asked(result.answers, ranked(result.causes)), item)


def _heard(one: Opened) -> Sound | str:
    """Its sound, or one sentence why there is none and how to get it."""
    from understride.cli.lesson_audio import heard
    from understride.lessons.voice.mp3 import mp3
    from understride.lessons.voice.needs import needed
    from understride.report.first_lesson import Sound
    from understride.words import player as words

    try:
        needed("lameenc")  # before a quarter of a minute is spent on sentences
        rendered = heard(one, None)
        return Sound(rendered=rendered, data=mp3(rendered))
    except RequestError as error:
        return words.silent_here(error.do)
    except OSError as error:
        return words.silent_here(f"What was spoken could not be kept ({error.strerror or error}).")
