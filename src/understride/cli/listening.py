"""A lesson in the terminal: the words follow, one key does each thing, and the place is kept.

The sound goes to a player of the system, a WAV at a time from where one is, so that any plain player will do. Without
one the words still come in their time, to be read aloud by someone.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import answers_kept, lesson_audio
from understride.model import RequestError, Runner

if TYPE_CHECKING:
    from understride.lessons import Opened
    from understride.lessons.voice.rendering import Rendered
    from understride.lessons.voice.timeline import Timeline

STEP = 15.0  # s
MORE_TIME = 1.5
SPEEDS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3)
KEPT_EVERY = 5.0  # s
TICK = 0.1  # s
PLAYERS = (
    ("mpv", "--really-quiet", "--no-video", "{file}"),
    ("ffplay", "-loglevel", "quiet", "-nodisp", "-autoexit", "{file}"),
    ("afplay", "{file}"),
    ("paplay", "{file}"),
    ("pw-play", "{file}"),
    ("aplay", "-q", "{file}"),
)
HELP = "space play or pause · , and . 15 s · a again · n p part · m more time · + - speed · q leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where the listener is: the one thing that keys change. at: seconds of the lesson as written by `timeline`."""

    at: float = 0.0
    playing: bool = True
    more: bool = False
    speed: float = 1.0
    left: bool = False

    def pressed(self, key: str, timeline: Timeline) -> State:
        """The state after a key; any other key changes nothing."""
        act = KEYS.get(key)
        return self if act is None else act(self, timeline)

    def moved(self, to: float, timeline: Timeline) -> State:
        """At another second, within the lesson."""
        return replace(self, at=min(max(0.0, to), timeline.seconds))


def _chapter(state: State, timeline: Timeline) -> int:
    starts = [chapter.start for chapter in timeline.chapters]
    return max((i for i, start in enumerate(starts) if start <= state.at + 0.05), default=0)


def _part(by: int) -> Callable[[State, Timeline], State]:
    def act(state: State, timeline: Timeline) -> State:
        here = min(max(0, _chapter(state, timeline) + by), len(timeline.chapters) - 1)
        return state.moved(timeline.chapters[here].start, timeline)

    return act


def _faster(by: int) -> Callable[[State, Timeline], State]:
    def act(state: State, _: Timeline) -> State:
        here = min(max(0, SPEEDS.index(state.speed) + by), len(SPEEDS) - 1)
        return replace(state, speed=SPEEDS[here])

    return act


def _by(seconds: float) -> Callable[[State, Timeline], State]:
    return lambda state, timeline: state.moved(state.at + seconds, timeline)


KEYS: dict[str, Callable[[State, Timeline], State]] = {
    " ": lambda state, _: replace(state, playing=not state.playing),
    ",": _by(-STEP),
    ".": _by(STEP),
    "a": _part(0),
    "n": _part(1),
    "p": _part(-1),
    "m": lambda state, _: replace(state, more=not state.more),
    "+": _faster(1),
    "-": _faster(-1),
    "0": lambda state, timeline: state.moved(0.0, timeline),
    "q": lambda state, _: replace(state, left=True),
}


def carried(state: State, before: Timeline, after: Timeline) -> State:
    """The same sentence in another rendering: the last one that has begun, and as far past its begin."""
    begun = [i for i, cue in enumerate(before.cues) if cue.start <= state.at]
    if not begun:
        return state.moved(state.at, after)
    cue, new = before.cues[begun[-1]], after.cues[begun[-1]]
    return state.moved(new.start + min(state.at - cue.start, max(0.0, new.end - new.start)), after)


def place(runner: Runner, one: Opened) -> Path:
    """Where it is kept how far this runner has come."""
    name = f"{runner.id}.{one.stem}.json"
    return answers_kept.place(runner).parent.parent / "places" / name


