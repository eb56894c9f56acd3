"""Contacts paired into strides: landing to next landing of one foot with exactly one contact of the other in between.

Written once: contacts name what breaks, strides are cut from what is whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from understride.model import Contact, Dropped, Side

LONGEST_STRIDE = 1.2  # s: 100 steps/min; a longer time holds a landing that was not seen


@dataclass(frozen=True, slots=True)
class Pairing:
    """whole: (own contact, the other foot's contact within it, own next contact) per stride, in order.
    broken: strides that are none, by the time of their landing, with the reason.
    """

    whole: tuple[tuple[Contact, Contact, Contact], ...]
    broken: tuple[Dropped, ...]


def pairing(contacts: Sequence[Contact], side: Side) -> Pairing:
    """Strides of one foot. contacts: of both feet, in order of time."""
    own = [contact for contact in contacts if contact.side is side]
    other = [contact for contact in contacts if contact.side is side.other]
    landings = [contact.landing for contact in other]
    whole, broken = [], []
    for first, second in pairwise(own):
        between = other[bisect_right(landings, first.landing) : bisect_left(landings, second.landing)]
        if second.landing - first.landing > LONGEST_STRIDE:
            broken.append(
                Dropped(side=side, time=first.landing, reason="the next landing of this foot was not found")
            )
        elif len(between) != 1:
            reason = f"a stride with {len(between)} landings of the other foot in it"
            broken.append(Dropped(side=side, time=first.landing, reason=reason))
        else:
            whole.append((first, between[0], second))
    return Pairing(tuple(whole), tuple(broken))
