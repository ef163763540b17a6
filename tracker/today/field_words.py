"""What a field is called in a sentence, and what to say when two pages disagreed about it."""

from tracker.changes.day import Saved
from tracker.changes.fields import Value, as_text
from tracker.models import Factor, Person, Spot
from tracker.models.diary import SIGNS
from tracker.spot_names import display_name

_OF_THE_DAY = {
    "sleep_hours": "Sleep",
    "sleep_quality": "How well you slept",
    "stress": "Stress",
    "note": "The note",
    "completed": "That's all",
}
_OF_A_SPOT = {"pain": "Pain of", "signs": "Signs of", "zones": "Areas of"}


def words_of(person: Person, saved: Saved) -> list[str]:
    """One sentence for each field in which this save overruled another page."""
    return [
        f"{_name(person, one.field)}: another page had changed this meanwhile to {_words(one.theirs)}. "
        f"It now says {_words(one.ours)}."
        for one in saved.overruled
    ]


def _name(person: Person, field: str) -> str:
    family, _, key = field.partition(".")
    if family in _OF_A_SPOT:
        return f"{_OF_A_SPOT[family]} {display_name(Spot.objects.for_user(person).get(public_id=key))}"
    if key:
        return Factor.objects.for_user(person).get(public_id=key).name
    return _OF_THE_DAY[family]


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return "done" if value else "not done"
    if isinstance(value, tuple):
        return ", ".join(SIGNS.get(tick, tick) for tick in value) or "nothing ticked"
    text = as_text(value)
    if not text:
        return "not recorded"
    return (
        f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"
        if isinstance(value, str)
        else text
    )
