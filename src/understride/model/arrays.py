"""Arrays that cannot be changed behind anyone's back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
else:
    Floats = object

K = TypeVar("K")
V = TypeVar("V")


def frozen(values: Floats) -> Floats:
    """The same numbers as a float array that refuses to be written to."""
    import numpy as np

    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def sealed(items: Mapping[K, V]) -> Mapping[K, V]:
    """The same mapping, read only, in the order given."""
    return MappingProxyType(dict(items))
