"""Contacts as events in a C3D, read back by our reader and by another one."""

from __future__ import annotations

import ezc3d
import pytest
from click.testing import CliRunner

import understride as us
from understride.cli import main
from understride.cli.contacts import with_events
from understride.model import FileEvent


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    file = tmp_path_factory.mktemp("events") / "events.c3d"
    done = CliRunner().invoke(main, ["contacts", str(us.demo_file()), "--write-c3d", str(file)])
    assert done.exit_code == 0, done.output
    return file


def test_another_reader_finds_the_contacts_as_events(written):
    found = us.contacts(run := us.read(us.demo_file()))
    events = ezc3d.c3d(str(written))["parameters"]["EVENT"]
    labels, sides = events["LABELS"]["value"], events["CONTEXTS"]["value"]
    seconds = events["TIMES"]["value"][0] * 60 + events["TIMES"]["value"][1] + run.points.start
    strikes = [
        (side.lower(), time)
        for label, side, time in zip(labels, sides, seconds, strict=True)
        if label == "Foot Strike"
    ]
    assert strikes == [(str(c.side), pytest.approx(c.landing, abs=1e-5)) for c in found.contacts]
    assert labels.count("Foot Off") == len(found.contacts)


def test_the_copy_holds_the_same_points(written):
    before, after = us.read(us.demo_file()).points, us.read(written).points
    shared = [name for name in before.names if name in after.names]
    assert len(shared) > 20
    assert after.frames == before.frames


def test_earlier_strikes_are_replaced_and_other_events_stay():
    contact = us.Contact(side=us.Side.LEFT, landing=1.0, leaving=1.2)
    before = [
        FileEvent(label="Foot Strike", side=us.Side.LEFT, time=0.9),
        FileEvent(label="Sync", side=None, time=1.1),
    ]
    after = with_events(before, us.Contacts(contacts=(contact,), method="force"))
    assert [(e.label, e.time) for e in after] == [("Foot Strike", 1.0), ("Sync", 1.1), ("Foot Off", 1.2)]


def test_an_output_that_is_the_input_is_refused(written):
    done = CliRunner().invoke(main, ["contacts", str(written), "--write-c3d", str(written)])
    assert done.exit_code == 2
    assert "also an input" in done.stderr
