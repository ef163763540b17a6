"""Which passwords are refused because others would guess them first. Nobody elsewhere is asked.

`known.txt.gz` holds every password of ten or more characters, in small letters, among the million most used of Mark
Burnett's ten million leaked passwords (2015, public domain) and among the 20,000 that come with Django, which are the
most frequent of Pwned Passwords (Royce Williams). Shorter ones are refused by their length.
"""

import gzip
import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError

KNOWN = Path(__file__).with_name("known.txt.gz")

# What somebody would try first on this app.
OWN_WORDS = (
    *("unknot", "knots", "knot", "trigger", "muscles", "muscle", "spots", "spot", "pain"),
    *("diary", "health", "password", "passwort", "passphrase", "login", "admin", "administrator", "qwerty"),
)
_WORDS = re.compile("|".join(sorted(OWN_WORDS, key=len, reverse=True)))
# So many letters and digits must be left when the words are taken out.
ENOUGH_LEFT = 6


class KnownPasswordValidator:
    """Refuses what is on the list of passwords that have leaked most often, in small or capital letters."""

    def validate(self, password: str, user: object = None) -> None:
        if password.lower() in known():
            raise ValidationError(
                "This password is well known: it is on lists that others try first. Choose another one.",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return "A password that many people use is refused."


class OwnWordsValidator:
    """Refuses what is little more than words that everybody thinks of here, such as unknot-diary-2026."""

    def validate(self, password: str, user: object = None) -> None:
        left = _WORDS.sub("", password.lower())
        if left != password.lower() and sum(letter.isalnum() for letter in left) < ENOUGH_LEFT:
            raise ValidationError(
                "This password is made of words that are tried first here. Add something of your own.",
                code="password_own_words",
            )

    def get_help_text(self) -> str:
        return "The name of this app and a number are not enough."


@cache
def known() -> frozenset[str]:
    """Read when the first password is chosen; a server on which nobody does so never holds the list."""
    return frozenset(gzip.decompress(KNOWN.read_bytes()).decode().splitlines())
