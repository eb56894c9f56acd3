"""The same batch on a cluster: Dask's scheduler in the shape that `batch` takes (extra `cluster`)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from understride.model import RequestError


@contextmanager
def executor(address: str) -> Iterator[Executor]:
    """Workers of the Dask scheduler at this address (`tcp://host:8786`); they must see the files by the same paths."""
    try:
        from distributed import Client
    except ImportError as error:
        raise RequestError(
            found="a wish for a cluster where Dask is not installed",
            needed="Dask's scheduler",
            do="Install it with: pip install 'understride[cluster]'.",
        ) from error
    try:
        client = Client(address, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise RequestError(
            found=f"no Dask scheduler at {address}",
            needed="a running one",
            do="Start it, or mend the address.",
        ) from error
    with client:
        made: Executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        yield made
