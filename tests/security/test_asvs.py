"""The table of docs/security-asvs.md is complete, its counts are right, and what it rests on exists."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
STATES = ("met", "n/a", "host", "deviation")
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")
LINK = re.compile(r"\]\(([\w./-]+\.md)(?:#([\w-]+))?\)")


class Row(NamedTuple):
    number: str
    level: str
    asks: str
    state: str
    why: str


@cache
def rows() -> list[Row]:
    lines = (DOCS / "security-asvs.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if re.match(r"\| V\d", line)]
    return [
        Row(number, level, asks, state.strip("*"), " | ".join(why))
        for number, level, asks, state, *why in cells
    ]


def required() -> dict[str, str]:
    lines = (ROOT / "tests" / "data" / "asvs_5.0.0_level2.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))  # type: ignore[misc]


@cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@cache
def headings_of(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_requirement_of_level_2_stands_in_the_table_once_with_its_level():
    assert len(required()) == 253
    assert Counter(row.number for row in rows()) == Counter(required().keys())
    assert {row.number: row.level for row in rows()} == required()
    assert {row.state for row in rows()} <= set(STATES)


def test_every_test_that_the_table_names_exists():
    named = [(row.number, file, name) for row in rows() for file, name in TEST.findall(row.why)]
    assert len(named) > 150
    assert [
        each
        for each in named
        if not (ROOT / "tests" / each[1]).exists() or each[2] not in functions_of(each[1])
    ] == []


def test_every_page_and_heading_that_is_named_exists():
    wrong = []
    for name in ("security-asvs.md", "security.md", "privacy.md", "methods.md"):
        for page, heading in LINK.findall((DOCS / name).read_text(encoding="utf-8")):
            target = DOCS / page
            if not target.exists() or (heading and heading not in headings_of(target)):
                wrong.append((name, page, heading))
    assert wrong == []


def test_nothing_is_called_met_without_what_shows_it():
    assert [row.number for row in rows() if row.state == "met" and not shows(row.why)] == []
    assert [row.number for row in rows() if len(row.why) < 4] == []


def shows(why: str) -> bool:
    return bool(TEST.search(why) or LINK.search(why))


def test_the_counts_by_chapter_are_those_of_the_table():
    counted: dict[str, Counter[str]] = {}
    for row in rows():
        counted.setdefault(row.number.partition(".")[0], Counter())[row.state] += 1
    counted["**all**"] = sum(counted.values(), Counter())
    text = (DOCS / "security.md").read_text(encoding="utf-8")
    told = {
        chapter: tuple(int(cell.strip("* ")) for cell in cells.strip("| ").split("|"))
        for chapter, cells in re.findall(
            r"^\| (V\d+|\*\*all\*\*)[^|]*\|((?: [\d*]+ \|){4})$", text, re.MULTILINE
        )
    }
    assert told == {chapter: tuple(each[state] for state in STATES) for chapter, each in counted.items()}


def test_every_deviation_is_listed_in_short():
    text = (DOCS / "security.md").read_text(encoding="utf-8")
    assert re.findall(r"^- \*\*(V[\d.]+)\*\*", text, re.MULTILINE) == [
        row.number for row in rows() if row.state == "deviation"
    ]
