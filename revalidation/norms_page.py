"""The page about the norm: every runner judged by the others, and the norm itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from understride.findings import reference
from understride.findings.bands import Run
from understride.findings.judge import judge_against
from understride.findings.norms import SPEED_ERROR, Source, few_men, of_people
from understride.findings.reference import Reference
from understride.model import Finding, Side, Verdict
from understride.words.sentences import CHANCE

if TYPE_CHECKING:
    from revalidation.norms import Person

ASKED = (90.0, 98.0)  # % of values inside the plain band
COMMAND = "python -m revalidation.norms FOLDER PARTICIPANTS"


class Seen:
    """What the left-out runners came to; findings by runner, and whether plain values lay inside the plain band.

    by_feet: of every run, judged at the speed that the feet showed: values judged, findings.
    """

    def __init__(self) -> None:
        self.inside: dict[tuple[str, bool], list[bool]] = defaultdict(list)
        self.verdicts: dict[str, list[tuple[float, int, int, int, int]]] = {}
        self.worst: list[tuple[float, str]] = []
        self.found: list[str] = []
        self.by_feet: list[tuple[int, int]] = []


def page(everyone: Sequence[Person], rows: Sequence[Sequence[str]]) -> str:
    """The whole page."""
    seen = left_out(everyone)
    parts = [
        _head(everyone),
        *_verdicts(everyone, seen),
        *_coverage(seen),
        _speeds(everyone, seen),
        *_norm(rows),
    ]
    return "\n".join(parts) + "\n"


def left_out(everyone: Sequence[Person]) -> Seen:
    """Every runner judged by a norm that is made of all the others."""
    from revalidation.norms import table, who

    seen = Seen()
    men = few_men(reference.FILE)
    for one in everyone:
        others = [other for other in everyone if other is not one]
        norm = of_people(_table(table(others)), who(others))
        seen.verdicts[one.name] = [_judge(one, speed, norm, men, seen) for speed in one.rows]
    return seen


def _table(rows: Sequence[Sequence[str]]) -> Reference:
    """Rows as the judge reads them: through a file, as it does."""
    from revalidation.norms import write

    with TemporaryDirectory() as folder:
        file = Path(folder) / "norm.csv"
        write(file, rows)
        return reference.read(file)


def _judge(
    one: Person, speed: float, norm: Source, men: Source, seen: Seen
) -> tuple[float, int, int, int, int]:
    """Speed, values judged, findings by the seven men, by this norm before and after the correction."""

    def against(source: Source, at: float = speed) -> tuple[Finding, ...]:
        return judge_against(one.rows[speed], Run(speed=at, dialect="rbds", static=True, sources=(source,)))

    found = [finding for finding in against(norm) if finding.band is not None]
    by_feet = against(norm, one.by_feet[speed])
    seen.by_feet.append((sum(f.counts for f in by_feet), sum(f.verdict is Verdict.OUTSIDE for f in by_feet)))
    for finding in found:
        assert finding.band is not None
        _note(finding, one, speed, seen)
    plain = [f for f in found if f.verdict is Verdict.OUTSIDE or f.why.endswith(CHANCE)]
    outside = [f for f in found if f.verdict is Verdict.OUTSIDE]
    seen.found += [f"{one.name} {speed:g} m/s: {_name(f)}" for f in outside]
    by_men = sum(f.verdict is Verdict.OUTSIDE or f.why.endswith(CHANCE) for f in against(men))
    return speed, sum(f.counts for f in found), by_men, len(plain), len(outside)


def _note(finding: Finding, one: Person, speed: float, seen: Seen) -> None:
    band = finding.band
    assert band is not None
    key = (finding.measure, finding.side is Side.LEFT_MINUS_RIGHT)
    seen.inside[key].append(band.low <= finding.value <= band.high)
    far = abs(finding.value - band.mean) / (band.high - band.mean)
    told = ", earlier injury" if one.injured else ""
    seen.worst.append((far, f"{one.name} {speed:g} m/s{told} | {_name(finding)}"))


def _name(finding: Finding) -> str:
    return f"`{finding.measure}`" + (f" {str(finding.side).replace('_', ' ')}" if finding.side else "")


def _head(everyone: Sequence[Person]) -> str:
    injured = sum(one.injured for one in everyone)
    youngest, oldest = (f(one.age for one in everyone) for f in (min, max))
    return f"""# The norm of pelvis and legs

Made by `{COMMAND}`; do not edit.
{len(everyone)} men of {youngest} to {oldest} years on a treadmill at 2.5, 3.5 and 4.5 m/s; {injured} of them had an
earlier injury (told by themselves), none was injured on the day. The band of a next runner is mean ± t·SD·√(1+1/n),
both linear in speed between the three. Left minus right of a next runner stays within t(n) times its root mean square,
or within the healthy 95th percentile of its size (rank 0.95·(n+1) of all) where that is larger: the first is too small
where a few runners differ much more than the rest. In each line below the runner is left out of the norm that judges
him."""


def _verdicts(everyone: Sequence[Person], seen: Seen) -> Iterator[str]:
    yield """
