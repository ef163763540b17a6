"""What the records of an Apple Health export say, kind by kind, while they stream by."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from tracker.importers.apple_moment import calendar_date, moment
from tracker.importers.nights import DAY, Stretch, Times, TimesBySource
from tracker.importers.safe_zip import shown
from tracker.importers.skips import Skips
from tracker.importers.tally import DayTotals

ASLEEP = {"Asleep", "AsleepUnspecified", "AsleepCore", "AsleepDeep", "AsleepREM"}
STAGED = {"AsleepCore", "AsleepDeep", "AsleepREM"}
AWAKE = "Awake"
IN_BED = "InBed"
SLEEP_VALUE = "HKCategoryValueSleepAnalysis"
MILLILITRES = {
    "mL": Decimal(1),
    "cL": Decimal(10),
    "dL": Decimal(100),
    "L": Decimal(1000),
    "fl_oz_us": Decimal("29.5735295625"),
    "fl_oz_imp": Decimal("28.4130625"),
    "cup_us": Decimal("236.5882365"),
    "cup_imp": Decimal("284.130625"),
    "pt_us": Decimal("473.176473"),
    "pt_imp": Decimal("568.26125"),
}
MOST_STEPS = 1_000_000
MOST_WATER = 100_000
"""In one record: whatever is more is a broken number."""
LONGEST_NAME = 100
Attributes = Mapping[str, str]


class Diary:
    """Fills up record by record. `line` tells where the current record stands."""

    def __init__(self, line: Callable[[], int]) -> None:
        self._line = line
        self.asleep = TimesBySource()
        self.in_bed = Times()
        self.mindful = Times()
        self.steps = DayTotals()
        self.water = DayTotals()
        self.skips = Skips()

    def kinds(self) -> dict[str, Callable[[Attributes], None]]:
        return {
            "HKQuantityTypeIdentifierStepCount": self._steps,
            "HKCategoryTypeIdentifierSleepAnalysis": self._sleep,
            "HKQuantityTypeIdentifierDietaryWater": self._drink,
            "HKCategoryTypeIdentifierMindfulSession": self._session,
        }

    def _steps(self, record: Attributes) -> None:
        """Credited to the day on which they began, by the clock of the place: a record lasts minutes."""
        date = calendar_date(record.get("startDate", "")[:10])
        amount = _number(record.get("value", ""), MOST_STEPS)
        if date is None or amount is None or record.get("unit") != "count":
            self._skip("Steps", record, known_unit=record.get("unit") == "count", known_date=date is not None)
            return
        self.steps.add(_source(record), date, amount, self._line)

    def _drink(self, record: Attributes) -> None:
        date = calendar_date(record.get("startDate", "")[:10])
        factor = MILLILITRES.get(record.get("unit", ""))
        amount = _number(record.get("value", ""), MOST_WATER)
        if date is None or amount is None or factor is None:
            self._skip("Water", record, known_unit=factor is not None, known_date=date is not None)
            return
        self.water.add(_source(record), date, amount * factor, self._line)

    def _sleep(self, record: Attributes) -> None:
        value = record.get("value", "").removeprefix(SLEEP_VALUE)
        if value == AWAKE:
            return
        if value not in ASLEEP and value != IN_BED:
            self.skips.add(self._line(), "Sleep of a kind that is not known here.")
            return
        stretch = self._stretch("Sleep", record, staged=value in STAGED)
        if stretch is None:
            return
        if value == IN_BED:
            self.in_bed.add(stretch)
            return
        self.asleep.add(_source(record), stretch)

    def _session(self, record: Attributes) -> None:
        stretch = self._stretch("A mindful session", record)
        if stretch is not None:
            self.mindful.add(stretch)

    def _stretch(self, what: str, record: Attributes, staged: bool = False) -> Stretch | None:
        start, end = moment(record.get("startDate", "")), moment(record.get("endDate", ""))
        line = self._line()
        if start is None or end is None:
            self.skips.add(line, f"{what} without a date that can be read.")
        elif end.at <= start.at:
            self.skips.add(line, f"{what} that ends before it has begun.")
        elif end.at - start.at > DAY:
            self.skips.add(line, f"{what} of more than 24 hours.")
        else:
            return Stretch(start.at, end.at, end.offset, staged, line)
        return None

    def _skip(self, what: str, record: Attributes, known_unit: bool, known_date: bool) -> None:
        if not known_date:
            reason = f"{what} without a date that can be read."
        elif not known_unit:
            reason = f"{what} in a unit that is not known here: “{shown(record.get('unit', ''), 20)}”."
        else:
            reason = f"{what} without a number that can be read."
        self.skips.add(self._line(), reason)


def _source(record: Attributes) -> str:
    return record.get("sourceName", "")[:LONGEST_NAME]


def _number(text: str, most: int) -> Decimal | None:
    """From 0 to `most`. Longer text is no number: digits without end take time without end."""
    if len(text) > 30:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= most else None
