"""Cuts the bundled fonts from Debian's fonts-noto-core: `python -m eventreg.documents.font_subset`.

One TrueType file per weight and style, without hinting and ligatures, renamed so that no font of
the machine can ever stand in for them. The same sources give the same bytes.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCES = Path("/usr/share/fonts/truetype/noto")
FONTS = Path(__file__).resolve().parent / "fonts"

LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A
    0x018F, 0x0259,  # Ə ə
    *range(0x0218, 0x021C),  # Ș ș Ț ț
    0x1E9E,
    *range(0x0300, 0x0305), 0x0306, 0x0307, 0x0308, 0x030A, 0x030B, 0x030C, 0x0326, 0x0327, 0x0328,
    *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x202F, 0x2030,
    0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x2060, 0x20AC, 0x2116, 0x2122,
    0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2215, 0x2260, 0x2264, 0x2265, 0x25A1, 0x25CC, 0xFFFD,
)  # fmt: skip
CYRILLIC = (*range(0x0400, 0x0460), 0x0490, 0x0491, 0x0301, 0x0308, 0x20)
FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk", "tnum", "lnum"]

Face = tuple[str, str, str, tuple[int, ...]]
FACES: dict[str, Face] = {
    "sans-regular": ("NotoSans-Regular", "Paper Sans", "Regular", LATIN),
    "sans-bold": ("NotoSans-Bold", "Paper Sans", "Bold", LATIN),
    "sans-italic": ("NotoSans-Italic", "Paper Sans", "Italic", LATIN),
    "sans-bold-italic": ("NotoSans-BoldItalic", "Paper Sans", "Bold Italic", LATIN),
    "serif-regular": ("NotoSerif-Regular", "Paper Serif", "Regular", LATIN),
    "serif-bold": ("NotoSerif-Bold", "Paper Serif", "Bold", LATIN),
    "serif-italic": ("NotoSerif-Italic", "Paper Serif", "Italic", LATIN),
    "sans-cyrillic-regular": ("NotoSans-Regular", "Paper Sans Cyrillic", "Regular", CYRILLIC),
    "sans-cyrillic-bold": ("NotoSans-Bold", "Paper Sans Cyrillic", "Bold", CYRILLIC),
    "serif-cyrillic-regular": ("NotoSerif-Regular", "Paper Serif Cyrillic", "Regular", CYRILLIC),
    "serif-cyrillic-bold": ("NotoSerif-Bold", "Paper Serif Cyrillic", "Bold", CYRILLIC),
}


def cut(source: Path, face: Face, target: Path) -> None:
    """Write the subset of one face; bytes depend on the source and the table above alone."""
    name, family, style, characters = face
    font = TTFont(source / f"{name}.ttf", recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    _rename(font, family, style)
    font.save(target, reorderTables=True)


def _rename(font: TTFont, family: str, style: str) -> None:
    full = f"{family} {style}"
    postscript = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    for number, text in {1: family, 2: style, 3: full, 4: full, 6: postscript}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    for number in (16, 17, 21, 22):
        font["name"].removeNames(nameID=number)


def main(source: Path = SOURCES, target: Path = FONTS) -> int:
    """Cut every face; returns the exit code."""
    if not (source / "NotoSans-Regular.ttf").is_file():
        sys.stderr.write(f"No Noto fonts in {source}: apt-get install fonts-noto-core\n")
        return 1
    target.mkdir(parents=True, exist_ok=True)
    for name, face in FACES.items():
        cut(source, face, target / f"{name}.ttf")
        sys.stdout.write(f"{name}.ttf  {(target / f'{name}.ttf').stat().st_size // 1024} KB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*(Path(argument) for argument in sys.argv[1:])))
