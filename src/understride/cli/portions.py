"""How a command is told that one part of a lesson is wanted, or half of it only in thought."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from understride.model import RequestError

if TYPE_CHECKING:
    from understride.lessons.portions import Portion

F = TypeVar("F", bound=Callable[..., Any])


class Part(click.ParamType["tuple[int, int]"]):
    """A part of a lesson as 1/2."""

    name = "N/M"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Its number and how many there are, or a sentence."""
        found = re.fullmatch(r"([1-9])/([1-9])", str(value))
        if found is None:
            raise RequestError(
                found=f"The part {str(value)!r}",
                needed="its number and how many parts there are",
                do="For example --part 1/2.",
            )
        return int(found[1]), int(found[2])


def as_options(portion: Portion) -> str:
    """The options that ask for a portion, each after a space."""
    part = f" --part {portion.part}/{portion.parts}" if portion.parts > 1 else ""
    half = " --half-imagined" if portion.half_imagined else ""
    return part + half + (" --long-rests" if portion.long_rests else "")


def portion_options(command: F) -> F:
    """--part and --half-imagined, handed to the command as one `portion`."""
    from functools import wraps

    @wraps(command)
    def with_portion(*, part: tuple[int, int], half_imagined: bool, long_rests: bool, **rest: Any) -> Any:
        from understride.lessons.portions import Portion

        wished = Portion(part=part[0], parts=part[1], half_imagined=half_imagined, long_rests=long_rests)
        return command(portion=wished, **rest)

    for option in (
        click.option("--long-rests", is_flag=True, help="Every rest twice as long."),
        click.option("--half-imagined", is_flag=True, help="Half of each movement only in thought."),
        click.option(
            "--part", type=Part(), default="1/1", metavar="N/M", help="One part of it: 1/2, then 2/2."
        ),
    ):
        with_portion = option(with_portion)
    return with_portion  # type: ignore[return-value]
