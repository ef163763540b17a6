"""The bundle is FHIR R4 by the models of fhir.resources, and by the required bindings that these do not look at."""

import json
import re

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given

from tests import factories
from tests.exchange.diaries import drawn_diaries
from tests.exchange.test_archive_round_trip import fewer
from tests.exchange.test_round_trip import kept_by_somebody
from tests.factories import FIRST_DAY
from tracker.exchange.fhir import LOINC, UCUM, fhir_bytes
from tracker.exchange.stored import Selection

pytestmark = pytest.mark.django_db
OBSERVED = {
    "registered",
    "preliminary",
    "final",
    "amended",
    "corrected",
    "cancelled",
    "entered-in-error",
    "unknown",
}
HAPPENED = {
    "preparation",
    "in-progress",
    "not-done",
    "on-hold",
    "stopped",
    "completed",
    "entered-in-error",
    "unknown",
}
FHIR_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def bundle_of(person, **choice):
    data = b"".join(fhir_bytes(Selection(person, **choice), FIRST_DAY))
    bundle = json.loads(data)
    Bundle.model_validate_json(data)
    check(bundle)
    return bundle


def check(bundle) -> None:
    """What the models let pass: codes of required bindings, ids, and references that lead somewhere."""
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    known = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(known)) == len(known)
    patients = [
        url for url, each in zip(known, resources(bundle), strict=True) if each["resourceType"] == "Patient"
    ]
    assert len(patients) == 1
    for url, resource in zip(known, resources(bundle), strict=True):
        assert url == f"urn:uuid:{resource['id']}"
        assert FHIR_ID.fullmatch(resource["id"])
        assert resource["resourceType"] in ("Patient", "Observation", "Procedure")
        if resource["resourceType"] == "Observation":
            assert resource["status"] in OBSERVED
            assert resource["performer"] == [{"reference": patients[0]}]
        if resource["resourceType"] == "Procedure":
            assert resource["status"] in HAPPENED
        if resource["resourceType"] != "Patient":
            assert resource["subject"] == {"reference": patients[0]}
            texts = [resource["code"]["text"], *(note["text"] for note in resource.get("note", []))]
            assert all(text == text.strip() and text for text in texts)


def resources(bundle):
    return [entry["resource"] for entry in bundle["entry"]]


def test_pain_sleep_stress_and_treatments_are_coded_as_the_format_says(alice):
    spot = factories.spot(alice)
    factories.rating(spot, FIRST_DAY, 6, late=True)
    factories.check_in(alice, FIRST_DAY, sleep_hours="6.50", sleep_quality=4, stress=0, note="a private word")
    factories.treatment(FIRST_DAY, (spot, 6, None), tool="ball", by="self", note="hm")
    factories.treatment(FIRST_DAY, owner=alice, kind="heat", by="professional")
    bundle = bundle_of(alice)
    patient, *others = resources(bundle)
    assert patient.keys() == {"resourceType", "id"}
    pain = next(each for each in others if "bodySite" in each)
    hours, quality, stress = (
        each for each in others if each["resourceType"] == "Observation" and each != pain
    )
    assert (pain["code"]["coding"][0]["system"], pain["code"]["coding"][0]["code"]) == (LOINC, "72514-3")
    assert (pain["valueInteger"], pain["effectiveDateTime"]) == (6, "2026-03-02")
    assert pain["bodySite"] == {"text": "Left shoulder blade, top (left levator scapulae)"}
    assert pain["note"] == [{"text": "Written down more than 24 hours after its day had ended."}]
    assert hours["code"]["coding"][0]["code"] == "93832-4"
    assert hours["valueQuantity"] == {"value": 6.5, "unit": "h", "system": UCUM, "code": "h"}
    assert (quality["valueInteger"], stress["valueInteger"]) == (4, 0)
    pressed, warmed = (each for each in others if each["resourceType"] == "Procedure")
    assert pressed["code"] == {"text": "Self pressure, ball"}
    assert pressed["outcome"]["text"] == "Left shoulder blade, top: pain 6 before, not recorded after (0-10)"
    assert pressed["performer"] == [{"actor": pain["subject"]}]
    assert warmed["performer"] == [{"actor": {"display": "professional"}}]
    assert warmed["bodySite"] == [{"text": "Whole body"}]


def test_notes_go_along_only_when_asked_for_and_the_name_never(alice):
    spot = factories.spot(alice)
    factories.check_in(alice, FIRST_DAY, note="a private word")
    factories.treatment(FIRST_DAY, spot, note="a private word")
    assert "a private word" not in json.dumps(bundle_of(alice))
    assert json.dumps(bundle_of(alice, notes=True)).count("a private word") == 2
    assert "alice" not in json.dumps(bundle_of(alice, notes=True))


def test_the_same_diary_gives_the_same_bundle_and_the_range_is_kept(alice, bob):
    for person in (alice, bob):
        factories.write(factories.spot(person), "3 4 5")
    one, again, other = bundle_of(alice), bundle_of(alice), bundle_of(bob)
    assert one == again
    assert {entry["fullUrl"] for entry in one["entry"]} & {
        entry["fullUrl"] for entry in other["entry"]
    } == set()
    assert len(bundle_of(alice, end=FIRST_DAY)["entry"]) == 2


@fewer
@given(drawn_diaries())
def test_any_diary_makes_a_valid_bundle(drawn):
    with kept_by_somebody(drawn) as person:
        bundle_of(person, notes=True)
