import pytest

from tracker.body.catalogue import REGION_LABELS
from tracker.models.diary import SIGNS
from tracker.warning_signs import EMERGENCY, every_sign, signs_by_tick, signs_for
from tracker.warning_signs.signs import Sign

# Every row of the reference list by a few of its words, in its order.
ROWS = {
    "now": (
        "serious accident", "tea-coloured", "ending your life", "peaks within about a minute", "blow to the head",
        "face droops", "lost sight", "jaw or face with trouble swallowing", "came on suddenly",
        "drooping eyelid, a numb", "stiff neck with fever", "change of bladder",
        "pressure in the chest", "tip of the shoulder", "out of shape",
        "heavy, or lasts", "breathing in", "after needling", "tearing", "band of pain", "pulses", "hard belly",
        "inner thighs", "cannot pass urine", "both legs", "testicle", "stand on the leg", "and you are breathless",
        "cold, pale or numb", "tight, swelling",
    ),
    "today": (
        "fever, shivering", "Losing weight", "worse at night", "new lump", "had cancer", "weak immune", "thin bones",
        "One joint", "blisters", "aches on chewing", "massage gun", "dropping things", "arm or hand that is new",
        "cannot lift", "One arm", "high between", "blood in the urine", "foot that drags", "warm or red", "ankle",
        "diabetes",
    ),
    "soon": (
        "starting a medicine", "both shoulders or both hips", "electric shock from a light touch", "hoarse",
        "pins and needles", "years of smoking", "began before 45", "calf on walking", "knee that locks", "bony spot",
    ),
}  # fmt: skip
LINES = [(group.urgency.slug, sign) for group in every_sign() for sign in group.signs]


@pytest.mark.parametrize("urgency", ROWS)
def test_every_row_of_the_reference_is_there_once_under_its_urgency(urgency: str) -> None:
    texts = [sign.text for slug, sign in LINES if slug == urgency]
    assert len(texts) == len(ROWS[urgency])
    for words in ROWS[urgency]:
        assert len([text for text in texts if words in text]) == 1, words


def test_no_sign_stands_twice_and_none_names_a_disease():
    texts = [sign.text for _, sign in LINES]
    assert len(texts) == len(set(texts))
    for word in ("stroke", "meningitis", "aneurysm", "shingles", "thrombosis", "you have a"):
        assert not [text for text in texts if word in text.lower()]


def test_signs_name_only_parts_of_the_body_and_ticks_that_there_are():
    assert {region for _, sign in LINES for region in sign.regions} == REGION_LABELS.keys()
    assert {tick for _, sign in LINES for tick in sign.ticks} == SIGNS.keys() - {"tender", "cord", "familiar"}


@pytest.mark.parametrize("region", REGION_LABELS)
def test_a_part_of_the_body_shows_its_own_signs_and_then_those_of_anywhere(region: str) -> None:
    known = signs_for(region)
    assert known.emergency == EMERGENCY
    assert [group.urgency.slug for group in known.groups] == ["now", "today", "soon"]
    for group in known.groups:
        of = [sign for slug, sign in LINES if slug == group.urgency.slug]
        here = [sign for sign in of if region in sign.regions]
        anywhere = [sign for sign in of if not sign.regions]
        assert list(group.signs) == [*here, *anywhere]


def by_tick(region: str, tick: str) -> list[Sign]:
    return [sign for group in signs_by_tick(region).groups for sign in group.signs if tick in sign.ticks]


def test_a_stiff_neck_is_told_of_necks_first_and_of_anywhere_last():
    texts = [sign.text for group in signs_by_tick("neck").groups[:1] for sign in group.signs]
    stiff = [sign for sign in by_tick("neck", "stiff") if sign.text in texts]
    assert stiff[0].place == "Neck"
    for region in REGION_LABELS:
        for group in signs_by_tick(region).groups:
            anywhere = [not sign.regions for sign in group.signs]
            assert anywhere == sorted(anywhere)


def test_a_tick_leads_to_signs_of_its_part_of_the_body():
    assert any("arm or hand" in sign.text for sign in by_tick("neck", "weak"))
    assert not any("foot" in sign.text for sign in by_tick("neck", "weak"))
    assert any("foot that drags" in sign.text for sign in by_tick("low_back", "weak"))
    assert any("inner thighs" in sign.text for sign in by_tick("low_back", "tingling"))
    assert any("stiff neck with fever" in sign.text for sign in by_tick("neck", "stiff"))
    for region in REGION_LABELS:
        assert all(by_tick(region, tick) for tick in ("weak", "tingling", "stiff")), region
