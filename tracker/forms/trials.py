"""What people send about experiments: the plan, a note of a day, and the end."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from tracker.analysis.trial_plan import EpisodePlan, PeriodPlan, Terms
from tracker.body.catalogue import REGION_LABELS, muscle
from tracker.changes.trials import Place
from tracker.forms.treatments import STALE
from tracker.models import Spot
from tracker.models.trials import NOTE_LENGTH
from tracker.spot_names import display_names

DESIGNS = {"periods": "Some days each", "episodes": "An episode each"}
MEASURES = {"return": "How long it stays away", "drop": "Pain a day later"}
HORIZONS = {0: "The same day", 1: "The day after"}
# The fields that only one of the designs has.
OWN_FIELDS = {"periods": ("pairs", "length", "wash", "horizon"), "episodes": ("blocks", "measure")}
YEAR = datetime.timedelta(days=366)
NOT_A_SPOT = "A trial of this kind needs one spot. Choose it here."
NO_SPOT = "A trial of this kind needs one spot, and there is none in use."
NOTHING_LEFT = "At least one day of a period must be left to look at."
BOTH_THE_SAME = "Both are the same. Say what is different."


def _number(label: str, lowest: int, highest: int, usual: int, help_text: str) -> forms.IntegerField:
    wrong = f"A whole number from {lowest} to {highest}."
    return forms.IntegerField(
        label=label,
        min_value=lowest,
        max_value=highest,
        initial=usual,
        help_text=help_text,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _words(label: str, length: int, example: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        help_text=example,
        error_messages={"required": missing, "max_length": f"At most {length} characters."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class TrialForm(forms.Form):
    """The plan of a trial. `preview`: only its numbers count, and what is missing is as usual.

    So another page may post a question, A, B and an outcome to have them planned further.
    """

    public_id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"invalid": STALE, "required": STALE}
    )
    question = _words(
        *("Your question", 200, "As: Does stretching before bed change my morning pain?"),
        "Write what you want to know.",
    )
    a = _words("A", 80, "As: stretching before bed", "Write what A is.")
    b = _words("B", 80, "As: no stretching", "Write what B is.")
    design = forms.ChoiceField(
        label="A and B take turns",
        choices=DESIGNS,
        initial="periods",
        widget=forms.RadioSelect,
        help_text="Days: for habits, pillows, supplements. Episodes: for treatments, each time one spot is back.",
    )
    outcome = forms.ChoiceField(
        label="What is compared", error_messages={"invalid_choice": "Choose one of the list."}
    )
    measure = forms.ChoiceField(
        label="What counts", choices=MEASURES, initial="return", widget=forms.RadioSelect
    )
    pairs = _number(
        "Pairs", 2, 24, 8, "A pair is one period of A and one of B. More pairs tell more. Usual: 8."
    )
    length = _number("Days in a period", 2, 14, 4, "Usual: 4. For what acts slowly, such as a supplement: 7.")
    wash = _number("First days left out", 0, 3, 1, "What came before may still act then. Usual: 1, slow: 2.")
    horizon = forms.TypedChoiceField(
        label="Pain of which day",
        choices=HORIZONS,
        initial=0,
        coerce=int,
        widget=forms.RadioSelect,
        help_text="For what you do in the evening: the day after.",
    )
    blocks = _number(
        "Pairs of episodes", 2, 30, 10, "Each holds one episode with A and one with B. Usual: 10."
    )
    first_day = forms.DateField(
        label="First day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(("required", "invalid"), "A date, as 2026-11-23."),
    )

    def __init__(
        self, data: Any = None, *, today: datetime.date, spots: Iterable[Spot], preview: bool = False
    ) -> None:
        initial = {"first_day": today + datetime.timedelta(days=1), "public_id": uuid4(), "outcome": "all"}
        if preview and data is not None:
            usual = {name: field.initial for name, field in self.base_fields.items()} | initial
            data = {**usual, **{name: data[name] for name in data}}
        super().__init__(data, initial=initial)
        self.today = today
        self.spots = {str(spot.public_id): spot for spot in spots if spot.archived_on is None}
        self.fields["outcome"].choices = self._outcomes()  # type: ignore[attr-defined]
        self.fields["first_day"].widget.attrs |= {"min": today.isoformat(), "max": (today + YEAR).isoformat()}
        for name in ("question", "a", "b", "public_id") if preview else ():
            self.fields[name].required = False

    def _outcomes(self) -> list[Any]:
        names = display_names(self.spots.values())
        there = {muscle(spot.muscle).region for spot in self.spots.values()}
        regions = [(f"region:{slug}", label) for slug, label in REGION_LABELS.items() if slug in there]
        spots = [(f"spot:{key}", names[spot.pk]) for key, spot in self.spots.items()]
        groups = [("One spot", spots), ("A region, its worst pain", regions)]
        return [("all", "All pain, the worst of the day"), *(group for group in groups if group[1])]

    def clean_first_day(self) -> datetime.date:
        date: datetime.date = self.cleaned_data["first_day"]
        if not self.today <= date <= self.today + YEAR:
            raise ValidationError("From today on, and within a year.")
        return date

    def clean(self) -> dict[str, Any]:
        """Numbers of the other design are left alone, whatever they say."""
        cleaned = super().clean() or self.cleaned_data
        design = cleaned.get("design", "periods")
        for name in OWN_FIELDS["episodes" if design == "periods" else "periods"]:
            self.errors.pop(name, None)
            cleaned[name] = self.fields[name].initial
        a, b = (" ".join(cleaned.get(name, "").split()) for name in ("a", "b"))
        if a and a.casefold() == b.casefold():
            self.add_error("b", BOTH_THE_SAME)
        if design == "episodes" and not cleaned.get("outcome", "spot:").startswith("spot:"):
            self.add_error("outcome", NOT_A_SPOT if self.spots else NO_SPOT)
        if "length" in cleaned and "wash" in cleaned and cleaned["wash"] >= cleaned["length"]:
            self.add_error("wash", NOTHING_LEFT)
        return cleaned

    @property
    def numbers_fit(self) -> bool:
        """Only once validated."""
        numbers = {"first_day", "pairs", "length", "wash", "horizon", "blocks", "design", "measure"}
        return not numbers & set(self.errors)

    def plan(self) -> PeriodPlan | EpisodePlan:
        """Only where `numbers_fit`."""
        data = self.cleaned_data
        first = data["first_day"].toordinal()
        if data["design"] == "episodes":
            return EpisodePlan(first, data["blocks"])
        return PeriodPlan(first, data["pairs"], data["length"], data["wash"], data["horizon"])

    def place(self) -> Place:
        """Of what is chosen; all pain where nothing fits."""
        kind, _, key = self.cleaned_data.get("outcome", "all").partition(":")
        if kind == "spot":
            episodes = self.cleaned_data["design"] == "episodes"
            return Place(
                "spot", spot=self.spots[key], measure=self.cleaned_data["measure"] if episodes else "pain"
            )
        return Place("region", region=key) if kind == "region" else Place()

    def terms(self) -> Terms:
        """Only after `is_valid`. What is compared is sealed by the id of its spot, which no rename changes."""
        data, place = self.cleaned_data, self.place()
        at = str(place.spot.public_id) if place.spot else place.region
        outcome = " ".join(filter(None, (place.measure, place.target, at)))
        question, a, b = (" ".join(data[name].split()) for name in ("question", "a", "b"))
        return Terms(question, a, b, outcome, self.plan())


class NoteForm(forms.Form):
    """A flare, something unwelcome or something done differently on a day of the trial."""

    date = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(("required", "invalid"), "A date, as 2026-11-23."),
    )
    about = forms.ChoiceField(
        label="What",
        choices={
            "flare": "Flare or illness",
            "harm": "Unwelcome",
            "change": "Done differently",
        },
        initial="flare",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what it was."),
    )
    words = forms.CharField(
        label="In your words",
        max_length=NOTE_LENGTH,
        required=False,
        help_text="Not needed for a flare.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, first: datetime.date, today: datetime.date) -> None:
        super().__init__(data, initial={"date": today})
        self.first, self.today = first, today
        self.fields["date"].widget.attrs |= {"min": first.isoformat(), "max": today.isoformat()}

    def clean_date(self) -> datetime.date:
        date: datetime.date = self.cleaned_data["date"]
        if not self.first <= date <= self.today:
            raise ValidationError(f"From {self.first:%-d %B %Y}, the first day, to today.")
        return date

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("about") in {"harm", "change"} and not cleaned.get("words", "").strip():
            self.add_error("words", "Write what it was.")
        return cleaned


class EndForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=NOTE_LENGTH,
        required=False,
        help_text="It stands in the report. You may leave it empty.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
