"""Colours of the page by theme, and the contrast between them (WCAG 2.2). Everything else refers to their names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LIGHT: Mapping[str, str] = MappingProxyType({
    "paper": "#FBF8F2", "raised": "#F3EDE2", "wash": "#E4EDE8",
    "ink": "#1B2024", "ink2": "#474D52", "ink3": "#5C6165",
    "right": "#2A4896", "left": "#8F5200", "accent": "#0B6257",
    "band": "#E9E1D2", "bandline": "#8A806D", "rule": "#D9D1C3",
})  # fmt: skip
DARK: Mapping[str, str] = MappingProxyType({
    "paper": "#14171A", "raised": "#1D2125", "wash": "#1B2A29",
    "ink": "#EFEAE1", "ink2": "#C3BDB2", "ink3": "#9C968C",
    "right": "#A3B9F7", "left": "#F0B568", "accent": "#77D2C2",
    "band": "#2B3035", "bandline": "#757D85", "rule": "#363B40",
})  # fmt: skip
PRINT: Mapping[str, str] = MappingProxyType({
    "paper": "#FFFFFF", "raised": "#F6F4EF", "wash": "#F1F4F2",
    "ink": "#000000", "ink2": "#333333", "ink3": "#4D4D4D",
    "right": "#1F3A80", "left": "#7A4600", "accent": "#064F46",
    "band": "#E6E6E6", "bandline": "#767676", "rule": "#C9C9C9",
})  # fmt: skip


def declarations(theme: Mapping[str, str]) -> str:
    """The theme as CSS custom properties."""
    return ";".join(f"--{name}:{colour}" for name, colour in theme.items())


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0–1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """WCAG contrast ratio of two colours, 1–21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)
