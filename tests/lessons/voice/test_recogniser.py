"""The listening machinery itself: it must miss what is wrong, or it proves nothing."""

from __future__ import annotations

import pytest
from revalidation.recogniser import LIBRARY, Understood, missed, mostly_missed, understand

from understride.lessons.voice.speaking import Speaker

SENTENCES = (
    "Let your left knee tilt a little outwards, and come back.",
    "Which hand is further away?",
    "Let your breastbone turn a little to the right, and come back.",
)


def test_a_word_is_missed_where_another_was_understood():
    assert missed(["let", "the", "knee", "come", "back"], ["let", "the", "need", "come", "back"]) == ["knee"]
    assert missed(["rest"], []) == ["rest"]


def test_words_that_sound_alike_or_are_joined_are_not_missed():
    assert missed(["two", "breastbone"], ["to", "breast", "bone(2)"]) == []


def test_a_word_is_judged_by_all_its_occurrences():
    def one(text: str, lost: tuple[str, ...]) -> Understood:
        return Understood(text, tuple(text.split()), {LIBRARY: lost}, ())

    heard = [
        one("knee up", ("knee",)),
        one("knee down", ("knee",)),
        one("knee in", ()),
        one("up in", ("up",)),
    ]
    assert mostly_missed(heard, LIBRARY) == [("knee", 2, 3)]


def test_the_recogniser_hears_the_side_and_a_swapped_one(speaking: Speaker, monkeypatch):
    pytest.importorskip("pocketsphinx")
    straight = understand((speaking, SENTENCES, [0, 1]))
    assert straight[0].chosen == (("left", "left"),)
    assert straight[0].missed[LIBRARY] == ()
    assert straight[1].chosen == ()
    spoken = speaking.say(SENTENCES[0].replace("left", "right"))
    monkeypatch.setattr(Speaker, "say", lambda self, text: spoken)
    swapped = understand((speaking, SENTENCES, [0]))
    assert swapped[0].chosen == (("left", "right"),)
