"""The build hook: fonts and a voice that may be shipped, and an install that works without them."""

from __future__ import annotations

import sys
import types
from importlib import util
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import understride as us

ROOT = Path(__file__).parents[2]
BUILT = Path(us.__file__).parent / "_built"
FONTS = {"us-sans": ("US Sans", {"wght": (400, 700)}), "us-serif": ("US Serif", {"wght": (400, 500)})}
LARGEST = 32_000  # bytes each: both are inside every page


@pytest.fixture
def hook(monkeypatch) -> ModuleType:
    """hatch_build.py, loaded as hatchling loads it, with a hatchling of one class."""
    interface = types.ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = object  # type: ignore[attr-defined]
    for name in (
        "hatchling",
        "hatchling.builders",
        "hatchling.builders.hooks",
        "hatchling.builders.hooks.plugin",
    ):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    spec = util.spec_from_file_location("build_hook", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def build(hook: ModuleType, root: Path) -> list[str]:
    """Run the hook on a repository; what it warned of."""
    warnings: list[str] = []
    task = object.__new__(hook.BuiltHook)
    task.root, task.app = str(root), SimpleNamespace(display_warning=warnings.append)
    task.initialize("editable", {})
    return warnings


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "web").mkdir()
    (tmp_path / "src" / "understride").mkdir(parents=True)
    (tmp_path / "hatch_build.py").write_text("")
    (tmp_path / "web" / "package-lock.json").write_text("{}")
    return tmp_path


def test_where_npm_fails_the_package_installs_and_says_why(hook, repository, monkeypatch):
    monkeypatch.setattr(
        hook, "_npm_ci", lambda _: (_ for _ in ()).throw(RuntimeError("npm ended with 1: no network"))
    )
    assert build(hook, repository) != []
    built = repository / "src" / "understride" / "_built"
    assert [path.name for path in built.iterdir()] == ["MISSING"]
    assert "npm ended with 1: no network" in (built / "MISSING").read_text()


def test_what_is_made_from_the_same_sources_is_not_made_again(hook, repository, monkeypatch):
    made: list[Path] = []

    def fake(_: Path, out: Path) -> None:
        made.append(out)
        out.mkdir(parents=True)

    monkeypatch.setattr(hook, "_build", fake)
    for _ in range(2):
        assert build(hook, repository) == []
    assert len(made) == 1
    (repository / "web" / "package-lock.json").write_text('{"changed": true}')
    build(hook, repository)
    assert len(made) == 2


def test_the_lock_file_names_no_registry():
    lock = (ROOT / "web" / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
    assert lock.count('"integrity"') == len(FONTS) + 1  # and the voice


@pytest.mark.parametrize("file", FONTS)
def test_a_font_is_small_renamed_and_keeps_its_licence(file):
    """ "Source" is a reserved name: a changed font must not bear it as a name of its own."""
    if (BUILT / "MISSING").exists() or not BUILT.exists():
        pytest.skip("built without its fonts: no npm registry was in reach")
    from fontTools.ttLib import TTFont

    family, axes = FONTS[file]
    font = TTFont(BUILT / "fonts" / f"{file}.woff2")
    names = font["name"]
    assert names.getDebugName(1) == family
    own = [str(record) for record in names.names if record.nameID in {1, 3, 4, 6, 16, 18, 21, 25}]
    assert not any("Source" in name or "Newsreader" in name for name in own)
    assert "scripts.sil.org/OFL" in names.getDebugName(14)
    assert {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes} == axes
    assert set("°±×−–—·½“”‘’éü0123456789%") <= set(map(chr, font.getBestCmap()))
    assert (BUILT / "fonts" / f"{file}.woff2").stat().st_size < LARGEST
    assert "SIL OPEN FONT LICENSE" in (BUILT / "fonts" / f"{file}.OFL.txt").read_text(encoding="utf-8")


def test_the_notice_names_what_comes_from_others():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for word in ("John Davis", "MIT License", "Source Sans 3", "Newsreader", "SIL OPEN FONT LICENSE"):
        assert word in notice
