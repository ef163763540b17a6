"""General information on a muscle: chosen by the muscle alone, the same for everybody who opens it."""

from dataclasses import dataclass

from tracker.body import catalogue
from tracker.body.names import plain


@dataclass(frozen=True, slots=True)
class General:
    muscle: str
    joints: tuple[str, ...]
    nerves: tuple[str, ...]
    caution: str


# What examiners ask about anywhere on the body.
WORTH_TELLING = (
    "Tingling, numbness or burning, and where it goes.",
    "Weakness: things dropped, a foot that trips, a grip that gives way.",
    "A direction in which it is blocked, also when somebody else moves it.",
    "Pain that wakes you at night, or stiffness in the morning and for how long.",
)


def general_of(slug: str) -> General:
    muscle = catalogue.muscle(slug)
    known = catalogue.catalogue()
    return General(
        muscle=plain(muscle),
        joints=tuple(known.joints[joint].label for joint in muscle.joints),
        nerves=tuple(known.nerves[check.nerve].label for check in muscle.nerves_to_check),
        caution=muscle.caution or "",
    )
