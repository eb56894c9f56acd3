"""What holds for the house as a whole: rooms, public names, what loading costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import understride as us
from understride.cli.group import COMMANDS

PACKAGE = Path(us.__file__).parent
ROOMS = {
    entry.stem
    for entry in PACKAGE.iterdir()
    if not entry.name.startswith("_")
    and (entry.suffix == ".py" or (entry.is_dir() and (entry / "__init__.py").is_file()))
}
HEAVY = ("numpy", "scipy", "rich", "jinja2", "msgspec", "ruamel.yaml")


def loaded_after(code: str) -> set[str]:
    """Names of the modules in memory after a fresh Python ran the code."""
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit: pass\nprint('\\n== modules', *sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split("== modules\n")[1].splitlines())


def test_no_public_name_is_a_room():
    """`understride.read` as a room would shadow `us.read` as soon as anything had imported it."""
    assert len(ROOMS) > 8
    assert ROOMS.isdisjoint(us.__all__)


@pytest.mark.parametrize("name", us.__all__)
def test_a_public_name_can_be_imported(name):
    assert getattr(us, name) is not None


def test_the_public_names_are_those_that_a_type_checker_sees():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname or alias.name
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == set(us.__all__)
    assert list(us.__all__) == sorted(
        us.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name)
    )
    assert set(us.__all__) <= set(dir(us))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="telepathy"):
        us.telepathy  # noqa: B018


def test_the_version_is_that_of_the_package():
    assert us.__version__.count(".") == 2


def test_importing_the_package_loads_nothing_heavy():
    assert loaded_after("import understride").isdisjoint(HEAVY)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []])
def test_help_loads_nothing_heavy(arguments):
    """Holds on a slow machine too, where a time would not."""
    modules = loaded_after(f"sys.argv[1:] = {arguments}; from understride.cli import run; run()")
    assert "click" in modules
    assert modules.isdisjoint(HEAVY)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_loads_no_numbers(command):
    modules = loaded_after(f"sys.argv[1:] = ['{command}', '--help']; from understride.cli import run; run()")
    assert modules.isdisjoint({"scipy", "rich", "jinja2"})


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_can_be_imported_alone(room):
    subprocess.run([sys.executable, "-c", f"import understride.{room}"], check=True)


def test_scipy_stats_is_never_loaded():
    modules = loaded_after("import understride.analysis, understride.report, understride.cli.analyze")
    assert "scipy.stats" not in modules
