"""The fitted part of the contact rule, as data: what the weights are, and on whom they were fitted.

`data/foot_contacts.json` is written by `revalidation/fit_contacts.py` and never by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from understride.model import Floats, frozen, sealed


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """How one event is moved off its anchor, in s.

    lags: (lags,) s around the anchor. signals: names of what is looked at there, in the order of `weights` (signals,
    lags), s per unit of the signal. intercept: s. coarse: s per s between the anchor and the coarse extreme.
    """

    lags: Floats
    signals: tuple[str, ...]
    weights: Floats
    intercept: float
    coarse: float

    def of(self, shape: Floats, from_coarse: Floats) -> Floats:
        """Seconds to add to each anchor. shape: (events, lags, signals); from_coarse: (events,) s."""
        moved = np.tensordot(shape, self.weights.T, axes=([1, 2], [0, 1]))
        return np.asarray(self.intercept + moved + self.coarse * from_coarse)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """All corrections, and where they may be trusted.

    dialects: marker sets with force behind them. corrections: by which ends of the foot are seen
    (`heel_and_forefoot`, `heel`), then by event (`landing`, `leaving`).
    """

    id: str
    dialects: tuple[str, ...]
    corrections: Mapping[str, Mapping[str, Correction]]


@cache
def weights() -> Weights:
    """The weights that lie beside the code."""
    text = resources.files("understride.gait").joinpath("data/foot_contacts.json").read_text(encoding="utf-8")
    return from_json(json.loads(text))


def from_json(stored: Mapping[str, object]) -> Weights:
    """The same, from the object in the file."""
    models = stored["corrections"]
    assert isinstance(models, dict)
    fitted_on = stored["fitted_on"]
    assert isinstance(fitted_on, list)
    return Weights(
        id=str(stored["id"]),
        dialects=tuple(str(group["dialect"]) for group in fitted_on),
        corrections=sealed(
            {
                ends: sealed({event: _correction(c) for event, c in events.items()})
                for ends, events in models.items()
            }
        ),
    )


def _correction(stored: Mapping[str, object]) -> Correction:
    signals = stored["weights_s_per_unit"]
    assert isinstance(signals, dict)
    return Correction(
        lags=frozen(np.array(stored["lags_s"])),
        signals=tuple(signals),
        weights=frozen(np.array(list(signals.values()))),
        intercept=float(str(stored["intercept_s"])),
        coarse=float(str(stored["coarse_s_per_s"])),
    )
