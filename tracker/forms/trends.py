"""What the charts are asked for: a stretch of days, the spots, and what to lay side by side."""

import datetime
from typing import Any

from django import forms

from tracker.models.diary import EARLIEST_DAY

Date = datetime.date

DATES = "dates"
EVERYTHING = "everything"
DEFAULT_RANGE = "3-months"
# Days up to and including today.
LENGTHS = {"2-weeks": 14, DEFAULT_RANGE: 91, "year": 365}
# More than this at once is neither readable nor quick: a single day of 1900 would draw 6,500 weeks.
LONGEST_YEARS = 11
RANGES = {
    "2-weeks": "2 weeks",
    DEFAULT_RANGE: "3 months",
    "year": "1 year",
    EVERYTHING: "Everything",
    DATES: "Dates",
}
DATE_PROBLEM = "Give a date, for example 2026-11-22."


class DayField(forms.DateField):
    """A day of the person's past, from 1900 to their today."""

    def __init__(self, today: Date, **options: Any) -> None:
        self.today = today
        messages = {"invalid": DATE_PROBLEM, "required": DATE_PROBLEM}
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=messages, **options)

    def clean(self, value: Any) -> Date | None:
        day: Date | None = super().clean(value)
        if day is not None and day > self.today:
            raise forms.ValidationError("That day is still to come.")
        if day is not None and day < EARLIEST_DAY:
            raise forms.ValidationError("Days before 1900 cannot be in the diary.")
        return day


class RangeForm(forms.Form):
    """`range` names a length, everything, or "dates": then `start` and `end` say which, and are not read otherwise."""

    range = forms.ChoiceField(
        choices=list(RANGES.items()),
        required=False,
        error_messages={"invalid_choice": "Choose one of these ranges."},
    )

    def __init__(self, data: Any, today: Date) -> None:
        chosen = data.get("range") == DATES
        super().__init__(data if chosen else {"range": data.get("range", "")})
        self.today = today
        self.fields["start"] = DayField(today, required=chosen)
        self.fields["end"] = DayField(today, required=chosen)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if self.chosen == DATES and start and end and end < start:
            self.add_error("end", "The last day lies before the first.")
        elif self.chosen == DATES and start and end and (end - start).days >= 366 * LONGEST_YEARS:
            self.add_error("end", f"At most {LONGEST_YEARS} years at once.")
        return cleaned

    @property
    def chosen(self) -> str:
        """The name of the range, also where it was left out or is not valid."""
        name = self.data.get("range") or DEFAULT_RANGE
        return name if name in RANGES else DEFAULT_RANGE

    @property
    def everything_since(self) -> Date:
        """The first day that "everything" can show."""
        return Date(self.today.year - LONGEST_YEARS + 1, 1, 1)

    def days(self, earliest: Date | None) -> tuple[Date, Date]:
        """First and last day; `earliest`: where "everything" begins. Valid forms only."""
        if self.chosen == DATES:
            return self.cleaned_data["start"], self.cleaned_data["end"]
        if self.chosen == EVERYTHING:
            return min(earliest or self.today, self.today), self.today
        return self.today - datetime.timedelta(days=LENGTHS[self.chosen] - 1), self.today
