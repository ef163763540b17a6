"""A diary as a FHIR R4 Bundle for a health record system: observations of pain, sleep and stress, and treatments.

Small on purpose: what has no plain place in such a system (factors, signs, derived episodes) is left to the other
files. Everything is reported by the person and by nobody else, so the Patient, who has no name here, is the performer.
"""

import json
import uuid
from collections.abc import Generator, Iterable, Iterator
from itertools import chain
from typing import Any

from tracker.entries import CheckInEntry, Date, Id, RatingEntry, TreatmentEntry
from tracker.exchange.archive_values import plain
from tracker.exchange.chunks import in_chunks
from tracker.exchange.rows import SpotLabel, spot_labels
from tracker.exchange.stored import Selection
from tracker.models import Person
from tracker.vocabulary import TREATED_BY, treatment_name

LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"
CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
# Our own scales 0-10 have no code elsewhere: LOINC's 93038-8, stress, is a list of five words.
OWN_CODES = "urn:uuid:0f6d0c3e-3f5b-4c67-9a6c-6f7d2f4f5b1e"
_NAMESPACE = uuid.UUID(OWN_CODES)

PAIN = {
    "coding": [
        {
            "system": LOINC,
            "code": "72514-3",
            "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
        }
    ],
    "text": "Worst pain of the day, 0-10",
}
SLEEP = {
    "coding": [{"system": LOINC, "code": "93832-4", "display": "Sleep duration"}],
    "text": "Hours slept in the night that ended on this morning",
}
SLEEP_QUALITY = {
    "coding": [{"system": OWN_CODES, "code": "sleep-quality-0-10", "display": "Sleep quality, 0-10"}],
    "text": "Sleep quality of the night that ended on this morning, 0 worst to 10 best",
}
STRESS = {
    "coding": [{"system": OWN_CODES, "code": "stress-0-10", "display": "Stress, 0-10"}],
    "text": "Stress of the day, 0 none to 10 most",
}
NOTE = {
    "coding": [{"system": OWN_CODES, "code": "note", "display": "Note of the day"}],
    "text": "Note of the day, in the person's own words",
}
LATE = "Written down more than 24 hours after its day had ended."

Resource = dict[str, Any]


def fhir_bytes(selection: Selection, made_on: Date) -> Generator[bytes, None, None]:
    """The same diary, selection and day give the same bytes."""
    return in_chunks(_texts(selection, made_on))


def _texts(selection: Selection, made_on: Date) -> Iterator[str]:
    yield f'{{"resourceType":"Bundle","type":"collection","timestamp":"{made_on}T00:00:00Z","entry":[\n'
    between = ""
    for resource in _resources(selection):
        entry = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
        yield between + json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        between = ",\n"
    yield "\n]}\n"


def _resources(selection: Selection) -> Iterator[Resource]:
    patient = patient_id(selection.person)
    of_person = {"reference": f"urn:uuid:{patient}"}
    yield {"resourceType": "Patient", "id": patient}
    spots = spot_labels(selection)
    notes = selection.notes
    yield from chain.from_iterable(_check_in(each, of_person, notes=notes) for each in selection.check_ins())
    yield from chain.from_iterable(_rating(each, spots, of_person) for each in selection.ratings())
    for treatment in selection.treatments():
        yield _procedure(treatment, spots, of_person, notes=notes)


def patient_id(person: Person) -> str:
    """The same in every file of one account, and telling nothing of it."""
    return _id(str(person.pk), person.date_joined.isoformat())


def _id(*parts: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, " ".join(parts)))


def _words(text: str) -> str:
    """Without the signs that FHIR forbids in a text, and without space around it."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\r\n").strip()


def _observation(key: str, date: Date, code: Resource, of_person: Resource, *, late: bool) -> Resource:
    return {
        "resourceType": "Observation",
        "id": key,
        "status": "final",
        "category": [{"coding": [{"system": CATEGORIES, "code": "survey", "display": "Survey"}]}],
        "code": code,
        "subject": of_person,
        "effectiveDateTime": date.isoformat(),
        "performer": [of_person],
        **_notes(LATE if late else ""),
    }


def _notes(*texts: str) -> Resource:
    said = [{"text": text} for text in texts if text]
    return {"note": said} if said else {}


def _check_in(entry: CheckInEntry, of_person: Resource, *, notes: bool) -> Iterator[Resource]:
    found: list[tuple[str, Resource, Resource]] = []
    if entry.sleep_hours is not None:
        hours = {"value": plain(entry.sleep_hours), "unit": "h", "system": UCUM, "code": "h"}
        found.append(("sleep_hours", SLEEP, {"valueQuantity": hours}))
    if entry.sleep_quality is not None:
        found.append(("sleep_quality", SLEEP_QUALITY, {"valueInteger": entry.sleep_quality}))
    if entry.stress is not None:
        found.append(("stress", STRESS, {"valueInteger": entry.stress}))
    if notes and (note := _words(entry.note)):
        found.append(("note", NOTE, {"valueString": note}))
    for item, code, value in found:
        yield {**_observation(_id(entry.id, item), entry.date, code, of_person, late=entry.late), **value}


def _rating(entry: RatingEntry, spots: dict[Id, SpotLabel], of_person: Resource) -> Iterable[Resource]:
    if entry.pain is not None:
        found = _observation(entry.id, entry.date, PAIN, of_person, late=entry.late)
        yield {**found, "bodySite": {"text": _place(spots[entry.spot])}, "valueInteger": entry.pain}


def _place(label: SpotLabel) -> str:
    return _words(f"{label.name} ({label.side} {label.muscle.replace('_', ' ')})")


def _procedure(
    entry: TreatmentEntry, spots: dict[Id, SpotLabel], of_person: Resource, *, notes: bool
) -> Resource:
    """Whoever else did it is no resource here, only a word."""
    by = of_person if entry.by == "self" else {"display": _words(TREATED_BY.get(entry.by, entry.by))}
    where = [{"text": _place(spots[each.spot])} for each in entry.spots]
    changed = _changed(entry, spots)
    return {
        "resourceType": "Procedure",
        "id": entry.id,
        "status": "completed",
        "code": {"text": _words(", ".join(filter(None, [treatment_name(entry.kind), entry.tool])))},
        "subject": of_person,
        "performedDateTime": entry.date.isoformat(),
        "asserter": of_person,
        **({"performer": [{"actor": by}]} if entry.by else {}),
        **({"bodySite": where or [{"text": "Whole body"}]} if where or entry.whole_body else {}),
        **({"outcome": {"text": changed}} if changed else {}),
        **_notes(_words(entry.note) if notes else "", LATE if entry.late else ""),
    }


def _changed(entry: TreatmentEntry, spots: dict[Id, SpotLabel]) -> str:
    """Pain just before and after. No observation: the pain after a treatment never counts as the pain of the day."""
    return "; ".join(
        f"{_words(spots[each.spot].name)}: pain {_or_unknown(each.pain_before)} before, "
        f"{_or_unknown(each.pain_after)} after (0-10)"
        for each in entry.spots
        if each.pain_before is not None or each.pain_after is not None
    )


def _or_unknown(pain: int | None) -> str:
    return "not recorded" if pain is None else str(pain)
