"""Who the sample person is: which spots, what they do about them, what they write down.

One spot comes back within days again and again, the others stay away for weeks. Two of them follow the first: they
begin a few days after one of its painful stretches.
"""

from dataclasses import dataclass

from tracker.simulation.records import MadeFactor


@dataclass(frozen=True, slots=True)
class Care:
    """Something the person does about a spot. `weight`: how often, against the other things they do."""

    weight: float
    kind: str
    tool: str = ""
    minutes: float | None = None
    pressure: int | None = None
    by: str = "self"


@dataclass(frozen=True, slots=True)
class SpotStory:
    """A spot's course. `begins`: share of the whole time; `follows`: the spot after whose start it first hurts.

    `away`: shortest and longest time in days for which relief lasts. `pain`: how bad it gets. `beside`: where it lies
    in its muscle, so that neighbours do not cover each other on the drawing.
    """

    muscle: str
    side: str
    begins: float
    away: tuple[float, float]
    pain: tuple[float, float]
    care: tuple[Care, ...]
    nickname: str = ""
    follows: int | None = None
    lag: int = 0
    signs: tuple[str, ...] = ("tender",)
    zones: tuple[str, ...] = ()
    beside: tuple[float, float] = (0.0, 0.0)


BALL = Care(6, "self_pressure", "ball", 2, 5)
BULLSEYE = Care(3, "self_pressure", "board, bullseye", 2, 6)
WAVE = Care(2, "self_pressure", "board, wave", 3, 4)
BALL_HEAD = Care(2, "self_pressure", "board, ball head", 2, 5)
CANE = Care(2, "self_pressure", "cane", 2, 5)
STRETCH = Care(4, "stretching", "static", 3)
HEAT = Care(2, "heat", "wrap", 15)
MOBILITY = Care(1, "exercise", "mobility", 10)
PARTNER = Care(1, "massage", "trigger point", 10, 4, by="partner")
THERAPIST = Care(0.5, "manual_therapy", "mobilisation", 20, by="professional")

SPOTS = (
    SpotStory(
        *("levator_scapulae", "left", 0.0, (2.0, 5.5), (4.8, 6.6)),
        care=(BALL, BULLSEYE, STRETCH, HEAT, PARTNER, THERAPIST),
        signs=("tender", "cord", "familiar", "travels", "stiff"),
        zones=("left:angle_of_neck", "left:between_shoulder_blades"),
        beside=(-0.008, 0.008),
    ),
    SpotStory(
        *("lumbar_erector_spinae", "right", 0.03, (22, 48), (3.6, 5.2)),
        care=(WAVE, STRETCH, HEAT, MOBILITY),
        nickname="Gardening back",
        signs=("stiff", "tender"),
    ),
    SpotStory(
        *("rhomboids", "left", 0.08, (16, 38), (3.8, 5.4)),
        care=(BALL, BALL_HEAD, STRETCH),
        follows=0,
        lag=5,
        signs=("tender", "cord"),
    ),
    SpotStory(
        *("infraspinatus", "right", 0.3, (24, 55), (4.0, 5.8)),
        care=(BALL, CANE, STRETCH, PARTNER),
        nickname="Mouse arm",
        signs=("tender", "familiar", "travels"),
        zones=("right:front_of_shoulder", "right:upper_arm_outer"),
    ),
    SpotStory(
        *("upper_trapezius", "left", 0.8, (12, 26), (3.6, 5.0)),
        care=(BULLSEYE, STRETCH, HEAT),
        follows=0,
        lag=7,
        signs=("tender", "travels"),
        zones=("left:side_of_neck", "left:temple"),
        beside=(0.016, 0.0),
    ),
)

FACTORS = (
    MadeFactor("Desk hours", "hours", "h", "desk_hours"),
    MadeFactor("Longest sitting without a break", "minutes", "min", "longest_sitting"),
    MadeFactor("Activity", "minutes", "min", "activity_minutes"),
    MadeFactor("Water", "amount", "l", "water"),
    MadeFactor("Magnesium", "yes_no", "", "magnesium"),
    MadeFactor("Screen and phone", "hours", "h", "screen_hours"),
    MadeFactor("Coffee", "count", "cups"),
)

# For no spot in particular.
WHOLE_BODY = (
    Care(3, "breathing", "diaphragmatic", 5),
    Care(2, "relaxation", "muscle relaxation", 10),
    Care(2, "exercise", "walking", 30),
    Care(1, "heat", "bath", 20),
)

# A change at the desk, at a share of the whole time, with what was written about it.
DESK_CHANGES = (
    (0.42, "screen", "Raised the screen, two thick books for now."),
    (0.71, "chair", "New chair, the old one goes to the attic."),
)

NOTES = (
    "Long call this morning, sat through all of it.",
    "Walked home along the canal.",
    "Carried the shopping on one shoulder again.",
    "Slept with the window open.",
    "Quiet day. Read in the garden.",
    "Train to my sister's and back, four hours in all.",
    "Turning my head to park was easier today.",
    "Cooked for six, stood most of the evening.",
    "Woke up stiff, better after the shower.",
    "Deadline moved to next week.",
    "Tried the other pillow.",
    "Swam twenty lengths, slowly.",
    "Cleared the hedge with Jo.",
    "Nothing special.",
)
BAD_NIGHT_NOTES = (
    "Awake from four.",
    "The neighbours had a party.",
    "Late train, short night.",
)
AFTER_HOLIDAY_NOTE = "Back from a week by the sea. The phone stayed in a drawer."
