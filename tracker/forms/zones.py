"""Time zones as people name them."""

from functools import cache
from zoneinfo import available_timezones

# Old aliases ("GB", "EST5EDT", "Etc/GMT+3") are understood but not offered.
_OFFERED_REGIONS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)


@cache
def zone_names() -> tuple[str, ...]:
    """What is offered in lists: places by region, then UTC."""
    places = sorted(name for name in available_timezones() if name.partition("/")[0] in _OFFERED_REGIONS)
    return (*places, "UTC")


@cache
def _by_lower_name() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@cache
def _by_city() -> dict[str, str]:
    return {name.rpartition("/")[2].lower(): name for name in zone_names()}


def zone_named(text: str) -> str | None:
    """The zone meant by `text`: its name in any case, with spaces or underscores, or only the city."""
    wanted = text.strip().lower().replace(" ", "_")
    return _by_lower_name().get(wanted) or _by_city().get(wanted)
