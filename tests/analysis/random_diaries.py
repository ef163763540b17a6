"""Diaries nobody kept: seeded, small, and full of the corners where a rule about returns can go wrong."""

import random
from typing import Any

CONFIG = {
    "active_min": (2, 3, 4, 5),
    "quiet_max": (0, 1),
    "max_gap": (0, 1, 2, 4, 7),
    "relief_window": (0, 1, 3, 5),
    "rapid_days": (2, 4, 10),
    "lookback": (1, 10, 20, 30),
    "watch_rapid": (1, 3),
    "assess_rapid": (1, 2, 4),
    "assess_share": (0.25, 0.6, 1),
    "persist_sessions": (1, 2, 4),
    "persist_days": (1, 5, 20),
    "spread_days": (1, 5, 20),
    "spread_assess": (1, 3),
    "burn_in": (0, 5, 30),
}
KINDS = ("heat", "stretch", "tool")
MUSCLES = ("trapezius", "levator", "scalene")
# Written as in the worked cases: the list of one muscle may name another that does not name it back.
SYNERGISTS = {"trapezius": ["levator"], "levator": ["trapezius"], "scalene": ["levator"]}
PAIN = {"quiet": "00001", "grey": "223", "active": "345678X"}


def random_case(seed: int) -> dict[str, Any]:
    """The same case for the same seed. One in twenty is long enough for days to leave the lookback."""
    rng = random.Random(seed)
    days = rng.randint(100, 160) if rng.random() < 0.05 else rng.randint(8, 40)
    spots = [_spot(rng, key, days) for key in "abc"[: rng.choice((1, 1, 2, 3))]]
    case: dict[str, Any] = {"kind": "diary", "spots": spots}
    last = max(len(each["pain"]) for each in spots) - 1
    if rng.random() < 0.4:
        case["as_of"] = rng.choice(
            (rng.randint(0, last), last + rng.randint(1, 6), last + rng.randint(60, 100))
        )
    if rng.random() < 0.6:
        case["config"] = {
            name: rng.choice(CONFIG[name]) for name in rng.sample(sorted(CONFIG), rng.randint(1, 6))
        }
    if rng.random() < 0.7:
        case["synergists"] = SYNERGISTS
    return case


def _spot(rng: random.Random, key: str, days: int) -> dict[str, Any]:
    length = max(1, days - rng.choice((0, 0, 0, 3, 6)))
    steady = rng.random() < 0.25
    pain = _coming_and_going(rng, length) if steady else _pain(rng, length)
    often = 0.9 if steady else rng.choice((0, 0.15, 0.4, 0.7))
    return {
        "id": key,
        "muscle": rng.choice(MUSCLES),
        "side": rng.choice("LLLRM"),
        "pain": pain,
        "treat": {
            str(day): rng.sample(KINDS, rng.choice((1, 1, 2, 3)))
            for day in range(length)
            if rng.random() < (often / 8 if pain[day] in "01" else often)
        },
    }


def _coming_and_going(rng: random.Random, length: int) -> str:
    """Single bad days with some quiet ones between, so that quick and slow returns come side by side."""
    away = rng.choice(((1, 2, 3), (2, 3, 4), (3, 8), (1, 6, 7, 8)))
    missing = rng.choice((0, 0.05, 0.15))
    written = ""
    while len(written) < length:
        written += "6" + "0" * rng.choice(away)
    return "".join("." if rng.random() < missing else day for day in written[:length])


def _pain(rng: random.Random, length: int) -> str:
    """Runs of active, quiet, grey and unknown days: at first the spot may be quiet for long."""
    written = "0" * rng.choice((0, 0, 3, 16))
    missing = rng.choice((0, 0, 0.1, 0.3))
    while len(written) < length:
        run = rng.choices(("active", "quiet", "grey", "unknown"), (6, 5, 2, 2))[0]
        for _ in range(rng.choice((1, 1, 1, 2, 3, 4, 6))):
            unknown = run == "unknown" or rng.random() < missing
            written += "." if unknown else rng.choice(PAIN[run])
    return written[:length]