def load(file: Path) -> State:
    """Where one was; the beginning where nothing readable is kept."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        speed = found["speed"] if found["speed"] in SPEEDS else 1.0
        return State(at=float(found["at"]), more=bool(found["more"]), speed=speed)
    except (OSError, ValueError, KeyError, TypeError):
        return State()


def save(state: State, file: Path) -> None:
    """Keep where one is."""
    from understride.lessons.voice.keeping import write_whole

    write_whole(
        file, json.dumps({"at": round(state.at, 1), "more": state.more, "speed": state.speed}).encode()
    )


def listen(one: Opened, *, recordings: Path | None, at: Path) -> None:
    """Play until the end or until one leaves. at: the file that keeps the place."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RequestError(
            found="no terminal to play in", needed="a terminal", do="Leave out --here for a page."
        )

    def heard(state: State) -> Rendered:
        more = MORE_TIME if state.more else 1.0
        return lesson_audio.heard(one, recordings, more_time=more, speed=state.speed)

    state = load(at)
    rendered = heard(state)
    player = next((words for words in PLAYERS if shutil.which(words[0])), None)
    if player is None:
        click.echo(
            "No player was found on this machine (mpv, ffplay, aplay …); the words come in their time.",
            err=True,
        )
    click.echo(f"{one.score.lesson.title}\n{HELP}\n", err=True)
    with _keys() as pressed, tempfile.TemporaryDirectory(prefix="understride-") as folder:
        while not state.left and state.at < rendered.timeline.seconds:
            new = _play(state, rendered, player, Path(folder) / "lesson.wav", pressed, at)
            if new.playing != state.playing:
                click.echo("Going on." if new.playing else "Paused; space goes on.", err=True)
            if (new.more, new.speed) != (state.more, state.speed):
                click.echo(f"{'Longer' if new.more else 'Usual'} pauses, speed {new.speed:g} …", err=True)
                before, rendered = rendered, heard(new)
                new = carried(new, before.timeline, rendered.timeline)
            state = new
    ended = state.at >= rendered.timeline.seconds
    save(State() if ended else state, at)
    click.echo("\nThat was the lesson." if ended else "\nYour place is kept.", err=True)


def _play(
    state: State,
    rendered: Rendered,
    player: tuple[str, ...] | None,
    file: Path,
    pressed: Callable[[float], str],
    at: Path,
) -> State:
    """Play on until a key changes something, or to the end."""
    timeline = rendered.timeline
    sound = _begin(state, rendered, player, file) if state.playing else None
    begun, since, kept = state.at, time.monotonic(), state.at
    shown = None
    try:
        while True:
            key = pressed(TICK)
            if state.playing:
                state = state.moved(begun + time.monotonic() - since, timeline)
            cue = next((c for c in reversed(timeline.cues) if c.start <= state.at), None)
            if cue is not None and cue is not shown:
                shown = cue
                click.echo(f"{int(state.at) // 60:3d}:{int(state.at) % 60:02d}  {cue.text}")
            if abs(state.at - kept) >= KEPT_EVERY:
                kept = state.at
                save(state, at)
            new = state.pressed(key, timeline)
            if new != state or state.at >= timeline.seconds:
                return new
            if sound is not None and sound.poll():
                click.echo(
                    f"{player[0] if player else ''} cannot play here; the words come in their time.", err=True
                )
                sound = None
    finally:
        if sound is not None:
            sound.terminate()
            sound.wait()


def _begin(
    state: State, rendered: Rendered, player: tuple[str, ...] | None, file: Path
) -> subprocess.Popen[bytes] | None:
    if player is None:
        return None
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, rendered.rate, 0, "NONE", "not compressed"))
        out.writeframes(rendered.pcm[round(state.at * rendered.rate) :].astype("<i2").tobytes())
    words = [str(file) if word == "{file}" else word for word in player]
    return subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextmanager
def _keys() -> Iterator[Callable[[float], str]]:
    """A function that waits so long for a key and gives it, or an empty word."""
    if sys.platform == "win32":
        import msvcrt

        def waited(seconds: float) -> str:
            time.sleep(seconds)
            return msvcrt.getwch() if msvcrt.kbhit() else ""

        yield waited
        return
    import select
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    try:
        yield lambda seconds: sys.stdin.read(1) if select.select([sys.stdin], [], [], seconds)[0] else ""
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
