"""Signs for which emergency help is called."""

from tracker.warning_signs.signs import ARM, BELLY, CHEST, HEAD_NECK, LOW_BACK, Sign, Urgency

ANYWHERE = (
    Sign("Anywhere", "Pain after a serious accident or a fall from a height."),
    Sign(
        "Anywhere",
        "Dark, tea-coloured urine with severe muscle pain or weakness, for example after very hard exercise, a heavy "
        "massage or being crushed.",
        ticks=("weak",),
    ),
    Sign(
        "Anywhere",
        "Thoughts of ending your life because of pain, or for any other reason. You deserve help with this today; "
        "emergency services and crisis lines are there for it.",
    ),
)

HEAD = (
    Sign(
        "Head, face and jaw",
        "A sudden headache, the worst you have known, that peaks within about a minute.",
        HEAD_NECK,
    ),
    Sign(
        "Head, face and jaw",
        "A headache after a blow to the head with drowsiness, vomiting or confusion.",
        HEAD_NECK,
    ),
    Sign(
        "Head, face and jaw",
        "One side of the face droops, an arm drifts down or speech is slurred, even if it passes.",
        (*HEAD_NECK, *ARM),
        ("weak", "tingling"),
    ),
    Sign(
        "Head, face and jaw",
        "Over 50: a new headache, a sore temple or scalp, or a jaw that aches on chewing, together with blurred, "
        "double or lost sight.",
        ("head",),
    ),
    Sign(
        "Head, face and jaw",
        "Swelling of the jaw or face with trouble swallowing, breathing or opening the mouth.",
        HEAD_NECK,
        ("stiff",),
    ),
)

NECK = (
    Sign(
        "Neck",
        "New, severe pain on one side of the neck or head, unlike any before, that came on suddenly.",
        HEAD_NECK,
    ),
    Sign(
        "Neck",
        "Neck or head pain unlike any before, with dizziness, double vision, slurred speech, trouble swallowing, a "
        "drooping eyelid, a numb face or unsteadiness.",
        HEAD_NECK,
        ("tingling",),
    ),
    Sign(
        "Neck",
        "A stiff neck with fever, a bad headache, a rash, or light that hurts the eyes.",
        HEAD_NECK,
        ("stiff",),
    ),
    Sign(
        "Neck",
        "Clumsy or numb hands, unsteady walking or electric shocks down the spine that get worse quickly, or come "
        "with a change of bladder or bowel.",
        ("neck", "upper_back", *ARM),
        ("weak", "tingling"),
    ),
)

SHOULDER = (
    Sign(
        "Shoulder and arm",
        "An ache in the shoulder, arm, jaw or back with pressure in the chest, sweating, breathlessness, nausea or a "
        "feeling of dread, or one that comes with effort.",
        (*HEAD_NECK, *ARM, *CHEST, "low_back"),
        ("travels",),
    ),
    Sign(
        "Shoulder and arm",
        "Pain at the tip of the shoulder when you may be pregnant, after a blow to the belly, or with faintness.",
        ("neck", "shoulder", "upper_arm"),
        ("travels",),
    ),
    Sign(
        "Shoulder and arm",
        "A shoulder that is out of shape or cannot be moved after a fall, a fit or an electric shock.",
        ("shoulder", "upper_arm"),
        ("stiff",),
    ),
)

TRUNK = (
    Sign(
        "Chest, back and belly",
        "Chest pain that is new, heavy, or lasts for more than a few minutes.",
        (*CHEST, "shoulder", "abdomen"),
    ),
    Sign(
        "Chest, back and belly",
        "A sharp pain on breathing in, sudden breathlessness, or coughing up blood.",
        (*CHEST, "shoulder", "abdomen"),
    ),
    Sign(
        "Chest, back and belly",
        "Breathlessness or chest pain after needling near the ribs, neck or shoulder.",
        ("neck", "shoulder", *CHEST),
    ),
    Sign("Chest, back and belly", "A sudden tearing pain between the shoulder blades.", CHEST),
    Sign(
        "Chest, back and belly",
        "A band of pain around the body with weak or numb legs.",
        (*CHEST, *LOW_BACK, *BELLY),
        ("weak", "tingling", "travels"),
    ),
    Sign(
        "Chest, back and belly",
        "A lump in the belly that pulses, or a sudden severe pain in the belly or back, above all over 60.",
        (*BELLY, "low_back", "upper_back"),
    ),
    Sign(
        "Chest, back and belly",
        "Severe belly pain with a hard belly, vomiting, bleeding or pregnancy.",
        (*BELLY, "low_back"),
    ),
)

BACK_AND_GROIN = (
    Sign(
        "Low back and groin",
        "Numbness or tingling around the genitals, the buttocks or the inner thighs.",
        (*LOW_BACK, "abdomen", "thigh"),
        ("tingling",),
    ),
    Sign(
        "Low back and groin",
        "You cannot pass urine or cannot feel it pass, you leak urine or stool, or sexual feeling or erection is "
        "newly lost.",
        (*LOW_BACK, "abdomen", "thigh"),
        ("weak", "tingling"),
    ),
    Sign(
        "Low back and groin",
        "Pain, tingling or weakness in both legs.",
        (*LOW_BACK, "thigh", "knee", "lower_leg", "foot"),
        ("weak", "tingling", "travels"),
    ),
    Sign(
        "Low back and groin",
        "Sudden pain in a testicle, or a painful lump in the groin that will not go back.",
        (*BELLY, "hip_buttock", "thigh"),
    ),
)

LEGS = (
    Sign(
        "Hip and leg",
        "You cannot stand on the leg after a fall.",
        ("hip_buttock", "thigh", "knee"),
        ("weak",),
    ),
    Sign(
        "Hip and leg",
        "One calf or thigh is swollen, throbbing, warm or red, and you are breathless or your chest hurts.",
        ("hip_buttock", "thigh", "knee", "lower_leg", "foot"),
    ),
    Sign(
        "Hip and leg",
        "A leg that is suddenly cold, pale or numb.",
        ("hip_buttock", "thigh", "knee", "lower_leg", "foot"),
        ("tingling", "weak"),
    ),
    Sign(
        "Hip and leg",
        "A tight, swelling, severe pain after exercise or an injury, worse when stretched, with a numb foot.",
        ("thigh", "knee", "lower_leg", "foot"),
        ("tingling", "stiff"),
    ),
)

NOW = Urgency(
    "now",
    "Get emergency help now",
    "Now",
    "Call your emergency number (112, 911, 999 or 000, depending on where you are), or have somebody take you.",
    (*ANYWHERE, *HEAD, *NECK, *SHOULDER, *TRUNK, *BACK_AND_GROIN, *LEGS),
)
