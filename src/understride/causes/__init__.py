"""From complaints and findings to ranked causes, each with what speaks for it, against it, and what is missing."""

from understride.causes.rank import rank

__all__ = ["rank"]
