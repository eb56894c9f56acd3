"""What words weigh: the one table that turns strength words, grades and classes of evidence into ranges.

Nothing here was measured. Upper ends of the strength words and the shares by grade are a proposal, and so are
the classes of self-tests; each is a range, gone through in every reading, and
printed beside the results. A range carries a key: the same word, said of the same thing, is read alike in one reading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

UPPER = {  # strength word of the source → upper end of the chance that the cause alone brings the complaint about
    "nearly always": 0.90,
    "usually": 0.75,
    "very frequently": 0.70,
    "often": 0.55,
    "sometimes": 0.30,
    "can": 0.30,
}
SHARE = {"A": 0.8, "B": 0.65, "C": 0.4, "D": 0.2, "D-": 0.1}  # grade → lower end as a share of the upper end
LEAK = {  # best grade among a place's links → chance of the complaint without any of the causes named
    "A": (0.01, 0.03),
    "B": (0.02, 0.05),
    "C": (0.03, 0.08),
    "D": (0.04, 0.12),
    "D-": (0.08, 0.20),
}
STEP_DOWN = {"A-": "B", "B-": "C", "C-": "D"}  # a minus is one step lower
SHOWS = {  # weight of the link imbalance → measure: chance that the imbalance alone takes it beyond the band
    "strong": (0.60, 0.90),
    "moderate": (0.40, 0.70),
    "weak": (0.20, 0.40),
}
BEYOND_ANYWAY = (0.05, 0.20)  # chance that a measure lies beyond the band for no cause named here
RATIO = {  # class of a self-test or answer → how much likelier it is where the cause is there (for, against)
    "w2": ((1.5, 3.0), (0.5, 0.8)),
    "w1": ((1.1, 1.7), (0.75, 0.95)),
}
FAMILY_MOST = 4.0  # tests of one family and side are not independent: joint ratio at most this
PRIOR = (0.10, 0.30)  # each imbalance (each side of I6 and I7): nothing is known, so it is the same for all
OUTSIDE_PRIOR = (0.03, 0.10)  # a load jump, shoes, sleep, stress or an old injury that acts on a complaint
SAID_ANYWAY = {  # answer to "has there been …?" → chance of it where nothing of the kind acts
    "before": (0.03, 0.10),  # yes, within the weeks before the complaint began
    "yes": (0.20, 0.40),
}
SAID = (0.85, 0.98)  # chance of yes where it does act
REFUTED = (0.02, 0.10)  # how likely all that would refute a cause is to be seen although it is there
OTHER_SIDE = 0.5  # a complaint on one side ← the hip of the other side: share of the chance for the same side
OUTSIDE = {  # cause outside the method → (strength word, grade) for any complaint, and for places where it differs
    "X.load_jump": (
        "often",
        "C",
        {"shoulders": "can", "shoulders_hunched": "can", "hands": "can", "jaw": "can"},
    ),
    "X.shoes_changed": (
        "can",
        "D",
        {"low_back": "often", "mid_back": "often", "heel": "often", "calves": "often"},
    ),
    "X.sleep": ("can", "D", {}),
    "X.stress": (
        "can",
        "C",
        {"shoulders": "often", "shoulders_hunched": "often", "hands": "often", "jaw": "often"},
    ),
    "X.injury": ("can", "D", {}),
}
NONE = "X.none"  # the leak of a place as a cause of its own: "None of these"


@dataclass(frozen=True, slots=True)
class Range:
    """From low to high. key: ranges with one key move together; an empty key does not move."""

    low: float
    high: float
    key: str = ""

    def at(self, share: float) -> float:
        """The number that lies this share of the way up."""
        return self.low + share * (self.high - self.low)

    def power(self, exponent: float) -> Range:
        """Both ends to a power."""
        return replace(self, low=self.low**exponent, high=self.high**exponent)

    def part_of(self, count: int) -> Range:
        """The chance of each of so many independent parts, if at least one of them has this chance."""
        return replace(self, low=1 - (1 - self.low) ** (1 / count), high=1 - (1 - self.high) ** (1 / count))

    def times(self, share: float) -> Range:
        """Both ends times a share."""
        return replace(self, low=self.low * share, high=self.high * share)


def fixed(number: float) -> Range:
    """A number that no reading changes."""
    return Range(number, number)


def link(strength: str, grade: str, key: str) -> Range:
    """The chance that a cause alone brings a complaint about: a weakly supported "nearly always" is wide."""
    upper = UPPER[strength]
    return Range(upper * SHARE[STEP_DOWN.get(grade, grade)], upper, key)


def leak(grades: tuple[str, ...], key: str) -> Range:
    """The chance of a complaint without any of the causes named: the higher, the lower the grades of its links."""
    order = tuple(LEAK)
    best = min((order.index(STEP_DOWN.get(grade, grade)) for grade in grades), default=len(order) - 1)
    return Range(*LEAK[order[best]], key)
