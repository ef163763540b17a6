"""Which backups of a folder are kept. Pure: names in, names out."""

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

_NAME = re.compile(r"unknot-(\d{8}-\d{6})(?P<occasion>(?:-[a-z]+)*)\.tar\.gz(?:\.[a-z]+)?")
_STAMP = "%Y%m%d-%H%M%S"
_RULE = re.compile(r"(\d{1,4})(d|w|m|)")


class Keep(NamedTuple):
    """The newest `newest`, and the last one of each of so many days, weeks and months that have one."""

    newest: int = 0
    daily: int = 0
    weekly: int = 0
    monthly: int = 0


def parse(text: str) -> Keep:
    """Such as "30" or "7d,5w,12m". Raises ValueError."""
    found: dict[str, int] = {}
    units = {"": "newest", "d": "daily", "w": "weekly", "m": "monthly"}
    for word in text.split(","):
        match = _RULE.fullmatch(word.strip())
        if match is None or int(match[1]) == 0 or units[match[2]] in found:
            raise ValueError(text)
        found[units[match[2]]] = int(match[1])
    return Keep(**found)


def name(made_at: datetime.datetime, occasion: str = "", suffix: str = "") -> str:
    """`made_at` in UTC; `occasion` such as "before-upgrade" tells those that are made by themselves."""
    told = f"-{occasion}" if occasion else ""
    return f"unknot-{made_at.strftime(_STAMP)}{told}.tar.gz{suffix}"


def superfluous(names: Iterable[str], keep: Keep, occasion: str = "") -> list[str]:
    """Those of one occasion that no rule keeps. Files of other names are none of our business."""
    made = sorted(
        (
            (match[1], each)
            for each in names
            if (match := _NAME.fullmatch(each)) and match["occasion"].removeprefix("-") == occasion
        ),
        reverse=True,
    )
    kept = {each for _, each in made[: max(keep.newest, 1)]}
    for how_many, period in ((keep.daily, "%Y%m%d"), (keep.weekly, "%G%V"), (keep.monthly, "%Y%m")):
        last: dict[str, str] = {}
        for stamp, each in made:
            last.setdefault(_moment(stamp).strftime(period), each)
        kept |= set(list(last.values())[:how_many])
    return [each for _, each in made if each not in kept]


def _moment(stamp: str) -> datetime.datetime:
    return datetime.datetime.strptime(stamp, _STAMP).replace(tzinfo=datetime.UTC)
