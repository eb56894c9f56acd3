"""Every byte that enters or leaves: one file per format, marker sets as data, `read` to put them together."""

from understride.formats.c3d_write import write_c3d
from understride.formats.csv_points import write_csv_points
from understride.formats.mot import write_mot
from understride.formats.reading import read
from understride.formats.trc import write_trc

__all__ = ["read", "write_c3d", "write_csv_points", "write_mot", "write_trc"]
