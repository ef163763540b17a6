"""Lines of diary.csv of which most is known beforehand: thousands of them differ in a date and a number alone.

A frame is the text of such a line with places left open, to be filled with `%`. It ends before the note, so that what
comes after a frame is the line's end: `LineEnds`.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from tracker.exchange.cells import LINE_END, cell
from tracker.exchange.columns import NOTE, DiaryRow

_OPEN = {"date": '"%s"', "record_id": '"%s"'}
_MANY = 4_096


def frame(row: DiaryRow, *also_open: str) -> str:
    """`row` with `date` and `record_id` left open, and the columns that are named; filled in the order of columns."""
    cells = (
        _OPEN.get(name, "%s") if name in _OPEN or name in also_open else cell(value).replace("%", "%%")
        for name, value in zip(DiaryRow._fields, row, strict=True)
        if name != NOTE
    )
    return ",".join(cells)


class LineEnds:
    """What follows a frame: the note where notes are asked for. `plain`: where there is none."""

    def __init__(self, *, notes: bool) -> None:
        self.plain = f",{LINE_END}" if notes else LINE_END
        self.after: Callable[[str], str] = self._with_note if notes else self._without

    def _with_note(self, note: str) -> str:
        return f",{cell(note)}{LINE_END}"

    def _without(self, _: str) -> str:
        return LINE_END


@lru_cache(maxsize=_MANY)
def number(value: str | None) -> str:
    """The cell of a decimal, given as the database writes it."""
    return cell(None if value is None else Decimal(value))
