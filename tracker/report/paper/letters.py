"""Words as the PDF can set them: a letter without a shape would be an empty box, which PDF/UA forbids."""

import re
import unicodedata
from bisect import bisect
from typing import Any

# What the typeface of the page and the two behind it draw: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian,
# and the signs used among them.
_DRAWN = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x36F), (0x374, 0x377), (0x37A, 0x37F), (0x384, 0x38A), (0x38C, 0x38C),
    (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x3F0, 0x477), (0x48C, 0x4C4), (0x4CF, 0x4F9), (0x531, 0x556), (0x559, 0x55F),
    (0x561, 0x587), (0x5B0, 0x5C3), (0x5D0, 0x5EA), (0x60C, 0x60C), (0x61B, 0x61B), (0x61F, 0x61F), (0x621, 0x63A),
    (0x640, 0x655), (0x660, 0x66D), (0x67E, 0x680), (0x686, 0x687), (0x698, 0x698), (0x6A9, 0x6A9), (0x6AF, 0x6AF),
    (0x6CC, 0x6CC), (0x6F0, 0x6F9), (0x10D0, 0x10FC), (0x1E00, 0x1F15), (0x2000, 0x200A), (0x2010, 0x2027),
    (0x202F, 0x2037), (0x2039, 0x203F), (0x2070, 0x2071), (0x2074, 0x208E), (0x20A0, 0x20B5), (0x20BD, 0x20BD),
    (0x2100, 0x2103), (0x2109, 0x2109), (0x2113, 0x2113), (0x2116, 0x2116), (0x2122, 0x2122), (0x2126, 0x2126),
    (0x2153, 0x215E), (0x2190, 0x222E), (0x2234, 0x223D), (0x2241, 0x226B), (0x24B6, 0x262F), (0x2638, 0x268B),
    (0x2713, 0x2718), (0x2764, 0x2764),
)  # fmt: skip
_STARTS = [first for first, _ in _DRAWN]
_PLAIN = re.compile(r"[^\x20-\x7e\xa0-\xac\xae-\u017e\u2013\u2014\u2018-\u201e\u2022\u2026\u25a1]")
MISSING = "\u25a1"  # an empty square: here stood something
# Joiners, selectors of a variant and shades of skin only change the sign before them.
_MODIFIERS = re.compile(r"[\u200b-\u200f\u2060\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


# Longer than any word of a language that breaks at spaces: an address, or a key held down.
_ENDLESS = re.compile(r"\S{24,}")
_PIECE = 8
MAY_BREAK = "\u200b"
# A drawing is no text.
_NOT_WORDS = "svg"


def settable(value: Any, *, plain: bool = False) -> Any:
    """The same structure with every text made settable; with `plain`, only the letters no shaping can undo."""
    if isinstance(value, str):
        return _text(value, plain=plain)
    if isinstance(value, dict):
        return {
            key: each if key == _NOT_WORDS else settable(each, plain=plain) for key, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [settable(each, plain=plain) for each in value]
    return value


def _text(text: str, *, plain: bool) -> str:
    if not (text.isascii() and text.isprintable()):
        composed = _MODIFIERS.sub("", unicodedata.normalize("NFC", text))
        text = "".join(map(_shape, composed))
    if plain:
        text = _PLAIN.sub(MISSING, text)
    return _ENDLESS.sub(_breakable, text)


def _breakable(word: re.Match[str]) -> str:
    """May break after every few letters, never before a mark that belongs to the last one."""
    pieces: list[str] = [""]
    for letter in word[0]:
        if len(pieces[-1]) >= _PIECE and not unicodedata.combining(letter):
            pieces.append("")
        pieces[-1] += letter
    return MAY_BREAK.join(pieces)


def _shape(letter: str) -> str:
    if letter in "\n\t\r\u2028\u2029":
        return "\n" if letter != "\t" else " "
    if _is_drawn(ord(letter)):
        return letter
    category = unicodedata.category(letter)
    if category == "So":
        # A picture among words says something: it is said in words.
        return f"[{unicodedata.name(letter, 'a sign').lower()}]"
    return "" if category in {"Cc", "Cf", "Mn", "Me"} else MISSING


def _is_drawn(code: int) -> bool:
    place = bisect(_STARTS, code) - 1
    return place >= 0 and code <= _DRAWN[place][1]
