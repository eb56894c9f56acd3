"""Every shared recording through `analyze`: sane results, or a sentence why not.

    python revalidation/recordings.py DATA

DATA: the unpacked shared recordings. Writes `docs/tables/recordings.md`. A look at the worst cases, not at the mean:
the last lines of the table's page name the extremes of every column.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import understride as us
from understride import gait
from understride.gait.segments import Followed
from understride.model import Side, Unavailable, Value

TABLE = Path(__file__).parent.parent / "docs" / "tables" / "recordings.md"
WORST = 12
SHOWN = (
    ("step_rate", None, "steps/min", 0),
    ("stance_time", Side.RIGHT, "stance R s", 3),
    ("stance_time", Side.LEFT, "stance L s", 3),
    ("pelvis_yaw_range", None, "pelvis turn °", 1),
    ("thorax_in_pelvis_yaw_range", None, "twist °", 1),
    ("phase_shoulders_legs", None, "shoulders behind legs °", 0),
    ("hip_flexion_range", Side.RIGHT, "hip range R °", 1),
    ("hip_flexion_range", Side.LEFT, "hip range L °", 1),
    ("knee_flexion_stance_peak", Side.RIGHT, "knee R °", 1),
    ("peak_vertical_force", Side.RIGHT, "peak R BW", 2),
)


@dataclass(frozen=True, slots=True)
class Job:
    """A recording with the files that belong to it."""

    name: str
    path: Path
    static: Path | None = None
    forces: tuple[Path, ...] = ()


def jobs(data: Path) -> Iterator[Job]:
    """All shared recordings that might be a run, by set."""
    for path in sorted(data.glob("rbds/*/*run*.c3d")):
        yield Job(f"rbds {path.stem}", path, path.with_name(path.stem.split("run")[0] + "static.c3d"))
    for path in sorted(data.glob("hamner/*/Run_?.trc")):
        static = path.with_name("static.trc")
        force = path.with_name(path.stem + "_grf.mot")
        yield Job(
            f"hamner {path.parent.name} {path.stem}", path, static if static.exists() else None, (force,)
        )
    for path in sorted(data.glob("jdavis/*_0021.tsv")):
        yield Job(f"jdavis {path.stem}", path, None, tuple(sorted(path.parent.glob(path.stem + "_f_?.tsv"))))
    for name in ("run0350cms.trc", "run0900cms.trc", "JA1Gait35_metres.trc", "JA1Gait35.c3d"):
        path = data / "dorn" / name
        yield Job(f"dorn {name}", path, data / "dorn" / "static.trc")
    for path in sorted(data.glob("ric/*_run.c3d")):
        yield Job(f"ric {path.stem}", path, path.with_name(path.name.replace("_run", "_static")))
    text = data / "bmcric"
    yield Job("bmcric RBDS001runT25 (text)", text / "RBDS001runT25markers.txt", text / "RBDS001static.txt",
              (text / "RBDS001runT25forces.txt",))  # fmt: skip
    yield Job("bmcric RBDS032runT35 (text)", text / "RBDS032runT35markers.txt", text / "RBDS032static.txt")
    yield Job("bmcric RBDS001runT35_rot", text / "RBDS001runT35_rot.c3d", text / "RBDS001static_rot.c3d")
    for path in sorted(data.glob("pig/*.c3d")) + sorted(data.glob("odd/*.trc")):
        yield Job(f"{path.parent.name} {path.name}", path)


def main(data: Path) -> None:
    rows: list[str] = []
    refused: list[str] = []
    clusters: list[tuple[str, Followed]] = []
    extremes: dict[str, list[tuple[float, str]]] = {}
    started = time.perf_counter()
    for job in jobs(data):
        try:
            recording = us.read(job.path, static=job.static, forces=job.forces or None)
            analysis = us.analyze(recording)
        except us.UnderstrideError as sentence:
            refused.append(f"| {job.name} | {sentence} |")
            continue
        values = {(row.measure, row.side): row.result for row in analysis.measured}
        cells = []
        for name, side, title, digits in SHOWN:
            result = values[name, side]
            if isinstance(result, Value):
                cells.append(f"{result.value:.{digits}f}")
                extremes.setdefault(title, []).append((result.value, job.name))
            else:
                cells.append("–")
        clusters += [(job.name, one) for one in gait.motion(recording, analysis.contacts).followed]
        rows.append(f"| {job.name} | {about(analysis)} | {' | '.join(cells)} |")
    TABLE.write_text("\n".join([*page(rows, refused, extremes), *loosest(clusters)]) + "\n", encoding="utf-8")
    print(
        f"{len(rows)} analysed, {len(refused)} refused with a sentence, {time.perf_counter() - started:.0f} s"
    )


def about(analysis: us.Analysis) -> str:
    """Dialect, speed, contacts, strides and how much could be measured."""
    contacts, speed = analysis.contacts, analysis.speed
    given = sum(isinstance(row.result, Value) for row in analysis.measured)
    missing = sum(isinstance(row.result, Unavailable) for row in analysis.measured)
    judged = "" if contacts.judged else " (unjudged)"
    left, right = analysis.strides[Side.LEFT], analysis.strides[Side.RIGHT]
    pace = f"{speed.value:.2f}" if speed else "–"
    verdicts = [finding.verdict for finding in analysis.findings]
    out = verdicts.count(us.Verdict.OUTSIDE)
    return f"{pace} | {contacts.method}{judged} | {left}/{right} | {len(analysis.dropped)} | {given}/{missing} | {out}"


def page(rows: list[str], refused: list[str], extremes: dict[str, list[tuple[float, str]]]) -> list[str]:
    titles = " | ".join(title for _, _, title, _ in SHOWN)
    lines = [
        "# Every shared recording",
        "",
        "Made by `python revalidation/recordings.py DATA`. No speed, mass or height was given. *given/none*: values",
        "and reasons why not, over all sides. *outside*: findings, that is beyond the band of the norm (pelvis, legs)",
        "or of the reference of few men (the rest) by more than the error, and standing out among all values of the",
        "run. The norm reaches to 4.5 m/s and, for a speed from the feet, 2 % farther: belts said to run at 4.5 are",
        "measured at up to 4.61; beyond 4.59 nothing is compared.",
        "",
        f"| recording | m/s | contacts by | strides L/R | dropped | given/none | outside | {titles} |",
        "|" + "---|" * (7 + len(SHOWN)),
        *rows,
        "",
        "## Refused, in one sentence",
        "",
        "| recording | sentence |",
        "|---|---|",
        *refused,
        "",
        "## Extremes",
        "",
        "| column | lowest | highest |",
        "|---|---|---|",
    ]
    for title, found in extremes.items():
        low, high = min(found), max(found)
        lines.append(f"| {title} | {low[0]:.3g} ({low[1]}) | {high[0]:.3g} ({high[1]}) |")
    return lines


def loosest(clusters: list[tuple[str, Followed]]) -> list[str]:
    """The clusters that kept their shape worst, and all that were lost in some frames."""
    ranked = sorted(clusters, key=lambda found: (found[1].lost, found[1].largest), reverse=True)
    lost = sum(one.lost > 0 for _, one in clusters)
    lines = [
        "",
        "## Segments that kept their shape worst",
        "",
        f"{len(clusters)} clusters carry points of the standing trial; {lost} of them scatter too much in some frames",
        "([definitions](../definitions.md), *A segment that gives way*), and nothing is read off what they carry.",
        f"Median of all medians {1000 * median(one.median for _, one in clusters):.1f} mm. The worst {WORST}:",
        "",
        "| recording | segment | points | median scatter mm | largest mm | frames lost % |",
        "|---|---|---|---|---|---|",
    ]
    return lines + [
        f"| {name} | {one.segment.replace('_', ' ')} | {one.points} | {1000 * one.median:.1f} "
        f"| {1000 * one.largest:.1f} | {100 * one.lost:.1f} |"
        for name, one in ranked[:WORST]
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
