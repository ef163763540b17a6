"""What each thing of a foreign file may become here, and what is proposed. A place on the body is never guessed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from tracker.importers.reading import Subject
from tracker.imports.places import Place, proposed_places
from tracker.models import Factor, Person
from tracker.models.factors import HIGHEST
from tracker.records import stored_spots
from tracker.spot_names import display_names
from tracker.vocabulary import TREATMENT_KINDS

Options = list[tuple[str, str]]
Groups = list[tuple[str, Options]]

SKIP, OWN, PLACE = "skip", "own", "place"
_RATED = ("pain", "scale", "sleep_quality", "stress")
# Which factors can hold what is counted or measured in which way.
_FITS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_RATED, ("scale",)),
    **dict.fromkeys(("yes_no", "treatment"), ("yes_no",)),
    **dict.fromkeys(("count", "amount"), ("count", "amount")),
    **dict.fromkeys(("minutes", "hours", "sleep_hours"), ("minutes", "hours")),
}
_TO_OURS = {
    "ml": ("l", Decimal("0.001")),
    "l": ("ml", Decimal(1000)),
    "fl_oz_us": ("l", Decimal("0.0295735")),
}
_KINDS_BY_WORD = {
    "mindful": "relaxation",
    "meditat": "relaxation",
    "relax": "relaxation",
    "breath": "breathing",
    "massage": "massage",
    "stretch": "stretching",
    "heat": "heat",
    "ice": "cold",
    "cold": "cold",
    "foam": "foam_rolling",
    "tens": "tens",
    "needling": "dry_needling",
    "physio": "manual_therapy",
    "exercise": "exercise",
    "yoga": "exercise",
}


class Known(NamedTuple):
    """What the person has that a subject may be."""

    spots: dict[str, str]
    factors: dict[str, Factor]

    @classmethod
    def of(cls, person: Person) -> "Known":
        spots = stored_spots(person)
        names = display_names(spots)
        factors = Factor.objects.for_user(person).order_by("-in_use", "position", "pk")
        return cls(
            {str(spot.public_id): f"{spot.number} {names[spot.pk]}" for spot in spots},
            {str(factor.public_id): factor for factor in factors},
        )


class Extent(NamedTuple):
    """The highest value of a subject, and whether all are whole numbers: decides what can hold it."""

    highest: Decimal = Decimal(0)
    whole: bool = True


def own_kind(subject: Subject, extent: Extent) -> str:
    """The kind of a new factor that holds the subject. Steps of a day are more than a count may be."""
    if subject.kind == "count":
        return "count" if extent.whole and extent.highest <= HIGHEST["count"] else "amount"
    if subject.kind == "treatment" and is_minutes(subject):
        return "minutes"
    return {"sleep_hours": "hours", **dict.fromkeys(_RATED, "scale")}.get(subject.kind) or (
        "yes_no" if subject.kind == "treatment" else subject.kind
    )


def is_minutes(subject: Subject) -> bool:
    return subject.kind == "minutes" or subject.unit.casefold() in ("min", "minutes")


def factor_of(subject: Subject, factor: Factor) -> Decimal | None:
    """By how much a value is multiplied to be one of `factor`; None where the two do not go together."""
    if factor.kind not in _FITS.get(subject.kind, ()):
        return None
    ours = {"minutes": Decimal(1), "hours": Decimal(60)}
    if factor.kind in ours:
        theirs = Decimal(1) if subject.kind == "minutes" else Decimal(60)
        return theirs / ours[factor.kind]
    unit, wanted = subject.unit.casefold(), factor.unit.casefold()
    if unit == wanted or factor.kind in ("scale", "yes_no"):
        return Decimal(1)
    to, times = _TO_OURS.get(unit, ("", Decimal(1)))
    return times if to == wanted else None


def groups_for(subject: Subject, known: Known) -> Groups:
    if subject.kind == "note":
        return [("", [("note", "The note of the day"), (SKIP, "Leave out")])]
    leave = "Choose where it is, or leave out" if subject.kind == "pain" else "Leave out"
    groups: Groups = [("", [(SKIP, leave), (OWN, "A new factor of your own")])]
    if subject.kind in ("sleep_hours", "hours", "minutes"):
        groups.append(("Of the day", [("sleep_hours", "Hours of sleep")]))
    elif subject.kind in _RATED:
        groups.append(("Of the day", [("sleep_quality", "Sleep quality"), ("stress", "Stress")]))
        groups += _place_groups(subject, known)
    elif subject.kind in ("yes_no", "treatment"):
        groups.append(("Something you did", _treatments()))
    factors = [
        (f"factor:{key}", each.name) for key, each in known.factors.items() if factor_of(subject, each)
    ]
    return [*groups, ("Your factors", factors)] if factors else groups


def _treatments() -> Options:
    return [(f"treatment:{kind}", each.label) for kind, each in TREATMENT_KINDS.items() if not each.lasting]


def _place_groups(subject: Subject, known: Known) -> Groups:
    places = [(f"place:{each.muscle}:{each.side}", each.name) for each in proposed_places(subject.name)]
    spots = [(f"spot:{key}", name) for key, name in known.spots.items()]
    return [
        *([("Pain of your spot", spots)] if spots else []),
        ("Pain of a new spot", [*places, (PLACE, "Another place ...")]),
    ]


def default(subject: Subject, known: Known, taken: set[str]) -> str:
    """`taken`: what other things of the file are already. Two of them cannot be the same hours of sleep."""
    if subject.kind in ("sleep_hours", "sleep_quality", "stress"):
        return subject.kind if subject.kind not in taken else SKIP
    if subject.kind == "note":
        return "note"
    if subject.kind == "pain":
        return SKIP
    if subject.kind == "treatment":
        return _treatment_for(subject.name) or OWN
    for key, factor in known.factors.items():
        named = subject.name.casefold() in (factor.name.casefold(), factor.builtin)
        if named and factor_of(subject, factor) and f"factor:{key}" not in taken:
            return f"factor:{key}"
    return OWN


def _treatment_for(name: str) -> str:
    words = name.casefold().split()
    found = (kind for start, kind in _KINDS_BY_WORD.items() if any(word.startswith(start) for word in words))
    kind = next(found, "")
    return f"treatment:{kind}" if kind else ""


def defaults(subjects: Iterable[Subject], known: Known) -> dict[str, dict[str, Any]]:
    mapping: dict[str, dict[str, Any]] = {}
    taken: set[str] = set()
    for subject in subjects:
        to = default(subject, known, taken)
        taken.add(to)
        mapping[subject.key] = {"to": to}
    return mapping


def remembered(
    subjects: Iterable[Subject],
    known: Known,
    proposed: Mapping[str, Mapping[str, Any]],
    last: Mapping[str, Mapping[str, Any]],
) -> dict[str, dict[str, Any]]:
    """What was chosen `last` for things of the same name. What was a new factor then is one of the diary's now."""
    found: dict[str, dict[str, Any]] = {}
    for subject in subjects:
        choice = dict(last.get(subject.key, {}))
        offered = {value for _, options in groups_for(subject, known) for value, _ in options}
        if choice.get("to") == OWN:
            choice["to"] = proposed[subject.key]["to"]
        if choice.get("to") in offered:
            found[subject.key] = choice
    return found


def place_of(choice: Mapping[str, Any]) -> Place | None:
    """The new spot that a choice stands for."""
    to = str(choice.get("to", ""))
    if to == PLACE:
        return Place.read(str(choice.get("place", "")))
    return Place.read(to.removeprefix("place:")) if to.startswith("place:") else None
