"""Signs for which advice is asked the same day."""

from tracker.warning_signs.signs import ARM, BELLY, HEAD_NECK, LEG, Sign, Urgency

ANYWHERE = (
    Sign("Anywhere", "New pain with fever, shivering or feeling very unwell."),
    Sign("Anywhere", "Losing weight without trying, or night sweats that soak the sheets."),
    Sign("Anywhere", "Pain that rest does not ease and that is much worse at night."),
    Sign("Anywhere", "A new lump, swelling or change of shape."),
    Sign("Anywhere", "You have had cancer, and a new pain stays or grows."),
    Sign(
        "Anywhere", "New pain in the spine with a weak immune system, injected drugs or a recent infection."
    ),
    Sign("Anywhere", "Sudden back pain, even after a small knock, with thin bones or long use of steroids."),
    Sign("Anywhere", "One joint that is hot, red, swollen and very painful.", ticks=("stiff",)),
    Sign("Anywhere", "A painful rash with blisters in a strip on one side.", ticks=("tingling",)),
)

UPPER = (
    Sign(
        "Head and neck",
        "Over 50: a new headache, a sore temple or scalp, or a jaw that aches on chewing.",
        ("head",),
    ),
    Sign(
        "Head and neck",
        "New, severe pain on one side of the neck or head unlike any before, above all after a jolt, a neck "
        "manipulation or a massage gun.",
        HEAD_NECK,
    ),
    Sign(
        "Head and neck",
        "Clumsy or numb hands, dropping things, unsteady walking, or electric shocks down the spine or legs.",
        ("neck", "upper_back", *ARM),
        ("weak", "tingling"),
    ),
    Sign(
        "Shoulder and arm",
        "Weakness of an arm or hand that is new or growing.",
        ("neck", "upper_back", "chest", *ARM),
        ("weak",),
    ),
    Sign(
        "Shoulder and arm",
        "An arm you cannot lift after an injury.",
        ("shoulder", "upper_arm"),
        ("weak", "stiff"),
    ),
    Sign("Shoulder and arm", "One arm that is swollen, heavy, warm or bluish.", ("chest", *ARM)),
)

LOWER = (
    Sign("Back", "New pain high between the shoulder blades that nobody has ever checked.", ("upper_back",)),
    Sign(
        "Back",
        "Pain in the side or back with fever or blood in the urine.",
        ("upper_back", "low_back", *BELLY),
    ),
    Sign("Back", "A foot that drags, or one leg that is getting weaker.", ("low_back", *LEG), ("weak",)),
    Sign(
        "Leg and foot",
        "One calf or thigh that is swollen, throbbing, warm or red.",
        ("hip_buttock", "thigh", "knee", "lower_leg", "foot"),
    ),
    Sign(
        "Leg and foot",
        "A pop or a kick felt at the back of the ankle, and a weak push-off since.",
        ("lower_leg", "foot"),
        ("weak",),
    ),
    Sign(
        "Leg and foot",
        "With diabetes or numb feet: a wound, heat, redness or swelling.",
        ("lower_leg", "foot"),
        ("tingling",),
    ),
)

TODAY = Urgency(
    "today",
    "Get advice the same day",
    "Today",
    "Call your doctor or an urgent care line today, also at the weekend.",
    (*ANYWHERE, *UPPER, *LOWER),
)
