"""The words offered for treatments and factors. Adding one is adding a row here; nothing stored changes."""

from typing import NamedTuple


class TreatmentKind(NamedTuple):
    """A kind of treatment. `lasting`: a change that goes on from its start date (a desk, a pillow)."""

    label: str
    tools: tuple[str, ...] = ()
    usual_minutes: int | None = None
    lasting: bool = False
    presses: bool = False


# Kinds, tools and usual lengths: clinical vocabulary of the field (self pressure 30-90 s, heat 10-20 min ...).
TREATMENT_KINDS: dict[str, TreatmentKind] = {
    "self_pressure": TreatmentKind(
        "Self pressure",
        (
            "fingers",
            "ball",
            "cane",
            "board, bullseye",
            "board, wave",
            "board, arch",
            "board, ball head",
            "knobber",
            "wall or floor",
        ),
        usual_minutes=2,
        presses=True,
    ),
    "stretching": TreatmentKind("Stretching", ("static", "contract-relax", "active"), usual_minutes=3),
    "heat": TreatmentKind("Heat", ("wrap", "bath", "pad"), usual_minutes=15),
    "cold": TreatmentKind("Cold", ("pack", "spray"), usual_minutes=10),
    "foam_rolling": TreatmentKind("Foam rolling", ("roller", "stick", "ball"), usual_minutes=2, presses=True),
    "massage_gun": TreatmentKind("Massage gun", (), usual_minutes=1, presses=True),
    "massage": TreatmentKind("Massage", ("oil", "dry", "trigger point"), usual_minutes=10, presses=True),
    "exercise": TreatmentKind(
        "Exercise", ("strength", "walking", "aerobic", "mobility", "rehab plan"), usual_minutes=15
    ),
    "relaxation": TreatmentKind("Relaxation", ("mindfulness", "muscle relaxation", "biofeedback"), 10),
    "breathing": TreatmentKind("Breathing", ("diaphragmatic",), usual_minutes=5),
    "dry_needling": TreatmentKind("Dry needling"),
    "injection": TreatmentKind("Injection"),
    "manual_therapy": TreatmentKind("Manual therapy", ("mobilisation", "manipulation", "muscle energy"), 20),
    "tens": TreatmentKind("TENS", (), usual_minutes=30),
    "ergonomic_change": TreatmentKind(
        "Change at desk or bag", ("desk", "chair", "screen", "pillow", "bag", "shoes", "breaks"), lasting=True
    ),
    "sleep_change": TreatmentKind("Change of sleep", ("bedtime", "pillow", "position"), lasting=True),
    "hydration": TreatmentKind("Drinking more", lasting=True),
    "magnesium": TreatmentKind("Magnesium", lasting=True),
    "supplement": TreatmentKind("Supplement", lasting=True),
    "medicine": TreatmentKind("Medicine"),
    "jaw_care": TreatmentKind("Jaw care", ("splint", "rest position")),
    "rest": TreatmentKind("Rest or pacing", (), usual_minutes=30),
    "none": TreatmentKind("Nothing, on purpose"),
    "other": TreatmentKind("Something else"),
}

# What a physiotherapist, doctor or massage therapist may have done, in the order in which they are asked.
PROFESSIONAL_KINDS = (
    "manual_therapy",
    "massage",
    "dry_needling",
    "stretching",
    "exercise",
    "heat",
    "cold",
    "tens",
    "injection",
    "other",
)

TREATED_BY: dict[str, str] = {"self": "myself", "partner": "partner", "professional": "professional"}


class BuiltinFactor(NamedTuple):
    """A factor every diary starts with; `in_use` says whether Today shows it from the first day."""

    name: str
    kind: str
    unit: str = ""
    in_use: bool = False
    asks_note: bool = False


BUILTIN_FACTORS: dict[str, BuiltinFactor] = {
    "desk_hours": BuiltinFactor("Desk hours", "hours", "h", in_use=True),
    "longest_sitting": BuiltinFactor("Longest sitting without a break", "minutes", "min"),
    "movement_breaks": BuiltinFactor("Movement breaks", "count"),
    "activity_minutes": BuiltinFactor("Activity", "minutes", "min", in_use=True),
    "training_load": BuiltinFactor("Training load", "scale"),
    "overuse": BuiltinFactor("Overuse", "yes_no"),
    "acute_injury": BuiltinFactor("Acute injury", "yes_no", asks_note=True),
    "water": BuiltinFactor("Water", "amount", "l"),
    "magnesium": BuiltinFactor("Magnesium", "yes_no"),
    "screen_hours": BuiltinFactor("Screen and phone", "hours", "h"),
    "posture": BuiltinFactor("Posture, how strained", "scale"),
    "jaw_clenching": BuiltinFactor("Jaw clenching", "yes_no"),
    "carried_load": BuiltinFactor("Carried load", "amount", "kg"),
}


def treatment_name(kind: str) -> str:
    """The name of a kind of treatment, also of one that is no longer offered."""
    return TREATMENT_KINDS[kind].label if kind in TREATMENT_KINDS else kind


def within_a_sentence(name: str) -> str:
    """The name with a small first letter, unless it is an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
