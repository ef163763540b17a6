"""The figures of a run: each with its floor, its ratio and its budget, as a table and as JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

MISSED = "MISSED"
CELL = 12


@dataclass(frozen=True)
class Row:
    """One figure. With a floor the budget is of their ratio, without one of the figure itself.

    `at_least`: the budget is the least that will do, not the most. `used`: milliseconds of the server's processor
    time, which tell more than the clock where other programs share the machine; no budget is held against them.
    """

    group: str
    what: str
    figure: float
    unit: str
    state: str = ""
    floor: float | None = None
    budget: float | None = None
    at_least: bool = False
    queries: int | None = None
    most_queries: int | None = None
    size: int | None = None
    used: float | None = None
    used_floor: float | None = None
    note: str = ""
    database: str = ""

    @property
    def ratio(self) -> float | None:
        return self.figure / self.floor if self.floor else None

    @property
    def used_ratio(self) -> float | None:
        return self.used / self.used_floor if self.used and self.used_floor else None

    @property
    def passed(self) -> bool | None:
        """None where nothing is promised."""
        if self.budget is None and self.most_queries is None:
            return None
        chatty = None not in (self.queries, self.most_queries) and self.queries > self.most_queries  # type: ignore[operator]
        return not chatty and self._within()

    def _within(self) -> bool:
        if self.budget is None:
            return True
        held = self.figure if self.ratio is None else self.ratio
        return held >= self.budget if self.at_least else held <= self.budget

    def plain(self) -> dict[str, Any]:
        told = asdict(self) | {"ratio": self.ratio, "used_ratio": self.used_ratio, "passed": self.passed}
        return {name: round(each, 3) if isinstance(each, float) else each for name, each in told.items()}


def not_measured(group: str, error: Exception) -> Row:
    """Stands for what could not be measured, and fails the run."""
    return Row(group, "not measured", 1, "failure", budget=0, note=str(error).partition("\n")[0])


def verdict(rows: Iterable[Row]) -> int:
    """The exit code: 1 where any budget was missed."""
    return 1 if any(row.passed is False for row in rows) else 0


def write(rows: list[Row], path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps([row.plain() for row in rows], indent=2) + "\n", encoding="utf-8")


def table(rows: list[Row]) -> str:
    """One table a database and group, in the order in which they were measured."""
    lines: list[str] = []
    wide = max((len(_name(row)) for row in rows), default=0) + 2
    for (database, group), found in groupby(rows, key=lambda row: (row.database, row.group)):
        title = f"{group}, {database}" if database else group
        head = ("figure", "floor", "ratio", "budget", "queries", "KB", "CPU ms", "CPU ratio")
        lines += ["", f"{title:{wide}}" + "".join(f"{word:>{CELL}}" for word in head)]
        lines += [_line(row, wide) for row in found]
    missed = [row for row in rows if row.passed is False]
    held = [row for row in rows if row.passed is not None]
    lines += ["", f"{len(held) - len(missed)} of {len(held)} budgets kept."]
    return "\n".join(lines)


def _name(row: Row) -> str:
    return f"  {row.what}{f', {row.state}' if row.state else ''}"


def _line(row: Row, wide: int) -> str:
    cells = (
        f"{_short(row.figure)} {row.unit}".strip(),
        "" if row.floor is None else _short(row.floor),
        "" if row.ratio is None else f"{row.ratio:.2f}",
        "" if row.budget is None else f"{'>=' if row.at_least else '<='} {row.budget:g}",
        "" if row.queries is None else f"{row.queries}",
        "" if row.size is None else f"{row.size / 1024:.1f}",
        "" if row.used is None else f"{row.used:.1f}",
        "" if row.used_ratio is None else f"{row.used_ratio:.2f}",
    )
    ends = f"  {MISSED}" if row.passed is False else ""
    note = f"  ({row.note})" if row.note else ""
    return f"{_name(row):{wide}}" + "".join(f"{cell:>{CELL}}" for cell in cells) + ends + note


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
