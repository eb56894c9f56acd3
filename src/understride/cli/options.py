"""Options that several commands share, and the types that turn a word into a value or into a sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from understride.model import Complaint, RequestError, Runner, Sex, Side

F = TypeVar("F", bound=Callable[..., Any])

RUNNER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
MOST_INTENSE = 10
FILE = click.Path(path_type=Path)


class Quantity(click.ParamType[float]):
    """A number in a unit, refused where no runner can have it (a height in centimetres, say)."""

    def __init__(self, what: str, *, unit: str, low: float, high: float) -> None:
        self.name = unit
        self.what, self.unit, self.low, self.high = what, unit, low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, or a sentence."""
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not self.low <= number <= self.high:
            raise RequestError(
                found=f"The {self.what} {value!r}",
                needed=f"a number between {self.low:g} and {self.high:g} {self.unit}",
                do=f"Give the {self.what} in {self.unit}.",
            )
        return number


class ComplaintWord(click.ParamType[Complaint]):
    """REGION[:SIDE[:0-10]], for example `low_back:left:6`, `shoulders`, or `hands::3`."""

    name = "REGION[:SIDE[:0-10]]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Complaint:
        """The complaint, its region not yet looked up."""
        if isinstance(value, Complaint):
            return value
        region, side, intensity, *rest = [*str(value).split(":"), "", ""]
        if any(rest) or not region.strip():
            raise self._unreadable(value)
        return Complaint(
            region=_word(region), side=self._side(value, side), intensity=self._number(value, intensity)
        )

    def _side(self, value: str, side: str) -> Side | None:
        sides = {"": None, "both": None, "left": Side.LEFT, "right": Side.RIGHT}
        if _word(side) not in sides:
            raise self._unreadable(value)
        return sides[_word(side)]

    def _number(self, value: str, intensity: str) -> int | None:
        if not intensity.strip():
            return None
        if not intensity.strip().isdecimal() or int(intensity) > MOST_INTENSE:
            raise self._unreadable(value)
        return int(intensity)

    def _unreadable(self, value: object) -> RequestError:
        return RequestError(
            found=f"The complaint {str(value)!r}",
            needed="a region, if you like a side and a number from 0 to 10, with colons between",
            do="For example --complaint low_back:left:6, --complaint shoulders or --complaint hands::3.",
        )


class RunnerId(click.ParamType[Runner]):
    """Letters, digits, dot, dash and underscore: safe as a file name and in an address."""

    name = "ID"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Runner:
        """The runner with this id."""
        if isinstance(value, Runner):
            return value
        if not RUNNER_ID.fullmatch(str(value)):
            raise RequestError(
                found=f"The runner id {str(value)!r}",
                needed="up to 64 letters, digits, dots, dashes and underscores, a letter or digit first",
                do="For example --runner anna-2.",
            )
        return Runner(id=str(value))


def _word(text: str) -> str:
    return "_".join(text.lower().replace("-", " ").split())


def recording_argument(command: F) -> F:
    """RECORDING, whatever it is; `read` says what is wrong with it."""
    return click.argument("recording", type=FILE)(command)


def beside(command: F) -> F:
    """What may lie beside a recording: a standing trial, forces."""
    for option in (
        click.option(
            "--forces", type=FILE, multiple=True, metavar="FILE", help="Forces, if in files of their own."
        ),
        click.option("--static", type=FILE, metavar="FILE", help="A standing trial of the same runner."),
    ):
        command = option(command)
    return command


def about_the_body(command: F) -> F:
    """Mass, height and speed as told."""
    for option in (
        click.option(
            "--speed",
            type=Quantity("speed", unit="m/s", low=0.3, high=13.0),
            metavar="M/S",
            help="Running speed.",
        ),
        click.option(
            "--height", type=Quantity("height", unit="m", low=0.8, high=2.6), metavar="M", help="Height."
        ),
        click.option(
            "--mass", type=Quantity("mass", unit="kg", low=15, high=300), metavar="KG", help="Body mass."
        ),
    ):
        command = option(command)
    return command


mapping_option = click.option(
    "--mapping", type=FILE, metavar="FILE", help="A YAML file that names the points of your own marker set."
)
runner_option = click.option(
    "--runner", type=RunnerId(), default="me", show_default=True, metavar="ID", help="Whose run this is."
)
sex_option = click.option(
    "--sex",
    type=click.Choice([str(sex) for sex in Sex]),
    help="To hold the values against the right people; if you like.",
)
# For results that hold no runner: the id is still read and checked, so that scripts can give it to every command.
runner_checked = click.option(
    "--runner",
    type=RunnerId(),
    default="me",
    show_default=True,
    metavar="ID",
    expose_value=False,
    help="Whose run.",
)
quiet_option = click.option("--quiet", is_flag=True, help="Nothing on stderr but errors.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else, to stdout.")
complaint_option = click.option(
    "--complaint", "complaints", type=ComplaintWord(), multiple=True, metavar="REGION[:SIDE[:0-10]]",
    help="Where it is tense or sore; may be repeated.",
)  # fmt: skip
