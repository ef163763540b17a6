"""What the name of a column, a symptom or a unit says about its values: proposals, for the person to correct."""

from tracker.importers.reading import Kind

_HURTS = ("pain", "ache", "aching", "sore", "stiff", "cramp", "spasm", "tender", "migraine", "knot", "hurt")
_UNITS: dict[str, Kind] = {
    "steps": "count",
    "step": "count",
    "count": "count",
    "times": "count",
    "min": "minutes",
    "mins": "minutes",
    "minute": "minutes",
    "minutes": "minutes",
    "h": "hours",
    "hr": "hours",
    "hrs": "hours",
    "hour": "hours",
    "hours": "hours",
}


def hurts(name: str) -> bool:
    folded = name.casefold()
    return any(word in folded for word in _HURTS)


def unit_kind(unit: str) -> Kind:
    return _UNITS.get(unit.casefold(), "amount")


def key_of(sort: str, name: str) -> str:
    """The same each time the file is read, whatever its spaces and capitals."""
    return f"{sort}:{' '.join(name.casefold().split())}"
