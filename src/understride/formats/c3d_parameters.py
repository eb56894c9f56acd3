"""The front of a C3D file: byte order, header, parameters; each pointer checked before it is followed.

Layout (c3d.org, user guide): a header of 512 bytes; a chain of groups and parameters in which every record
says where the next one begins; then the frames. Three kinds of computer wrote such files, each with its own
numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 512  # bytes; C3D counts places in blocks, from 1
MAGIC = 0x50  # second byte of header and of the parameter section
MOST_RECORDS = 20_000  # real files have a few hundred; keeps a forged chain from taking minutes
KINDS = (-1, 1, 2, 4)  # text, byte, 16-bit integer, 32-bit float: the absolute value is the size in bytes
READ_GROUPS = (b"POINT", b"ANALOG", b"FORCE_PLATFORM", b"EVENT")


class DamagedError(Exception):
    """What is wrong with the bytes; `read` adds the file's name and makes a `RecordingError` of it."""

    def __init__(
        self,
        found: str,
        needed: str = "a whole, undamaged C3D file",
        do: str = "Copy it again from where it was recorded, or export it again.",
    ) -> None:
        super().__init__(found)
        self.found, self.needed, self.do = found, needed, do


@dataclass(frozen=True, slots=True)
class Order:
    """How a kind of computer writes numbers: byte order of integers, and VAX floats or IEEE ones."""

    name: str
    mark: str
    vax: bool = False

    def integers(self, data: bytes, *, signed: bool = True) -> NDArray[Any]:
        """16-bit integers, as a view on the bytes."""
        return np.frombuffer(data, f"{self.mark}{'i' if signed else 'u'}2")

    def floats(self, data: bytes | memoryview) -> NDArray[Any]:
        """32-bit floats: a view on the bytes, or converted from VAX F-floats."""
        return _from_vax(data) if self.vax else np.frombuffer(data, f"{self.mark}f4")


def _from_vax(data: bytes | memoryview) -> NDArray[np.float32]:
    """VAX F-floats as IEEE floats.

    The two 16-bit halves are exchanged, and the same exponent bits mean a number four times smaller. Below
    the smallest IEEE number they become 0.
    """
    halves = np.frombuffer(data, "<u2").reshape(-1, 2)
    bits = halves[:, 0].astype(np.uint32) << np.uint32(16)
    bits |= halves[:, 1]
    tiny = ((bits >> np.uint32(23)) & np.uint32(0xFF)) <= 2
    bits -= np.uint32(2 << 23)
    bits[tiny] = 0
    return bits.view(np.float32)


ORDERS = {84: Order("Intel", "<"), 85: Order("DEC", "<", vax=True), 86: Order("MIPS", ">")}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of the parameter section. dims: the first varies fastest, as in the file."""

    kind: int
    dims: tuple[int, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters by (group, name), in capitals. end: first byte behind the section."""

    order: Order
    items: Mapping[tuple[str, str], Parameter]
    end: int

    def has(self, group: str) -> bool:
        """Whether any parameter of this group is there."""
        return any(found == group for found, _ in self.items)

    def numbers(self, group: str, name: str, *, unsigned: bool = False) -> NDArray[np.float64]:
        """All numbers of a parameter and its continuations (`NAME2`, `NAME3` …), flat; empty if none.

        unsigned: read 16-bit integers as 0…65535, as counts are meant.
        """
        parts = [self._flat(item, unsigned=unsigned) for item in self._all(group, name) if item.kind != -1]
        return np.concatenate(parts) if parts else np.empty(0)

    def number(self, group: str, name: str, *, unsigned: bool = False) -> float | None:
        """The first number of a parameter, or None."""
        values = self.numbers(group, name, unsigned=unsigned)
        return float(values[0]) if values.size else None

    def array(self, group: str, name: str) -> NDArray[np.float64]:
        """Numbers in the shape the file gives, without continuations; empty if there are none."""
        item = self.items.get((group, name))
        if item is None or item.kind == -1 or not item.dims:
            return np.empty(0)
        return self._flat(item, unsigned=False).reshape(item.dims, order="F")

    def texts(self, group: str, name: str) -> list[str]:
        """All texts of a parameter and its continuations, without padding."""
        return [text for item in self._all(group, name) for text in _texts(item)]

    def _all(self, group: str, name: str) -> Iterator[Parameter]:
        item = self.items.get((group, name))
        count = 1
        while item is not None:
            yield item
            count += 1
            item = self.items.get((group, f"{name}{count}"))

    def _flat(self, item: Parameter, *, unsigned: bool) -> NDArray[np.float64]:
        if item.kind == 4:
            return self.order.floats(item.data).astype(np.float64)
        if item.kind == 2:
            return self.order.integers(item.data, signed=not unsigned).astype(np.float64)
        return np.frombuffer(item.data, np.uint8).astype(np.float64)


def _texts(item: Parameter) -> Iterator[str]:
    if item.kind != -1 or not item.data:
        return
    length = item.dims[0] if item.dims else 1
    for begin in range(0, len(item.data), length):
        yield text(item.data[begin : begin + length])


