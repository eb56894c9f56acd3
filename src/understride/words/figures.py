"""What stands in and around figures: directions, labels, headings with a place for their numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelWords:
    """Words of a curve panel. labels: of its curves. above, below: what up and down mean.

    one: heading with one number `{}` (whole body, or one side only). both: heading where the sides are alike, `{}`.
    each: heading where they differ, `{right}` and `{left}`.
    """

    labels: tuple[str, ...]
    above: str
    below: str
    one: str
    both: str = ""
    each: str = ""


PANELS = {
    "turn": PanelWords(
        labels=("shoulders", "pelvis"), above="turned to the left", below="turned to the right",
        one="One part turns by {} and back",
    ),
    "twist": PanelWords(
        labels=("twist",), above="shoulders to the left of the pelvis", below="to the right of the pelvis",
        one="Shoulders and pelvis twist by {} and back",
    ),
    "back": PanelWords(
        labels=("shoulder tips", "back"), above="turned to the left", below="turned to the right",
        one="The back turns by {} and back",
    ),
    "tips": PanelWords(
        labels=("pelvis",), above="right side higher", below="left side higher",
        one="The pelvis tips sideways by {} and back",
    ),
    "tilt": PanelWords(
        labels=("pelvis",), above="front further down", below="front further up",
        one="The pelvis tilts forwards and back by {} in each stride",
    ),
    "bend": PanelWords(
        labels=("shoulders",), above="right shoulder higher", below="left shoulder higher",
        one="The shoulder line tips by {} and back",
    ),
    "lean": PanelWords(
        labels=("trunk",), above="leaning forwards", below="leaning back",
        one="The trunk leans forwards by {} on average",
    ),
    "front": PanelWords(
        labels=("front",), above="longer (cm)", below="shorter",
        one="The front of the trunk changes its length by {} in each stride",
    ),
    "thigh": PanelWords(
        labels=("thigh",), above="knee in front of the hip", below="knee behind the hip",
        one="The thigh swings through {}", both="Both thighs swing through {}",
        each="The right thigh swings through {right}, the left through {left}",
    ),
    "hip": PanelWords(
        labels=("hip",), above="hip bent", below="hip opened",
        one="The hip bends and opens through {}", both="Both hips bend and open through {}",
        each="The right hip bends and opens through {right}, the left through {left}",
    ),
    "sideways": PanelWords(
        labels=("hip",), above="knee towards the middle", below="knee outwards",
        one="The knee comes {} towards the middle", both="Both knees come {} towards the middle",
        each="Towards the middle: right knee {right}, left knee {left}",
    ),
    "inwards": PanelWords(
        labels=("hip",), above="thigh turned inwards", below="turned outwards",
        one="The thigh turns through {}", both="Both thighs turn in and out through {}",
        each="The right thigh turns in and out through {right}, the left through {left}",
    ),
    "knee": PanelWords(
        labels=("knee",), above="knee bent", below="",
        one="The knee bends to {} in the air", both="Both knees bend to {} in the air",
        each="In the air the right knee bends to {right}, the left to {left}",
    ),
    "ankle": PanelWords(
        labels=("ankle",), above="toes towards the shin", below="toes pointed",
        one="The ankle bends up to {}", both="Both ankles bend up to {}",
        each="The right ankle bends up to {right}, the left to {left}",
    ),
    "heel": PanelWords(
        labels=("heel",), above="heel off the ground (cm)", below="",
        one="The heel rises by {}", both="Both heels rise by {}",
        each="The right heel rises by {right}, the left by {left}",
    ),
    "arms": PanelWords(
        labels=("arm",), above="elbow in front", below="elbow behind",
        one="The arm swings through {}", both="Both arms swing through {}",
        each="The right arm swings through {right}, the left through {left}",
    ),
}  # fmt: skip

BARS = {"this": "this foot is down", "right": "right foot down", "left": "left foot down"}
ONE_STRIDE = "one stride"
OWN_STRIDE = "each leg on its own stride"

CHRONO_TITLE = "The run, seen from the right."
CHRONO_LANDS = ("right lands", "left lands")
CHRONO_STEP = "one step"
MOMENTS_TITLE = "Three moments of each step, from the side and from behind"
MOMENT_COLUMNS = ("{side} foot lands", "lowest point", "{side} foot leaves")
MOMENT_ROWS = ("from the right", "from behind")
PLUMB = "Dashed: straight up from the middle of the standing foot."
ABOVE_TITLE = "Shoulders and pelvis seen from above, running up the page"
ABOVE_MOMENTS = ("right lands", "right leaves", "left lands", "left leaves")
ABOVE_SIDES = ("left", "right")
ABOVE_CAPTION = (
    "Thick line: shoulders, with the way of both shoulder tips over the stride. Outline: pelvis. "
    "Filled foot: on the ground."
)
EACH_WAY_ASIDE = "from straight ahead, every stride"
STRAIGHT = "straight ahead"
TO_LEFT, TO_RIGHT = "to the left", "to the right"
EACH_WAY_CAPTION = (
    "Each tick is the furthest turn of one stride. Zero is where the shoulder points sit: 1 cm askew moves it by "
    "about 3°."
)
LANDING_HEAD = "The foot lands {} ahead of the pelvis"
LANDS = ("right foot lands", "left foot lands")
LOWEST = ("lowest over the right foot", "lowest over the left foot")
REACH_CAPTION = (
    "From the middle of the pelvis to the middle of the foot, along the run; drawn is the mean stride."
)
CLOCK_LEGS, CLOCK_SHOULDERS, CLOCK_PELVIS = "legs", "shoulders", "pelvis"
CLOCK_ASIDE = "one stride as a clock, the legs at the top"


def turned(part: str, degrees: float) -> str:
    """`shoulders 22° to the right`; + = to the left."""
    if abs(degrees) < 0.5:
        return f"{part} straight"
    return f"{part} {abs(degrees):.0f}° to the {'left' if degrees > 0 else 'right'}"


def clock_text(shoulders: float, band: tuple[float, float] | None, pelvis: float | None) -> tuple[str, ...]:
    """The paragraphs beside the phase clock. Degrees of a stride."""
    first = f"The shoulders come {shoulders:.0f}° of a stride after the legs; 180° would be exactly opposite."
    if band:
        usual = f"{band[0]:.0f} to {band[1]:.0f}°"
        first += f" Outside the rim: where a next runner like those of the reference would lie, {usual}."
    if pelvis is None:
        return (
            first,
            "The hand of the pelvis is missing: its turn is too small or too uneven to have a time of its own.",
        )
    return first, (
        f"The pelvis keeps a time of its own, {pelvis:.0f}°. It has no band: people differ so much here that no usual "
        "range can be drawn. Shoulders and pelvis are not opposite in running, and need not be."
    )