## How many findings a runner gets who is left out (asked: one at most, on average)

*band*: interval of the value (strides and days) wholly beyond the band. *findings*: those of them that stand out among
all values looked at in that run (half a finding in a run by chance alone). *seven men*: beyond the band of the
reference that was used before.

| runner | earlier injury | values | seven men 2.5 · 3.5 · 4.5 | band 2.5 · 3.5 · 4.5 | findings 2.5 · 3.5 · 4.5 |
|---|---|---|---|---|---|"""
    for one in everyone:
        runs = seen.verdicts[one.name]
        cells = [" · ".join(str(run[i]) for run in runs) for i in (2, 3, 4)]
        yield f"| {one.name} | {'yes' if one.injured else 'no'} | {runs[0][1]} | {' | '.join(cells)} |"
    for label, chosen in (
        ("all", everyone),
        ("no earlier injury", [one for one in everyone if not one.injured]),
    ):
        means = np.array([run[2:] for one in chosen for run in seen.verdicts[one.name]]).mean(axis=0)
        yield f"| **{label}, mean of a run** | | | {means[0]:.2f} | {means[1]:.2f} | {means[2]:.2f} |"
    yield "\nFindings: " + ("; ".join(seen.found) or "none") + "."


def _coverage(seen: Seen) -> Iterator[str]:
    def share(difference: bool) -> float:
        found = [v for (_, kind), values in seen.inside.items() if kind is difference for v in values]
        return 100 * float(np.mean(found))

    low, high = ASKED
    yield f"""
## Coverage of the plain 95 % band (asked: {low:g} to {high:g} %)

Values of the left-out runner inside the band itself, without error: **{share(False):.1f} %** of single values,
**{share(True):.1f} %** of left minus right. By measure (57 runs, both sides):

| measure | inside % | left − right inside % |
|---|---|---|"""
    names = dict.fromkeys(name for name, _ in seen.inside)
    beyond: list[str] = []
    both_beyond: list[str] = []
    for name in names:
        single, both = (seen.inside.get((name, kind)) for kind in (False, True))
        cells = [f"{100 * np.mean(values):.1f}" if values else "–" for values in (single, both)]
        yield f"| `{name}` | {' | '.join(cells)} |"
        for values, missed in ((single, beyond), (both, both_beyond)):
            if values and not low <= 100 * np.mean(values) <= high:
                missed.append(f"`{name}` {100 * np.mean(values):.1f}")
    yield f"\nNot within {low:g} to {high:g} %: single values in {len(beyond)} ({', '.join(beyond) or 'none'}), left"
    yield f"minus right in {len(both_beyond)} ({', '.join(both_beyond) or 'none'})."
    yield """
One runner is 5.3 % of a line, and his three speeds are much alike: a measure in which two of nineteen lie outside at
all speeds has 89 %, and one in which a single run of the 57 does has 98.2 %. Farthest out, in half widths of the band:

| half widths | runner | measure |
|---|---|---|"""
    for far, what in sorted(seen.worst, reverse=True)[:12]:
        yield f"| {far:.2f} | {what} |"


def _speeds(everyone: Sequence[Person], seen: Seen) -> str:
    ratio = np.array([found / speed for one in everyone for speed, found in one.by_feet.items()])
    spans = [[one.by_feet[speed] for one in everyone] for speed in everyone[0].by_feet]
    ranges = ", ".join(f"{min(span):.2f} to {max(span):.2f}" for span in spans)
    judged = [findings for values, findings in seen.by_feet if values]
    mean, least, most = (
        f"{100 * share:+.1f}" for share in (ratio.mean() - 1, ratio.min() - 1, ratio.max() - 1)
    )
    spread, beyond = f"{100 * ratio.std(ddof=1):.1f}", f"{100 * SPEED_ERROR:g}"
    return f"""
## Speed

The norm stands at the speeds that the belt was set to. The feet on it showed {ranges} m/s:
{mean} ± {spread} % from them, {least} to {most} %; whether belt or feet are off cannot be told.
So a speed up to {beyond} % beyond the ends still counts as the end, and what lies further out is not compared.
Judged at the speed by the feet instead of that of the belt, {len(judged)} of {len(seen.by_feet)} runs are judged, with
{np.mean(judged):.2f} findings on average."""


def _norm(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield """
## The norm

Degrees, metres, seconds. Ankle and `hip_rotation_at_leaving`: running minus standing.

| measure | m/s | mean ± SD | n | left − right stays within | healthy P95 |
|---|---|---|---|---|---|"""
    for name, _, speed, mean, sd, n, within, p95 in rows:
        yield f"| `{name}` | {speed} | {mean} ± {sd} | {n} | {within or '–'} | {p95 or '–'} |"
