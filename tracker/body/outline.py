"""Polygons from drawn paths, and the test whether a point lies inside one. Lengths are drawing units."""

import re
from collections.abc import Sequence
from itertools import pairwise

Position = tuple[float, float]
Polygon = list[Position]

STEPS = 4
_TOKEN = re.compile(r"[MLHVCQZ]|-?\d*\.?\d+(?:e-?\d+)?")


def polygon(d: str) -> Polygon:
    """Corners of the one closed path `d`: absolute M L H V C Q Z; a curve gives STEPS corners."""
    corners: Polygon = []
    for command, numbers in _commands(d):
        if command == "H":
            corners.append((numbers[0], corners[-1][1]))
        elif command == "V":
            corners.append((corners[-1][0], numbers[0]))
        elif command in {"M", "L"}:
            corners.append((numbers[0], numbers[1]))
        else:
            pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
            corners += _curve([corners[-1], *pairs])
    return corners


def inside(corners: Sequence[Position], x: float, y: float) -> bool:
    """Even-odd rule."""
    crossings = 0
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


def _commands(d: str) -> list[tuple[str, list[float]]]:
    """Splits a path into single commands, repeating a letter that stands for several."""
    arity = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0}
    found: list[tuple[str, list[float]]] = []
    letter, numbers = "M", list[float]()
    for token in _TOKEN.findall(d):
        if token in arity:
            letter = token
            continue
        numbers.append(float(token))
        if len(numbers) == arity[letter]:
            found.append((letter, numbers))
            numbers = []
    return found


def _curve(control: Sequence[Position]) -> Polygon:
    """Points on a Bezier curve of any degree, its start left out."""
    return [_bezier(control, step / STEPS) for step in range(1, STEPS + 1)]


def _bezier(control: Sequence[Position], t: float) -> Position:
    while len(control) > 1:
        control = [(ax + (bx - ax) * t, ay + (by - ay) * t) for (ax, ay), (bx, by) in pairwise(control)]
    return (round(control[0][0], 1), round(control[0][1], 1))
