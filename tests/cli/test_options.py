"""Words on the command line become values, or one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understride.cli.options import ComplaintWord, Quantity, RunnerId
from understride.cli.running import known
from understride.model import Complaint, RequestError, Runner, Side, UnderstrideError

HEIGHT = Quantity("height", unit="m", low=0.8, high=2.6)


def complaint(text: str) -> Complaint:
    return ComplaintWord().convert(text, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shoulders", Complaint(region="shoulders")),
        ("low_back:left", Complaint(region="low_back", side=Side.LEFT)),
        ("low_back:left:6", Complaint(region="low_back", side=Side.LEFT, intensity=6)),
        ("hands::0", Complaint(region="hands", intensity=0)),
        ("quads:both:10", Complaint(region="quads", intensity=10)),
        ("Low-Back:RIGHT", Complaint(region="low_back", side=Side.RIGHT)),
        (" hip flexors : left ", Complaint(region="hip_flexors", side=Side.LEFT)),
    ],
)
def test_a_complaint_is_read_as_told(text, expected):
    assert complaint(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":left",
        "low_back:up",
        "low_back:left:11",
        "low_back:left:-1",
        "low_back:left:six",
        "a:left:3:4",
        "a::²",
    ],
)
def test_a_complaint_that_cannot_be_read_ends_in_a_sentence(text):
    with pytest.raises(RequestError, match="needed: a region"):
        complaint(text)


@given(st.text())
def test_any_complaint_is_read_or_refused(text):
    try:
        told = complaint(text)
    except UnderstrideError:
        return
    assert told.intensity is None or 0 <= told.intensity <= 10


@pytest.mark.parametrize(
    ("word", "region"),
    [("low_back", "low_back"), ("lower_back", "low_back"), ("calf", "calves"), ("neck", "shoulders")],
)
def test_other_words_for_a_region_are_understood(word, region):
    assert known([Complaint(region=word, side=Side.LEFT)]) == (Complaint(region=region, side=Side.LEFT),)


def test_an_unknown_region_is_refused_with_the_nearest_known_one():
    with pytest.raises(RequestError, match=r"Did you mean shoulders") as refused:
        known([Complaint(region="sholders")])
    assert "hip_flexors" in str(refused.value)


def test_a_region_like_no_other_is_pointed_to_other():
    with pytest.raises(RequestError, match="`other`"):
        known([Complaint(region="xyzzy")])


@pytest.mark.parametrize("text", ["1.8", "0.8", "2.6"])
def test_a_quantity_within_reason_is_a_number(text):
    assert HEIGHT.convert(text, None, None) == float(text)


@pytest.mark.parametrize("text", ["180", "nan", "inf", "-1.8", "tall", ""])
def test_a_quantity_out_of_reason_ends_in_a_sentence_with_its_unit(text):
    with pytest.raises(RequestError, match=r"between 0\.8 and 2\.6 m"):
        HEIGHT.convert(text, None, None)


@pytest.mark.parametrize("text", ["me", "anna-2", "A.b_c", "7", "x" * 64])
def test_a_runner_id_is_kept(text):
    assert RunnerId().convert(text, None, None) == Runner(id=text)


@pytest.mark.parametrize("text", ["", "../x", "a b", ".hidden", "-x", "x" * 65, "ä", "a\n"])
def test_a_runner_id_that_is_not_safe_as_a_name_is_refused(text):
    with pytest.raises(RequestError, match="runner id"):
        RunnerId().convert(text, None, None)
