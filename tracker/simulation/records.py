"""A diary that never was, day by day. `day` counts from 0, the oldest; spots are named by their position."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MadeSpot:
    """A spot and the day on which it was first put into the diary.

    `beside`: how far it lies from its muscle's centre, outward and down, in body heights.
    """

    muscle: str
    side: str
    first_day: int
    nickname: str = ""
    beside: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class MadeFactor:
    """A factor of the catalogue (`builtin`), or one of the person's own."""

    name: str
    kind: str
    unit: str = ""
    builtin: str = ""


@dataclass(frozen=True, slots=True)
class MadeRating:
    spot: int
    pain: int
    signs: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Treated:
    """Pain of one spot just before and just after; None where nobody wrote it down."""

    spot: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class MadeTreatment:
    """`treated` empty: the whole body. `lasting`: a change that starts on this day and goes on."""

    kind: str
    tool: str = ""
    minutes: float | None = None
    pressure: int | None = None
    by: str = "self"
    treated: tuple[Treated, ...] = ()
    lasting: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class MadeDay:
    """A day on which something was logged. `factors`: value by the factor's name."""

    day: int
    completed: bool
    late: bool = False
    sleep_hours: float | None = None
    sleep_quality: int | None = None
    stress: int | None = None
    note: str = ""
    ratings: tuple[MadeRating, ...] = ()
    treatments: tuple[MadeTreatment, ...] = ()
    factors: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadeDiary:
    """`length` days, of which `days` holds the logged ones."""

    length: int
    spots: tuple[MadeSpot, ...]
    factors: tuple[MadeFactor, ...]
    days: tuple[MadeDay, ...]