def text(data: bytes) -> str:
    """Letters of a fixed field, without its padding: UTF-8 if it is that, else Latin-1."""
    try:
        letters = data.decode("utf-8")
    except UnicodeDecodeError:
        letters = data.decode("latin-1")
    return letters.replace("\0", " ").strip()


def parameters(data: bytes) -> Parameters:
    """The parameter section of a whole file."""
    begin = (data[0] - 1) * BLOCK
    if begin < BLOCK or begin + 4 > len(data):
        raise DamagedError(
            f"its first byte puts the parameters at block {data[0]}, which this file does not have"
        )
    order = ORDERS.get(data[begin + 3])
    if order is None:
        raise DamagedError(
            f"its numbers are of kind {data[begin + 3]}, which no C3D file uses",
            "kind 84 (Intel), 85 (DEC) or 86 (MIPS)",
        )
    groups: dict[int, str] = {}
    found: dict[tuple[int, str], Parameter] = {}
    end = begin + 4
    for name, number, content, behind in _records(data, begin + 4, order):
        end = behind
        if number < 0:
            groups.setdefault(-number, name)
        else:
            found.setdefault((number, name), _parameter(data, content))
    for number, name in found:
        if number not in groups:
            raise DamagedError(f"its parameter {_shown(name)} belongs to no group")
    named = {(groups[group], name): item for (group, name), item in found.items()}
    _nothing_lost(data, end, begin + data[begin + 2] * BLOCK, set(groups.values()))
    return Parameters(order, named, end)


def _records(data: bytes, position: int, order: Order) -> Iterator[tuple[str, int, int, int]]:
    """Each record of the chain: name, id (negative for groups), first byte of its content and behind it."""
    for _ in range(MOST_RECORDS):
        if position + 2 > len(data):
            raise DamagedError("its parameters run past the end of the file")
        length = abs(int.from_bytes(data[position : position + 1], signed=True))
        number = int.from_bytes(data[position + 1 : position + 2], signed=True)
        if length == 0 or number == 0:
            return
        pointer = position + 2 + length
        if pointer + 3 > len(data):
            raise DamagedError("its parameters run past the end of the file")
        name = data[position + 2 : pointer].decode("latin-1").strip().upper()
        step = int.from_bytes(data[pointer : pointer + 2], "big" if order.mark == ">" else "little")
        value_end, own_end = _ends(data, pointer, number)
        following = pointer + step if step else own_end
        if value_end > following or (value_end < following and own_end > following):
            raise DamagedError(f"its parameter {_shown(name)} overlaps with the next one")
        if following > len(data):
            raise DamagedError("its parameters run past the end of the file")
        if any(data[own_end:following]):
            raise DamagedError(f"its parameter {_shown(name)} points past others")
        yield name, number, pointer + 2, following
        if not step:
            return
        position = following
    raise DamagedError(f"it lists more than {MOST_RECORDS} parameters")


def _ends(data: bytes, pointer: int, number: int) -> tuple[int, int]:
    """Where a record ends by its own content, not its pointer: behind its value, behind its description.

    Old writers leave out an empty description; then the pointer leads to the first of the two.
    """
    place = pointer + 2
    if number > 0:
        _, place = _extent(data, place)
    return place, place + 1 + data[place] if place < len(data) else place


def _extent(data: bytes, content: int) -> tuple[tuple[int, ...], int]:
    """Dimensions of a value, and the first byte behind it."""
    if content + 2 > len(data):
        raise DamagedError("its parameters run past the end of the file")
    kind = int.from_bytes(data[content : content + 1], signed=True)
    if kind not in KINDS:
        raise DamagedError(f"one of its parameters has the unknown type {kind}")
    dims = tuple(data[content + 2 : content + 2 + data[content + 1]])
    size = abs(kind)
    for dim in dims:
        size *= dim
    return dims, content + 2 + data[content + 1] + size


def _parameter(data: bytes, content: int) -> Parameter:
    dims, behind = _extent(data, content)
    kind = int.from_bytes(data[content : content + 1], signed=True)
    return Parameter(kind, dims, data[content + 2 + len(dims) : behind])


def _nothing_lost(data: bytes, end: int, section_end: int, groups: set[str]) -> None:
    """Refuse a chain that stops early: the record of a group we need stands behind its end, and none before.

    What else stands there is no concern: some writers leave old bytes in the rest of the last block.
    """
    rest = data[end:section_end]
    for group in READ_GROUPS:
        place = rest.find(group)
        named = place > 2 and rest[place - 2] in (len(group), 256 - len(group)) and rest[place - 1] >= 128
        if (named or place == 2) and group.decode() not in groups:
            raise DamagedError(f"its list of parameters breaks off before the group {group.decode()}")


def _shown(name: str) -> str:
    """A name that may be garbage, safe and short enough for a sentence."""
    clean = "".join(letter if letter.isascii() and letter.isprintable() else "?" for letter in name)
    return clean if len(clean) <= 40 else clean[:40] + "…"
