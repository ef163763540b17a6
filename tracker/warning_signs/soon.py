"""Signs for which an appointment is made within days."""

from tracker.warning_signs.signs import ARM, HEAD_NECK, LEG, LOW_BACK, Sign, Urgency

SOON = Urgency(
    "soon",
    "See a clinician in the coming days",
    "In days",
    "Make an appointment within days, two weeks at most.",
    (
        Sign(
            "Anywhere",
            "New muscle pain in many places after starting a medicine, such as one for cholesterol. If the urine "
            "turns dark or you feel weak, get help now.",
            ticks=("weak",),
        ),
        Sign("Anywhere", "Over 50: both shoulders or both hips very stiff in the morning.", ticks=("stiff",)),
        Sign("Face and neck", "Pain in the face like an electric shock from a light touch.", ("head",)),
        Sign(
            "Face and neck",
            "A hoarse voice, trouble swallowing or a lump in the neck for three weeks or more.",
            HEAD_NECK,
        ),
        Sign(
            "Shoulder, arm and leg",
            "New pins and needles or numbness in an arm or leg that has not settled within a few days.",
            ("neck", "upper_back", "chest", "low_back", *ARM, *LEG),
            ("tingling",),
        ),
        Sign(
            "Shoulder, arm and leg",
            "Constant shoulder pain with a cough, weight loss, years of smoking, a weak hand or a drooping eyelid: "
            "ask for an urgent appointment.",
            ("neck", "chest", "upper_back", *ARM),
            ("weak", "tingling"),
        ),
        Sign(
            "Low back",
            "Back pain that began before 45 and has lasted more than three months, with stiff mornings, waking in the "
            "second half of the night, and easing with movement.",
            LOW_BACK,
            ("stiff",),
        ),
        Sign("Leg and foot", "Pain in the calf on walking that stops when you rest.", ("knee", "lower_leg")),
        Sign(
            "Leg and foot",
            "A knee that locks, gives way or swells after a twist.",
            ("thigh", "knee"),
            ("stiff", "weak"),
        ),
        Sign(
            "Leg and foot",
            "Pain on one bony spot of the foot or shin after running more than usual.",
            ("lower_leg", "foot"),
        ),
    ),
)
