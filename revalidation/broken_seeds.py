"""Good files of every format to be broken: made up, and the shared ones, shortened."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from understride import synth
from understride.formats import write_c3d, write_csv_points, write_mot, write_trc
from understride.model import FileEvent, Side

LONGEST = 400_000  # bytes of a shared text; a C3D is cut in its own way
Files = dict[str, tuple[tuple[str, bytes], ...]]


def made_up() -> Files:
    """One small file of each format that we can write, and Qualisys and RBDS text by hand."""
    made = synth.runner(seconds=3.0, rate_hz=100.0, force_rate_hz=300.0)
    run = made.recording
    with TemporaryDirectory() as place:
        folder = Path(place)
        events = [FileEvent(label="Foot Strike", side=Side.LEFT, time=0.5)]
        write_c3d(folder / "run.c3d", run.points, force=run.force, events=events, mass=70.0)
        write_trc(folder / "run.trc", run.points)
        write_csv_points(folder / "run.csv", run.points)
        times = np.arange(200) / 100.0
        write_mot(folder / "run.mot", ["ground_force_vy"], times, np.ones((200, 1)), in_degrees=False)
        held = {name: (folder / name).read_bytes() for name in ("run.c3d", "run.trc", "run.csv", "run.mot")}
    return {
        "c3d": (("run.c3d", held["run.c3d"]),),
        "trc": (("run.trc", held["run.trc"]),),
        "csv": (("run.csv", held["run.csv"]),),
        "mot": (("run.mot", held["run.mot"]),),
        "qualisys": (("run.tsv", _qualisys()),),
        "rbds_text": (("run.txt", _rbds_text()),),
        "zip": (("run.zip", _zip(held)),),
    }


def shared(data: Path) -> Files:
    """Real files, their text cut after a whole line."""
    places = {
        "trc": ["dorn/run0350cms.trc", *(f"odd/{p.name}" for p in sorted((data / "odd").glob("*.trc")))],
        "mot": ["dorn/run0350cms_ik.mot", "hamner/subject01/Run_2_grf.mot"],
        "qualisys": ["jdavis/JDX_S999_run_0021.tsv", "jdavis/JDX_S999_run_0021_f_1.tsv"],
        "rbds_text": ["bmcric/RBDS032runT35markers.txt", "bmcric/RBDS001runT25forces.txt"],
    }
    found = {
        kind: tuple((Path(name).name, _short(data / name)) for name in names)
        for kind, names in places.items()
    }
    pictures = [*sorted((data / "pig").glob("*.c3d"))[:1], *sorted((data / "ric").glob("*_run.c3d"))[:1]]
    found["c3d"] = tuple((path.name, _short_c3d(path)) for path in pictures)
    return found


def _short(path: Path) -> bytes:
    data = path.read_bytes()[:LONGEST]
    return data[: data.rfind(b"\n") + 1]


def _short_c3d(path: Path) -> bytes:
    """The first 300 frames, with a header that says so."""
    data = bytearray(path.read_bytes())
    words = np.frombuffer(bytes(data[:24]), "<u2")
    points, analog, first, last, start = (int(words[k]) for k in (1, 2, 3, 4, 8))
    size = 4 if np.frombuffer(bytes(data[12:16]), "<f4")[0] < 0 else 2
    frames = min(300, last - first + 1)
    data[8:10] = (first + frames - 1).to_bytes(2, "little")
    return bytes(data[: (start - 1) * 512 + frames * (4 * points + analog) * size])


def _qualisys() -> bytes:
    names = ("heel_B_R", "toe_R", "heel_B_L", "toe_L")
    head = [
        "NO_OF_FRAMES\t60", "NO_OF_CAMERAS\t8", f"NO_OF_MARKERS\t{len(names)}", "FREQUENCY\t100",
        "NO_OF_ANALOG\t0", "ANALOG_FREQUENCY\t0", "DESCRIPTION\t--", "TIME_STAMP\t2022-01-01, 12:00:00",
        "DATA_INCLUDED\t3D", "MARKER_NAMES\t" + "\t".join(names),
    ]  # fmt: skip
    rows = ["\t".join(f"{100 * k + 7 * i:.3f}" for k in range(3 * len(names))) for i in range(60)]
    return ("\r\n".join([*head, *rows]) + "\r\n").encode()


def _rbds_text() -> bytes:
    names = [
        f"{label}{axis}" for label in ("R.Heel.Bottom", "L.Heel.Bottom", "R.MT1", "L.MT1") for axis in "XYZ"
    ]
    rows = ["\t".join(f"{i / 150 + k:.4f}" for k in range(len(names) + 1)) for i in range(80)]
    return ("\t".join(["Time", *names]) + "\n" + "\n".join(rows) + "\n").encode()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("run.trc", "run.mot"):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), files[name])
    return out.getvalue()
