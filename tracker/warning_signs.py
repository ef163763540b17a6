"""Signs that need medical help: a static list, the same for everybody, never weighed against anybody's entries.

Adults only. Grouped by how soon, then by where. The words ask people to get checked and never name what it may be.
"""

from typing import NamedTuple


class Region(NamedTuple):
    name: str
    signs: tuple[str, ...]


class Urgency(NamedTuple):
    """`slug` is the anchor of the section and the name of its look."""

    slug: str
    title: str
    short: str
    advice: str
    regions: tuple[Region, ...]


EMERGENCY = (
    "If you have chest pain, sudden weakness or numbness, trouble speaking, trouble passing urine or numbness between "
    "the legs, a sudden severe headache, or a swollen painful leg with breathlessness, call your emergency number now. "
    "Do not use this app to decide."
)

NOW = Urgency(
    "now",
    "Get emergency help now",
    "Now",
    "Call your emergency number (112, 911, 999 or 000, depending on where you are), or have somebody take you.",
    (
        Region(
            "Anywhere",
            (
                "Pain after a serious accident or a fall from a height.",
                (
                    "Dark, tea-coloured urine with severe muscle pain or weakness, for example after very hard "
                    "exercise, a heavy massage or being crushed."
                ),
                (
                    "Thoughts of ending your life. You deserve help with this today; emergency services and crisis "
                    "lines are there for it."
                ),
            ),
        ),
        Region(
            "Head, face and jaw",
            (
                "A sudden headache, the worst you have known, that peaks within about a minute.",
                "A headache after a blow to the head with drowsiness, vomiting or confusion.",
                "One side of the face droops, an arm drifts down or speech is slurred, even if it passes.",
                (
                    "Over 50: a new headache, a sore temple or scalp, or a jaw that aches on chewing, together with "
                    "blurred, double or lost sight."
                ),
                "Swelling of the jaw or face with trouble swallowing, breathing or opening the mouth.",
            ),
        ),
        Region(
            "Neck",
            (
                "New, severe pain on one side of the neck or head that came on suddenly.",
                (
                    "Neck or head pain unlike any before, with dizziness, double vision, slurred speech, trouble "
                    "swallowing, a drooping eyelid, a numb face or unsteadiness."
                ),
                "A stiff neck with fever, a bad headache, a rash, or light that hurts the eyes.",
                (
                    "Clumsy hands or unsteady walking that is getting worse quickly, or comes with a change of bladder "
                    "or bowel."
                ),
            ),
        ),
        Region(
            "Shoulder and arm",
            (
                (
                    "An ache in the shoulder, arm, jaw or back with pressure in the chest, sweating, breathlessness, "
                    "nausea or a feeling of dread, or one that comes with effort."
                ),
                (
                    "Pain at the tip of the shoulder when you may be pregnant, after a blow to the belly, or with "
                    "faintness."
                ),
                "A shoulder that is out of shape or cannot be moved after a fall, a fit or an electric shock.",
            ),
        ),
        Region(
            "Chest, back and belly",
            (
                "Chest pain that is new, heavy, or lasts for more than a few minutes.",
                "A sharp pain on breathing in, sudden breathlessness, or coughing up blood.",
                "Breathlessness or chest pain after needling near the ribs, neck or shoulder.",
                "A sudden tearing pain between the shoulder blades.",
                "A band of pain around the body with weak or numb legs.",
                "A lump in the belly that pulses, or a sudden severe pain in the belly or back, above all over 60.",
                "Severe belly pain with a hard belly, vomiting, bleeding or pregnancy.",
            ),
        ),
        Region(
            "Low back and groin",
            (
                "Numbness or tingling around the genitals, the buttocks or the inner thighs.",
                (
                    "You cannot pass urine or cannot feel it pass, you leak urine or stool, or sexual feeling or "
                    "erection is newly lost."
                ),
                "Pain, tingling or weakness in both legs.",
                "Sudden pain in a testicle, or a painful lump in the groin that will not go back.",
            ),
        ),
        Region(
            "Hip and leg",
            (
                "You cannot stand on the leg after a fall.",
                "One calf or thigh is swollen, throbbing, warm or red, and you are breathless or your chest hurts.",
                "A leg that is suddenly cold, pale or numb.",
                "A tight, swelling, severe pain after exercise or an injury, worse when stretched, with a numb foot.",
            ),
        ),
    ),
)

