"""What people send about spots: a new one, and corrections of one that is there."""

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from tracker.body import catalogue
from tracker.body.drawing import Figure, from_drawing, on_silhouette, silhouettes
from tracker.body.names import plain
from tracker.body.sides import Point, Side, View
from tracker.models.diary import EARLIEST_DAY

NICKNAME_LENGTH = 60
# One press of an arrow moves a spot by so much of body height: about 1 cm.
NUDGE = 0.006
NUDGES = {"up": (0, -NUDGE), "down": (0, NUDGE), "in": (-NUDGE, 0), "out": (NUDGE, 0)}
NUDGE_LABELS = [("up", "Up"), ("down", "Down"), ("in", "To the middle"), ("out", "Outward")]
SIDE_LABELS = [(Side.LEFT.value, "Left"), (Side.RIGHT.value, "Right"), (Side.MIDLINE.value, "Middle")]
VIEW_LABELS = [(View.FRONT.value, "Front"), (View.BACK.value, "Back")]


def muscle_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """By region, head to foot; everyday place with the anatomical name beside."""
    return [
        (
            region.label,
            [
                (each.slug, f"{each.place[0].upper()}{each.place[1:]} ({plain(each)})")
                for each in region.muscles
            ],
        )
        for region in catalogue.regions()
    ]


def _fraction() -> forms.FloatField:
    message = dict.fromkeys(("invalid", "min_value", "max_value"), "That place is not on the drawing.")
    return forms.FloatField(
        min_value=0, max_value=1, required=False, widget=forms.HiddenInput, error_messages=message
    )


class PlaceForm(forms.Form):
    """A muscle, a side and a point. `cleaned_data["point"]` is the Point."""

    muscle = forms.ChoiceField(
        choices=muscle_choices, error_messages={"invalid_choice": "Choose a muscle from the list."}
    )
    side = forms.ChoiceField(
        choices=SIDE_LABELS,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose left, right or middle."},
    )
    view = forms.ChoiceField(
        choices=VIEW_LABELS,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose front or back."},
    )
    x = _fraction()
    y = _fraction()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"muscle", "side", "view", "x", "y"} <= data.keys():
            data["point"] = self._point(data)
        return data

    def _point(self, data: dict[str, Any]) -> Point | None:
        """The point sent, or the muscle's own centre if there is none. None, with a message, where they disagree."""
        muscle, side = catalogue.muscle(data["muscle"]), Side(data["side"])
        view = View(data["view"]) if data["view"] else None
        if side is Side.MIDLINE and not muscle.reaches_midline:
            self.add_error("side", "This muscle does not reach the middle: choose left or right.")
            return None
        if view is not None and view not in muscle.centres:
            other = next(iter(muscle.centres))
            self.add_error("view", f"This muscle is marked on the {other}.")
            return None
        if view is None or data["x"] is None or data["y"] is None:
            return catalogue.anchor(muscle.slug, side, view)
        return Point(view, side, 0.0 if side is Side.MIDLINE else data["x"], data["y"])


class AddSpotForm(PlaceForm):
    """A new spot on a day, with its pain or without. `same` answers whether it is a spot that is already there."""

    date = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    pain = forms.IntegerField(
        min_value=0,
        max_value=10,
        required=False,
        label="Pain, 0 to 10",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "A whole number from 0 to 10."),
    )
    public_id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"), "This page is out of date: choose the place anew."
        ),
    )
    same = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_date(self) -> datetime.date:
        date: datetime.date = self.cleaned_data["date"] or self.today
        if date > self.today:
            raise ValidationError("That day has not come yet.")
        if date < EARLIEST_DAY:
            raise ValidationError("A day from 1900 on.")
        return date


class EditSpotForm(PlaceForm):
    """Name, muscle, side and point of a spot. `nudge` and a tap move the point; the drawing is the person's own."""

    nickname = forms.CharField(
        max_length=NICKNAME_LENGTH,
        required=False,
        label="Your name for it",
        help_text="Without one it is called by its place.",
    )
    tap_x = forms.FloatField(required=False, widget=forms.HiddenInput)
    tap_y = forms.FloatField(required=False, widget=forms.HiddenInput)

    field_order = ("nickname", "muscle", "side", "view")

    def __init__(self, *args: Any, figure: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.figure = Figure(figure)
        self.fields["view"].label = "Seen from"

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        across, down = data.get("tap_x"), data.get("tap_y")
        if across is not None and down is not None and data.get("view"):
            self._take_tap(View(data["view"]), across, down)
        return super().clean()

    def _take_tap(self, view: View, across: float, down: float) -> None:
        """A tap on the drawing says point and side."""
        if not on_silhouette(silhouettes(settings.BUILD_DIR / "body", self.figure)[view], across, down):
            self.add_error("view", "That is beside the body. Tap on it.")
            return
        point = from_drawing(self.figure, view, across, down).on_body()
        if self.cleaned_data.get("side") != Side.MIDLINE:
            self.cleaned_data["side"] = point.side.value
        self.cleaned_data["x"], self.cleaned_data["y"] = min(point.x, 1.0), point.y


def nudged(point: Point, direction: str) -> Point:
    """The point one step up, down, in (toward the midline) or out; it stays on its side and on the body."""
    across, down = NUDGES[direction]
    x = 0.0 if point.side is Side.MIDLINE else min(max(point.x + across, 0.0), 1.0)
    return Point(point.view, point.side, x, point.y + down).on_body()
