"""What a recording's contacts from the feet may be off by, all together, and the recording moved by so much.

`data/contact_error.json` is written by `revalidation/contacts.py` and never by hand. The error is the runner's and the
laboratory's own and nearly the same in every stride, so it does not shrink with their number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from understride.model import ContactError, Floats, Side, sealed

MS2 = 1e-6  # s² in a ms²
Shift = Mapping[Side, tuple[float, float]]  # s by which all landings and all leavings of a foot are moved


def error_of(dialect: str, *, heels_only: bool, outside_the_speeds: bool) -> ContactError:
    """The largest of the errors that apply to such a recording."""
    stored = _stored()
    applies = [stored["known_marker_sets"].get(dialect) or stored["unknown_marker_set"]]
    applies += [stored["heels_only"]] if heels_only else []
    applies += [stored["outside_the_speeds"]] if outside_the_speeds else []
    return max((_from_json(one) for one in applies), key=_size)


def shifts(error: ContactError) -> tuple[Shift, ...]:
    """Ways of being off that are independent of one another, each by one standard deviation, forwards and backwards.

    They are the eigenvectors of the error: a value's mean square over such a pair, summed over the pairs, is its error.
    """
    spread, ways = np.linalg.eigh(np.array(error.squares))
    found = []
    for size, way in zip(np.sqrt(np.clip(spread, 0.0, None)), ways.T, strict=True):
        for moved in (size * way, -size * way):
            left, right = (float(moved[0]), float(moved[1])), (float(moved[2]), float(moved[3]))
            found.append(sealed({Side.LEFT: left, Side.RIGHT: right}))
    return tuple(found)


@cache
def _stored() -> dict[str, Any]:
    text = resources.files("understride.gait").joinpath("data/contact_error.json").read_text(encoding="utf-8")
    stored: dict[str, Any] = json.loads(text)
    return stored


def _from_json(one: Mapping[str, Any]) -> ContactError:
    """own, other: (2, 2) ms², landing and leaving of one foot with those of the same, and of the other foot."""
    own, other = (np.array(one[name]) * MS2 for name in ("own_foot_ms2", "other_foot_ms2"))
    whole: Floats = np.block([[own, other], [other.T, own]])
    return ContactError(
        squares=tuple(tuple(float(x) for x in row) for row in whole), measured_on=str(one["says"])
    )


def _size(error: ContactError) -> float:
    return error.landing**2 + error.leaving**2
