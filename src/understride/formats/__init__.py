"""Every byte that enters or leaves: one file per format, marker sets as data, `read` to put them together."""

from understride.formats.reading import read

__all__ = ["read"]
