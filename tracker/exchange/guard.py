"""Keeps a spreadsheet from taking what somebody wrote for a formula, without losing a character.

Text that a spreadsheet might run starts with one of a few signs. Such text gets one apostrophe in front, and so does
text that already has apostrophes before such a sign; reading takes one away again. So every text has exactly one
guarded form and comes back unchanged.
"""

import re

_SIGNS = "=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
_NEEDS_GUARD = re.compile(f"'*[{_SIGNS}]")
_IS_GUARDED = re.compile(f"'+[{_SIGNS}]")


def guard(text: str) -> str:
    return "'" + text if _NEEDS_GUARD.match(text) else text


def unguard(cell: str) -> str:
    """The inverse of `guard`."""
    return cell[1:] if _IS_GUARDED.match(cell) else cell
