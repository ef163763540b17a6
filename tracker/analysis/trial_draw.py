"""The draw: one fair coin for each pair or block, thrown before the first day and sealed so that anybody can check it.

The commitment is the SHA-256 of a text that holds the seed, the order and the terms. It may be shown and written down
at once and says nothing about the order, since half of the seed or more is never used for a coin. The seed stays
hidden until the end; with it anybody can see that the order was drawn then and not changed since (a commitment scheme,
as used for sealed bids).
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.analysis.trial_plan import MOST_PAIRS, Order

SEED_BYTES = 32
# Named in the sealed text, so that another way to draw can never be taken for this one.
METHOD = "bit i of the seed, lowest bit of the first byte first; 0: AB, 1: BA"


@dataclass(frozen=True, slots=True)
class Draw:
    """`seed` in hexadecimal digits, hidden until the end; `digest`: the commitment, in hexadecimal digits."""

    seed: str
    order: tuple[Order, ...]
    digest: str


def draw(seed: bytes, blocks: int, terms: Mapping[str, str | int]) -> Draw:
    """`seed`: SEED_BYTES random bytes, from `secrets.token_bytes`. `terms`: `Terms.fixed()`. Else ValueError."""
    order = coins(seed, blocks)
    return Draw(seed.hex(), order, _digest(sealed_text(seed.hex(), order, terms)))


def coins(seed: bytes, blocks: int) -> tuple[Order, ...]:
    """One order for each pair or block: each bit is one coin."""
    if len(seed) != SEED_BYTES:
        raise ValueError(f"A seed has {SEED_BYTES} bytes.")
    if not 1 <= blocks <= MOST_PAIRS:
        raise ValueError(f"A trial has 1 to {MOST_PAIRS} pairs or blocks.")
    bits = int.from_bytes(seed, "little")
    return tuple("BA" if bits >> index & 1 else "AB" for index in range(blocks))


def sealed_text(seed: str, order: tuple[Order, ...], terms: Mapping[str, str | int]) -> str:
    """The very text whose SHA-256, as UTF-8 without a line end, is the commitment: JSON with sorted names."""
    content = {"seed": seed, "order": " ".join(order), "method": METHOD, "terms": dict(terms)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def is_as_drawn(made: Draw, terms: Mapping[str, str | int]) -> bool:
    """Whether seed, order and terms are still those that were sealed, and the order the one that the seed gives."""
    try:
        order = coins(bytes.fromhex(made.seed), len(made.order))
    except ValueError:
        return False
    if order != made.order:
        return False
    return hmac.compare_digest(_digest(sealed_text(made.seed, order, terms)), made.digest)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
