"""From a recording of a run and a complaint to a report that a runner can read and act on.

    import understride as us

    recording = us.read("run.c3d", static="standing.c3d")
    analysis = us.analyze(recording, complaints=[us.Complaint("low_back", side="left", intensity=6)])
    us.write_report(analysis, "report")

Every name is imported when it is first asked for, so `import understride` costs next to nothing. What is not in
`__all__` may change any day.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from understride.analysis import Analysis, Assessment, analyze, as_json, assess, assessment_json
    from understride.analysis.batch import batch
    from understride.analysis.comparison import Comparison, compare
    from understride.analysis.doors import angles, find, measure
    from understride.cli.demo import demo_file
    from understride.formats import read, write_c3d, write_csv_points, write_mot, write_trc
    from understride.gait import contacts
    from understride.interview import parse_answers, read_answers
    from understride.measures import MEASURES
    from understride.model import (
        Cause,
        Complaint,
        Contact,
        Contacts,
        Finding,
        Measured,
        Note,
        Points,
        Recording,
        RecordingError,
        RequestError,
        Runner,
        Side,
        Unavailable,
        UnderstrideError,
        Unit,
        Value,
        Verdict,
    )
    from understride.report.assessed import write_assessment
    from understride.report.page import page
    from understride.report.page import write as write_report

__all__ = [
    "MEASURES",
    "Analysis",
    "Assessment",
    "Cause",
    "Comparison",
    "Complaint",
    "Contact",
    "Contacts",
    "Finding",
    "Measured",
    "Note",
    "Points",
    "Recording",
    "RecordingError",
    "RequestError",
    "Runner",
    "Side",
    "Unavailable",
    "UnderstrideError",
    "Unit",
    "Value",
    "Verdict",
    "analyze",
    "angles",
    "as_json",
    "assess",
    "assessment_json",
    "batch",
    "compare",
    "contacts",
    "demo_file",
    "find",
    "measure",
    "page",
    "parse_answers",
    "read",
    "read_answers",
    "write_assessment",
    "write_c3d",
    "write_csv_points",
    "write_mot",
    "write_report",
    "write_trc",
]

_HOMES = {
    "MEASURES": ("understride.measures", "MEASURES"),
    "Analysis": ("understride.analysis", "Analysis"),
    "analyze": ("understride.analysis", "analyze"),
    "as_json": ("understride.analysis", "as_json"),
    "Assessment": ("understride.analysis", "Assessment"),
    "assess": ("understride.analysis", "assess"),
    "assessment_json": ("understride.analysis", "assessment_json"),
    "angles": ("understride.analysis.doors", "angles"),
    "batch": ("understride.analysis.batch", "batch"),
    "Comparison": ("understride.analysis.comparison", "Comparison"),
    "compare": ("understride.analysis.comparison", "compare"),
    "contacts": ("understride.gait", "contacts"),
    "demo_file": ("understride.cli.demo", "demo_file"),
    "find": ("understride.analysis.doors", "find"),
    "measure": ("understride.analysis.doors", "measure"),
    "parse_answers": ("understride.interview", "parse_answers"),
    "read_answers": ("understride.interview", "read_answers"),
    "write_assessment": ("understride.report", "write_assessment"),
    "page": ("understride.report", "page"),
    "read": ("understride.formats", "read"),
    "write_c3d": ("understride.formats", "write_c3d"),
    "write_csv_points": ("understride.formats", "write_csv_points"),
    "write_mot": ("understride.formats", "write_mot"),
    "write_report": ("understride.report", "write"),
    "write_trc": ("understride.formats", "write_trc"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for; names without a home of their own are in `model`."""
    if name == "__version__":
        return import_module("importlib.metadata").version("understride")
    if name not in __all__:
        raise AttributeError(f"understride has no {name!r}")
    module, there = _HOMES.get(name, ("understride.model", name))
    return getattr(import_module(module), there)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])
