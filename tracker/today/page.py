"""The page of a day as one object for its template."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from tracker.models import Person, Spot
from tracker.models.factors import HIGHEST
from tracker.today.controls import Control, FactorRow, Typed, check_in_controls, factor_rows
from tracker.today.follow_up import FollowUpRow, follow_up_rows
from tracker.today.rows import DayRows, read_rows
from tracker.today.spots import SpotRow, spot_rows
from tracker.today.treatments import Chip, TreatmentRow, chips, treatment_rows
from tracker.today.trials import TrialLine, trial_lines


@dataclass(frozen=True)
class DayPage:
    """Everything the page of `date` shows. `today` is the person's local date.

    `noted`: keys of the spots of whom "how is it now" was answered on this page, the latest last.
    """

    rows: DayRows
    today: datetime.date
    typed: Typed
    noted: tuple[str, ...] = ()

    @property
    def date(self) -> datetime.date:
        return self.rows.date

    @cached_property
    def address(self) -> str:
        """Where the day is saved; a page names it for each of its many controls."""
        return reverse("day", args=[self.date.isoformat()])

    @property
    def is_today(self) -> bool:
        return self.date == self.today

    @property
    def previous(self) -> datetime.date:
        return self.date - datetime.timedelta(days=1)

    @property
    def next(self) -> datetime.date | None:
        return None if self.is_today else self.date + datetime.timedelta(days=1)

    @property
    def completed(self) -> bool:
        return self.rows.check_in is not None and self.rows.check_in.completed

    @cached_property
    def spots(self) -> list[SpotRow]:
        return spot_rows(self.rows, self.typed)

    @cached_property
    def active_spots(self) -> list[SpotRow]:
        return [row for row in self.spots if not row.quiet]

    @cached_property
    def quiet_spots(self) -> list[SpotRow]:
        return [row for row in self.spots if row.quiet]

    @cached_property
    def follow_ups(self) -> list[FollowUpRow]:
        """How a spot is now can only be asked on the day itself."""
        return follow_up_rows(self.rows, self.spots, self.noted) if self.is_today else []

    @cached_property
    def trials(self) -> list[TrialLine]:
        return trial_lines(self.rows, self.today)

    @cached_property
    def controls(self) -> dict[str, Control]:
        return check_in_controls(self.rows.check_in, self.typed)

    @cached_property
    def factors(self) -> list[FactorRow]:
        return factor_rows(self.rows.factors, self.typed, HIGHEST)

    @cached_property
    def treatments(self) -> list[TreatmentRow]:
        return treatment_rows(self.rows)

    @cached_property
    def worst_spot(self) -> Spot | None:
        """The spot that hurts most today, or did last."""

        def pain(row: SpotRow) -> int:
            return row.value if row.value is not None else row.last or 0

        ranked = sorted(self.active_spots, key=pain, reverse=True)
        return ranked[0].spot if ranked else None

    @property
    def worst_spot_query(self) -> str:
        """What the link to a new treatment says of the spot that it is most likely for."""
        return f"?spot={self.worst_spot.public_id}" if self.worst_spot else ""

    @cached_property
    def chips(self) -> list[Chip]:
        return chips(self.rows, self.worst_spot)

    @property
    def nothing_to_repeat(self) -> bool:
        """Whether "as yesterday" has no recent value to go by."""
        return all(row.recent is None for row in self.active_spots)

    @property
    def as_yesterday(self) -> str:
        """The button's words: it names the day that it repeats."""
        dates = [row.last_date for row in self.active_spots if row.recent is not None and row.last_date]
        newest = max(dates, default=self.previous)
        return "As yesterday" if newest == self.previous and self.is_today else f"As on {newest:%A}"

    @property
    def usual_sleep(self) -> str:
        """Where the stepper of sleep starts: the night last recorded."""
        hours = [row.sleep_hours for row in self.rows.diary.check_ins if row.sleep_hours is not None]
        return f"{hours[-1]:g}" if hours else "7"

    @property
    def errors(self) -> dict[str, str]:
        return dict(self.typed.errors)

    @property
    def errors_elsewhere(self) -> list[str]:
        """Messages of fields that have their control on the page of a spot's signs."""
        return [text for name, text in self.errors.items() if name.startswith(("signs.", "zones."))]


def day_page(
    person: Person,
    date: datetime.date,
    today: datetime.date,
    typed: Typed | None = None,
    noted: Iterable[str] = (),
) -> DayPage:
    return DayPage(read_rows(person, date), today, typed or Typed(), tuple(noted))
