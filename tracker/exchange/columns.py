"""The columns of every CSV file, in order: one list for writing and for reading.

A row type is its file's column list: the names are the headers, the types say what a cell holds, and `| None` that it
may be empty, which means not recorded. A name that starts with `derived_` is worked out from the diary and is skipped
on the way in. `note` stands last in its file and is left out altogether unless notes are asked for.
"""

from decimal import Decimal
from typing import Any, NamedTuple

from tracker.entries import Date, Id

DERIVED = "derived_"
NOTE = "note"


class DiaryRow(NamedTuple):
    """One recorded value. `kind` and `item` say which; `value` is a number, `text` a word.

    Rows with the same `record_id` belong to one check-in, rating, reading or treatment.
    """

    date: Date
    kind: str
    item: str
    side: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    text: str | None = None
    name: str | None = None
    muscle: str | None = None
    late: bool | None = None
    spot_id: Id | None = None
    factor_id: Id | None = None
    record_id: Id | None = None
    note: str | None = None


class DayRow(NamedTuple):
    """The fixed columns of one day. Between `late` and `note` stand one column a factor and one a spot."""

    date: Date
    completed: bool
    sleep_hours: Decimal | None = None
    sleep_quality: int | None = None
    stress: int | None = None
    late: bool | None = None
    note: str | None = None


class SpotRow(NamedTuple):
    """One spot. `days_column` is its column in days.csv."""

    spot_id: Id
    number: int
    name: str
    nickname: str | None
    muscle: str
    muscle_name: str
    side: str
    view: str
    x: float
    y: float
    anchor_view: str
    anchor_x: float
    anchor_y: float
    first_day: Date
    archived_on: Date | None
    days_column: str


class RatingRow(NamedTuple):
    """One spot on one day. A sign is 1 where it was ticked; empty says nothing."""

    date: Date
    rating_id: Id
    spot_id: Id
    name: str
    muscle: str
    side: str
    pain: int | None
    late: bool
    tender: bool | None
    cord: bool | None
    familiar: bool | None
    travels: bool | None
    stiff: bool | None
    tingling: bool | None
    weak: bool | None


class TreatmentRow(NamedTuple):
    """One treated spot; a treatment of the whole body, or of no named spot, is one row."""

    date: Date
    treatment_id: Id
    kind: str
    kind_name: str
    tool: str | None
    minutes: Decimal | None
    pressure: int | None
    by: str | None
    whole_body: bool
    spot_id: Id | None
    name: str | None
    muscle: str | None
    side: str | None
    pain_before: int | None
    pain_after: int | None
    started_on: Date | None
    late: bool
    note: str | None


class FactorRow(NamedTuple):
    """What one factor is. `days_column` is its column in days.csv."""

    factor_id: Id
    builtin: str | None
    name: str
    kind: str
    unit: str | None
    asks_note: bool
    night_before: bool
    in_use: bool
    position: int
    asked_since: Date | None
    days_column: str


class EpisodeRow(NamedTuple):
    """One episode of one spot, as docs/recurrence.md defines it. All but the spot is worked out."""

    spot_id: Id
    name: str
    muscle: str
    side: str
    derived_episode: int
    derived_start: Date
    derived_last_active: Date
    derived_relief_day: Date | None
    derived_days: int
    derived_status: str
    derived_origin: str
    derived_onset_seen: bool
    derived_worst_pain: int
    derived_sessions: int


class ReturnRow(NamedTuple):
    """How long one relief of one spot lasted: from `..._min` to `..._max` days, empty while it has not come back."""

    spot_id: Id
    name: str
    muscle: str
    side: str
    derived_episode: int
    derived_treatment: str
    derived_from_day: Date
    derived_relief_day: Date
    derived_came_back: bool
    derived_days_min: int
    derived_days_max: int | None
    derived_free_days_min: int
    derived_free_days_max: int | None
    derived_sessions: int
    derived_preventive: int


class CsvFile(NamedTuple):
    """One file on offer. `ranged`: limited to the chosen days; the others list everything there is."""

    name: str
    row: type[tuple[Any, ...]]
    purpose: str
    ranged: bool = True

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"


CSV_FILES = {
    file.name: file
    for file in (
        CsvFile(
            "days", DayRow, "One row a day, one column for each spot and factor. Opens well in a spreadsheet."
        ),
        CsvFile(
            "diary",
            DiaryRow,
            "One row for each value you recorded, day by day, with signs and where pain travels.",
        ),
        CsvFile("ratings", RatingRow, "One row for each spot and day: pain and signs."),
        CsvFile("treatments", TreatmentRow, "One row for each treated spot, with pain before and after."),
        CsvFile("spots", SpotRow, "Your spots: muscle, side and the point on the body.", ranged=False),
        CsvFile("factors", FactorRow, "Your factors: what each one counts, and in which unit.", ranged=False),
        CsvFile(
            "episodes", EpisodeRow, "Worked out: one row for each time a spot was active, from when to when."
        ),
        CsvFile(
            "returns", ReturnRow, "Worked out: one row for each relief, and the days until the spot was back."
        ),
    )
}


def headers(row: type[tuple[Any, ...]], *, notes: bool) -> list[str]:
    names: tuple[str, ...] = row._fields  # type: ignore[attr-defined]
    return [name for name in names if notes or name != NOTE]