TODAY = Urgency(
    "today",
    "Get advice the same day",
    "Today",
    "Call your doctor or an urgent care line today, also at the weekend.",
    (
        Region(
            "Anywhere",
            (
                "New pain with fever, shivering or feeling very unwell.",
                "Losing weight without trying, or night sweats that soak the sheets.",
                "Pain that rest does not ease and that is much worse at night.",
                "A new lump, swelling or change of shape.",
                "You have had cancer, and a new pain stays or grows.",
                "New pain in the spine with a weak immune system, injected drugs or a recent infection.",
                "Sudden back pain, even after a small knock, with thin bones or long use of steroids.",
                "One joint that is hot, red, swollen and very painful.",
                "A painful rash with blisters in a strip on one side.",
            ),
        ),
        Region(
            "Head and neck",
            (
                "Over 50: a new headache, a sore temple or scalp, or a jaw that aches on chewing.",
                (
                    "New, severe pain on one side of the neck or head unlike any before, above all after a jolt, a "
                    "neck manipulation or a massage gun."
                ),
                "Clumsy or numb hands, dropping things, unsteady walking, or electric shocks down the spine or legs.",
            ),
        ),
        Region(
            "Shoulder and arm",
            (
                "Weakness of an arm or hand that is new or growing.",
                "An arm you cannot lift after an injury.",
                "One arm that is swollen, heavy, warm or bluish.",
            ),
        ),
        Region(
            "Back",
            (
                "New pain high between the shoulder blades that nobody has ever checked.",
                "Pain in the side or back with fever or blood in the urine.",
                "A foot that drags, or one leg that is getting weaker.",
            ),
        ),
        Region(
            "Leg and foot",
            (
                "One calf or thigh that is swollen, throbbing, warm or red.",
                "A pop or a kick felt at the back of the ankle, and a weak push-off since.",
                "With diabetes or numb feet: a wound, heat, redness or swelling.",
            ),
        ),
    ),
)

SOON = Urgency(
    "soon",
    "See a clinician in the coming days",
    "In days",
    "Make an appointment within days, two weeks at most.",
    (
        Region(
            "Anywhere",
            (
                (
                    "New muscle pain in many places after starting a medicine, such as one for cholesterol. If the "
                    "urine turns dark or you feel weak, get help now."
                ),
                "Over 50: both shoulders or both hips very stiff in the morning.",
            ),
        ),
        Region(
            "Face and neck",
            (
                "Pain in the face like an electric shock from a light touch.",
                "A hoarse voice, trouble swallowing or a lump in the neck for three weeks or more.",
            ),
        ),
        Region(
            "Shoulder, arm and leg",
            (
                "New pins and needles or numbness in an arm or leg that has not settled within a few days.",
                (
                    "Constant shoulder pain with a cough, weight loss, years of smoking, a weak hand or a drooping "
                    "eyelid: ask for an urgent appointment."
                ),
            ),
        ),
        Region(
            "Low back",
            (
                (
                    "Back pain that began before 45 and has lasted more than three months, with stiff mornings, waking "
                    "in the second half of the night, and easing with movement."
                ),
            ),
        ),
        Region(
            "Leg and foot",
            (
                "Pain in the calf on walking that stops when you rest.",
                "A knee that locks, gives way or swells after a twist.",
                "Pain on one bony spot of the foot or shin after running more than usual.",
            ),
        ),
    ),
)

GROUPS = (NOW, TODAY, SOON)
PRESSING_CARE = (
    "an open wound, a broken bone, an inflamed or infected place",
    "a blood clot, varicose veins, or a hard bruise",
    "blood thinners, or bruises that come easily",
    "thin bones, or skin that feels little",
    "cancer in the area, or recent surgery, injury or injection there",
    "an implant, a pacemaker, or a pregnant belly",
)
