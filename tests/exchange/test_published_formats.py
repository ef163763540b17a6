"""docs/formats.md is what people build on: it names every column, and its examples are files that we read."""

import io
import re
from pathlib import Path

import pytest

from tracker.exchange import parse
from tracker.exchange.columns import CSV_FILES, DayRow, headers

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    return PAGE.split(f"\n## {name}.csv\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("file", CSV_FILES.values(), ids=lambda file: file.name)
def test_the_page_names_every_column_in_order(file):
    first_cells = [line.split(" | ")[0] for line in section(file.name).splitlines() if line.startswith("| `")]
    named = [name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)]
    wanted = headers(file.row, notes=True)
    assert [name for name in named if name in wanted][: len(wanted)] == wanted


@pytest.mark.parametrize("file", CSV_FILES.values(), ids=lambda file: file.name)
def test_the_example_on_the_page_is_a_file_of_ours(file):
    lines = [line[4:] + "\r\n" for line in section(file.name).splitlines() if line.startswith('    "')]
    example = io.StringIO("".join(lines), newline="")
    rows = list(parse.read_days(example)) if file.row is DayRow else list(parse.read(file.row, example))
    assert len(rows) == len(lines) - 1 >= 1
