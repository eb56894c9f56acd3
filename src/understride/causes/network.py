"""The network that is reasoned over, as data: `understride.network/1`, read strictly and written plainly.

Causes are independent beforehand. A finding is true with P = 1 − (1 − leak) · Π (1 − p) over the causes that are
there: leaky noisy-OR. What was observed of it is a pair of likelihoods, [if absent, if present]; [1, 1] = nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from understride.knowledge.shape import misfits, nearest
from understride.knowledge.strict import Fault, parse
from understride.model import RequestError

SCHEMA: Final = "understride.network/1"
Probability = Annotated[float, Meta(ge=0.0, le=1.0)]
Weight = Annotated[float, Meta(ge=0.0)]
Name = Annotated[str, Meta(min_length=1)]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of every record: immutable, keywords only, nothing unknown."""


class CauseNode(Record, frozen=True, kw_only=True):
    """A cause that is there or not. prior: the probability before anything was observed."""

    id: Name
    prior: Probability


class FindingNode(Record, frozen=True, kw_only=True):
    """Something true or not. links: cause → probability that this cause alone brings it about.

    leak: the probability that it is true without any of them. likelihood: of what was observed, [if absent, if
    present]; only their ratio counts.
    """

    id: Name
    leak: Probability
    links: dict[str, Probability]
    likelihood: tuple[Weight, ...]


class Network(Record, frozen=True, kw_only=True):
    """Causes and findings; every id once, every link to a cause that is there."""

    schema: Literal["understride.network/1"] = SCHEMA
    causes: tuple[CauseNode, ...]
    findings: tuple[FindingNode, ...]


def read(text: str, *, name: str) -> Network:
    """A network from JSON or YAML. name: of the file, for what is said when it is wrong: all faults at once."""
    document = parse(text, file=name)
    found = list(document.faults)
    if not found:
        found = [
            Fault(file=name, path=path, message=said) for path, said in misfits(document.content, Network)
        ]
    network = None if found else msgspec.convert(document.content, Network)
    if network is not None:
        found = [Fault(file=name, path=path, message=said) for path, said in _loose_ends(network)]
    if network is None or found:
        said = "; ".join(fault.at(document.lines.get(fault.path)) for fault in found)
        raise RequestError(
            found=said, needed=f"a network as {SCHEMA} says", do="Mend what is named, then run it again."
        )
    return network


def checked(network: Network) -> Network:
    """The same network, if every id stands once and every link leads to a cause; else a clear refusal."""
    said = [f"{'.'.join(str(key) for key in path)}: {message}" for path, message in _loose_ends(network)]
    if said:
        raise RequestError(
            found="; ".join(said), needed=f"a network as {SCHEMA} says", do="Mend what is named."
        )
    return network


def as_json(network: Network) -> bytes:
    """The file that anyone can reason over: same network, same bytes."""
    return msgspec.json.format(msgspec.json.encode(network, order="deterministic"), indent=1) + b"\n"


def _loose_ends(network: Network) -> Iterator[tuple[tuple[str | int, ...], str]]:
    causes = [cause.id for cause in network.causes]
    known = set(causes)
    seen: set[str] = set()
    for i, cause in enumerate(network.causes):
        if cause.id in seen:
            yield ("causes", i, "id"), f"the cause {cause.id!r} stands here twice"
        seen.add(cause.id)
    seen = set()
    for i, finding in enumerate(network.findings):
        if finding.id in seen:
            yield ("findings", i, "id"), f"the finding {finding.id!r} stands here twice"
        seen.add(finding.id)
        for linked in finding.links.keys() - known:
            yield ("findings", i, "links"), f"no cause is called {linked!r}{nearest(linked, causes)}"
        if len(finding.likelihood) != len(("if absent", "if present")):
            yield ("findings", i, "likelihood"), "two numbers are needed: [if absent, if present]"
        if not all(isfinite(weight) for weight in finding.likelihood) or not any(finding.likelihood):
            yield ("findings", i, "likelihood"), "one of the two has to be above zero, and both finite"
