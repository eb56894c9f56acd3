"""Small signs in front of state words; the word always stands beside them."""

from __future__ import annotations

from understride.report import svg

BOX = (0.0, 0.0, 36.0, 16.0)
_BAND = '<rect class="bd" x="7" y="2" width="19" height="12" rx="1.5"/>'
_DRAWN = {
    "inside": _BAND + '<circle class="dt B" cx="16.5" cy="8" r="3.6"/>',
    "outside": _BAND + '<circle class="dt B" cx="32" cy="8" r="3.6"/>',
    "cannot_tell": _BAND + '<path class="wi" d="M18 8H36"/><circle class="dh" cx="26" cy="8" r="3.4"/>',
    "chance": _BAND + '<path class="wi ch" d="M26 8H36"/><path class="dm B" d="M26 8l5-5 5 5-5 5z"/>',
    "empty": '<rect class="nb" x="7" y="2" width="19" height="12" rx="1.5"/>',
    "alone": '<path class="axl" d="M4 13.5H32"/><circle class="dt B" cx="18" cy="7" r="3.6"/>',
}
OF_STATE = {"against": "inside", "for": "outside", "open": "cannot_tell", "not_seen": "empty"}


def mark(name: str) -> str:
    """One of: inside, outside, cannot_tell, chance (beyond, but one of many), empty (not measured), alone (no band)."""
    return svg.decoration(box=BOX, body=_DRAWN[name], class_="mark")


def key() -> dict[str, str]:
    """The signs that the key under a group of strips explains."""
    drawn = {
        "band": '<rect class="bd" x="2" y="2" width="32" height="12"/><path class="bm" d="M18 2V14"/>',
        "dot": '<circle class="dt B" cx="18" cy="8" r="4.5"/>',
        "within": '<path class="ci" d="M4 8H32"/>',
        "days": '<path class="wi" d="M1 8H35"/>',
        "chance": '<path class="dm B" d="M12 8l6-6 6 6-6 6z"/>',
        "sides": '<circle class="dt R" cx="9" cy="8" r="4.5"/><circle class="dt L" cx="27" cy="8" r="4.2"/>',
    }
    return {name: svg.decoration(box=BOX, body=body, class_="mark") for name, body in drawn.items()}
