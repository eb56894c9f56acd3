"""The made-up runner: its own forward model, and everything that is true of it. Shares no geometry with `gait`."""

from understride.synth.changed import drop_points, gaps, mirrored, swap_labels
from understride.synth.made import Made, Plates, runner, standing, walking
from understride.synth.plants import PLANTS, Plant, wishes

__all__ = [
    "PLANTS",
    "Made",
    "Plant",
    "Plates",
    "drop_points",
    "gaps",
    "mirrored",
    "runner",
    "standing",
    "swap_labels",
    "walking",
    "wishes",
]
