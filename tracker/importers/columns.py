"""What the columns of a table hold that nobody knows: guessed from its first rows, for the person to confirm.

Two things are never guessed, since a wrong guess would not show: whether 2/3/2024 is in March or in February, and
whether 1,234 is more than a thousand or little more than one. The whole file is searched for a cell that settles it.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from tracker.importers.amounts import amount, is_missing, minutes, tells_decimal_sign, yes_or_no
from tracker.importers.days import Order, read_day, tells_order
from tracker.importers.delimited import Row, Table
from tracker.importers.gathering import MAX_NAME

Holds = Literal["dates", "numbers", "lengths", "yes_no", "words", "nothing"]

_SAMPLE_CELLS = 40_000
_SAMPLE_CHARACTERS = 2_000_000
_MOST = 0.8
_HALF = 0.5
_FEW = 200


class Column:
    """One column, and what was seen in it."""

    def __init__(self, place: int, name: str) -> None:
        self.place = place
        self.name = name
        self.example = ""
        self.open_example = ""
        """A cell that can be read in two ways."""
        self.filled = 0
        self.seen: dict[Holds, int] = {"dates": 0, "numbers": 0, "lengths": 0, "yes_no": 0, "words": 0}
        self.orders: set[str] = set()
        self.signs: set[str] = set()
        self.texts: set[str] = set()

    def look(self, text: str) -> None:
        if is_missing(text):
            return
        self.filled += 1
        self.example = self.example or text
        self.seen[_holds(text)] += 1
        if len(self.texts) <= _FEW:
            self.texts.add(text)

    def weigh(self, text: str) -> None:
        """What the cell says of the order of dates and of the decimal sign."""
        order, sign = tells_order(text), tells_decimal_sign(text)
        self.orders.add(order)
        self.signs.add(sign)
        if not self.open_example and (order == "either" or sign.startswith("either")):
            self.open_example = text

    @property
    def holds(self) -> Holds:
        if not self.filled:
            return "nothing"
        most: tuple[Holds, ...] = ("dates", "lengths", "yes_no")
        for each in most:
            if self.seen[each] >= _MOST * self.filled:
                return each
        return "numbers" if self.seen["numbers"] >= _HALF * self.filled else "words"

    @property
    def names_things(self) -> bool:
        """Whether it could say what the value beside it is of: a few words, again and again."""
        return self.holds == "words" and len(self.texts) <= min(_FEW, self.filled / 2)


class Survey:
    """The columns of a table, what the file settles by itself, and what has to be asked."""

    def __init__(self, table: Table) -> None:
        self.columns = [Column(place, name) for place, name in enumerate(_distinct(table.names))]
        self.delimiter = table.delimiter
        self.repeated = False
        """Whether the likeliest dates come more than once in the first rows."""
        self._read(table)

    @property
    def dates(self) -> list[Column]:
        """The likeliest first."""
        found = [column for column in self.columns if column.holds == "dates"]
        return sorted(found, key=lambda column: ("date" not in column.name.casefold(), -column.filled))

    @property
    def values(self) -> list[Column]:
        """Columns that could hold values, numbers first."""
        rank = {"numbers": 0, "lengths": 1, "yes_no": 2, "words": 3}
        found = [column for column in self.columns if column.holds in rank]
        return sorted(found, key=lambda column: rank[column.holds])

    @property
    def order(self) -> Order | None:
        """None where it has to be asked."""
        told = {order for column in self.dates for order in column.orders} - {""}
        if not told:
            return ""
        if len(told - {"either"}) != 1:
            return None
        return "day" if "day" in told else "month"

    @property
    def comma(self) -> bool | None:
        """Whether a comma is the decimal sign. None where it has to be asked."""
        told = {sign for column in self.columns if column.holds == "numbers" for sign in column.signs}
        settled = told & {"point", "comma"}
        if len(settled) == 1 or (not settled and "either comma" not in told and self.delimiter != ";"):
            return "comma" in settled
        return None if told & {"point", "comma", "either comma", "either point"} else False

    def _read(self, table: Table) -> None:
        sample = list(_first(table))
        for row in sample:
            for column in self.columns:
                column.look(row.cell(column.place))
        self._weigh(sample)
        days = [row.cell(self.dates[0].place)[:10] for row in sample] if self.dates else []
        self.repeated = len(set(days)) < len(days)
        if self.order is None or self.comma is None:
            self._weigh(table.rows)

    def _weigh(self, rows: Iterable[Row]) -> None:
        telling = [column for column in self.columns if column.holds in {"dates", "numbers"}]
        for row in rows:
            for column in telling:
                column.weigh(row.cell(column.place))


def _distinct(names: tuple[str, ...]) -> Iterator[str]:
    """Each column by a name of its own."""
    taken: set[str] = set()
    for place, name in enumerate(names):
        called = name[:MAX_NAME] or f"Column {place + 1}"
        number = 1
        while called.casefold() in taken:
            number += 1
            called = f"{name[: MAX_NAME - 5]} {number}".strip()
        taken.add(called.casefold())
        yield called


def _first(table: Table) -> Iterator[Row]:
    """The first rows, fewer where they are wide or long."""
    room = _SAMPLE_CHARACTERS
    for row, _ in zip(table.rows, range(_SAMPLE_CELLS // len(table.names)), strict=False):
        yield row
        room -= sum(len(cell) for cell in row.cells)
        if room < 0:
            return


def _holds(text: str) -> Holds:
    if read_day(text, "day") or read_day(text, "month"):
        return "dates"
    if minutes(text) is not None:
        return "lengths"
    if amount(text) is not None:
        return "numbers"
    return "words" if yes_or_no(text) is None else "yes_no"
