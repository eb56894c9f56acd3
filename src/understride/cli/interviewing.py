"""The interview in a terminal: one question after another, each can be skipped; left at any time, taken up again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click

from understride.cli import interview_kept
from understride.interview import (
    Answers,
    Asked,
    SoFar,
    answers_of,
    begin,
    next_question,
    skipped,
    with_answer,
)
from understride.model import RequestError, Runner

SKIP, LEAVE = "", "q"
HOW = "Type the numbers of what fits, with commas between. Enter alone skips a question, q stops for now."
YES_NO = {"y": "yes", "yes": "yes", "n": "no", "no": "no", "?": "unknown", "unknown": "unknown"}
LEFT = "Stopped for now. What you answered is kept: the same command goes on from here."


def interview(runner: Runner, *, today: dt.date) -> Answers:
    """Ask what is open, keep every answer at once, and give back what is known."""
    so_far = interview_kept.under_way(runner, today=today) or begin(today)
    click.echo(HOW, err=True)
    while (asked := next_question(so_far)) is not None:
        so_far = _put(so_far, asked)
        interview_kept.keep(so_far, runner)
    interview_kept.drop(runner)
    return answers_of(so_far)


def _put(so_far: SoFar, asked: Asked) -> SoFar:
    """One question, until it is answered or skipped."""
    _show(asked)
    while True:
        said = click.prompt("", default=SKIP, show_default=False, prompt_suffix="> ", err=True)
        word = str(said).strip().lower()
        if word == LEAVE:
            click.echo(LEFT, err=True)
            raise click.exceptions.Exit(0)
        if word == SKIP:
            return skipped(so_far, asked)
        try:
            return with_answer(so_far, asked, read(asked, word))
        except RequestError as error:
            click.echo(f"{error}", err=True)


def _show(asked: Asked) -> None:
    question = asked.question
    click.echo(f"\n{asked.text}", err=True)
    if question.help:
        click.echo(question.help, err=True)
    for number, (_, text) in enumerate(options(asked), start=1):
        click.echo(f"  {number}  {text}", err=True)
    if question.kind == "number":
        ends = f" ({'; '.join(question.ends)})" if question.ends else ""
        click.echo(f"  a number from {question.low:g} to {question.high:g} {question.unit}{ends}", err=True)
    if question.kind == "yes_no":
        click.echo("  y, n, or ? for not sure", err=True)


def options(asked: Asked) -> Sequence[tuple[str, str]]:
    """What can be chosen: ids and words, in the order shown."""
    from understride.interview.conditions import FACTS
    from understride.interview.filling import choices
    from understride.knowledge import load

    question = asked.question
    if question.kind in ("number", "yes_no"):
        return ()
    words = {region.id: region.name for region in load().regions}
    words |= {option.id: option.text for option in question.options}  # `other` is more than a place
    words |= {"none": "none of these", "not_sure": "rather not say" if question.offer else "not sure"}
    return [(name, FACTS.get(name) or words[name]) for name in choices(question)]


def read(asked: Asked, word: str) -> Any:
    """What was typed, as an answer: numbers of the list, or ids, with commas between."""
    kind = asked.question.kind
    if kind == "number":
        return _number(word)
    if kind == "yes_no":
        return YES_NO.get(word, word)
    ids = [name for name, _ in options(asked)]
    chosen = [_chosen(part, ids) for part in word.replace(",", " ").split()]
    return chosen[0] if kind == "one" and len(chosen) == 1 else chosen


def _number(word: str) -> Any:
    try:
        number = float(word.replace(",", "."))
    except ValueError:
        return word
    return int(number) if number.is_integer() else number


def _chosen(part: str, ids: Sequence[str]) -> str:
    if part.isdecimal() and 1 <= int(part) <= len(ids):
        return ids[int(part) - 1]
    return part
