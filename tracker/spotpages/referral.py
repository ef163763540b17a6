"""Where pain from a spot is felt: the drawing with the commonly described areas and those the person ticked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot

from tracker.body import catalogue
from tracker.body.drawing import Figure, to_drawing
from tracker.body.outline import Position
from tracker.body.sides import Point, Side, View, screen_sign
from tracker.models import Spot
from tracker.spotpages.entries import zone_words
from tracker.spotpages.facts import point_of
from tracker.spotpages.signs import Ticked

# Drawing units: room around what is shown, the least that is shown, how far the drawing reaches.
_ROOM, _LEAST = 40, 180
_LEFT, _TOP, _RIGHT, _BOTTOM = -260.0, -15.0, 260.0, 1015.0
# Shares of the width that is shown: the dot of the spot, that of a count, the head of an arrow.
_DOT, _COUNT, _HEAD = 0.05, 0.042, 0.034
# How far an arrow bends to the side, as a share of its length.
_BEND = 0.16


@dataclass(frozen=True, slots=True)
class Area:
    """A commonly described area: a circle on the drawing."""

    x: float
    y: float
    radius: float
    label: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the spot to an area that was ticked `count` times, which is written at (x, y). `head`: its tip."""

    line: str
    head: str
    x: float
    y: float
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class ReferralView:
    """One view of the body. `behind`: the spot lies on the other view, at the same place. `scale`: of its marks."""

    view: View
    viewbox: str
    scale: float
    x: float
    y: float
    behind: bool
    areas: tuple[Area, ...]
    arrows: tuple[Arrow, ...]
    viewers_left: Side
    viewers_right: Side


@dataclass(frozen=True, slots=True)
class Referral:
    """`ticked`: areas in words with their counts, most often first, of all (`with_pain`)."""

    figure: str
    views: tuple[ReferralView, ...]
    ticked: tuple[tuple[str, int], ...]
    with_pain: str
    common: tuple[str, ...]


def referral_of(spot: Spot, figure: str, ticked: Ticked) -> Referral:
    drawn_on = Figure(figure)
    common = [(slug, side) for slug in catalogue.muscle(spot.muscle).referral for side in _sides(spot, slug)]
    own = point_of(spot).view
    views = [
        _view(spot, drawn_on, view, common, ticked) for view in sorted(View, key=lambda view: view != own)
    ]
    return Referral(
        figure=figure,
        views=tuple(each for each in views if each.view == own or each.areas or each.arrows),
        ticked=tuple((zone_words(zone), count) for zone, count in _ranked(ticked)),
        with_pain=ticked.of_all,
        common=tuple(catalogue.zone(slug).label for slug in catalogue.muscle(spot.muscle).referral),
    )


def _ranked(ticked: Ticked) -> list[tuple[str, int]]:
    return sorted(ticked.zones.items(), key=lambda item: (-item[1], item[0]))


def _sides(spot: Spot, zone: str) -> tuple[Side, ...]:
    """A muscle is described as felt on its own side; a spot in the middle on both."""
    if catalogue.zone(zone).midline:
        return (Side.MIDLINE,)
    return (Side.LEFT, Side.RIGHT) if spot.side == Side.MIDLINE else (Side(spot.side),)


def _view(
    spot: Spot, figure: Figure, view: View, common: Iterable[tuple[str, Side]], ticked: Ticked
) -> ReferralView:
    """What lies on this view; an area that lies on both is drawn on the view of the spot alone."""
    own = point_of(spot)
    x, y = to_drawing(figure, Point(view, own.side, own.x, own.y))
    areas = tuple(_areas(common, figure, view, own.view))
    ends = list(_ends(_ranked(ticked), figure, view, own.view))
    left, top, width, height = _box(
        [(x, y), *((area.x, area.y) for area in areas), *(end for end, *_ in ends)]
    )
    right_is_right = screen_sign(view, Side.RIGHT) > 0
    return ReferralView(
        view=view,
        viewbox=f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}",
        scale=round(width / 300, 3),
        x=round(x, 1),
        y=round(y, 1),
        behind=view != own.view,
        areas=areas,
        arrows=tuple(_arrow((x, y), end, count, label, width) for end, count, label in ends),
        viewers_left=Side.LEFT if right_is_right else Side.RIGHT,
        viewers_right=Side.RIGHT if right_is_right else Side.LEFT,
    )


def _centre(
    slug: str, side: Side, figure: Figure, view: View, own: View
) -> tuple[float, float, float] | None:
    """Middle and radius in drawing units; None where the area is not seen, or better seen, on this view."""
    centres = catalogue.zone(slug).centres
    if view not in centres or (view != own and own in centres):
        return None
    centre = centres[view]
    x, y = to_drawing(figure, Point(view, side, 0.0 if side is Side.MIDLINE else centre.x, centre.y))
    return round(x, 1), round(y, 1), round(max(centre.radius * 1000, 9), 1)


def _areas(common: Iterable[tuple[str, Side]], figure: Figure, view: View, own: View) -> Iterator[Area]:
    for slug, side in common:
        centre = _centre(slug, side, figure, view, own)
        if centre is not None:
            yield Area(*centre, catalogue.zone(slug).label)


def _ends(
    ticked: Iterable[tuple[str, int]], figure: Figure, view: View, own: View
) -> Iterator[tuple[Position, int, str]]:
    for zone, count in ticked:
        side, _, slug = zone.partition(":")
        centre = _centre(slug, Side(side), figure, view, own)
        if centre is not None:
            yield (centre[0], centre[1]), count, zone_words(zone)


def _arrow(start: Position, end: Position, count: int, label: str, width: float) -> Arrow:
    """A slightly bent line from the rim of the spot to that of the count, which keeps clear of the spot."""
    dot, rim, head = width * _DOT, width * _COUNT, width * _HEAD
    far = hypot(end[0] - start[0], end[1] - start[1])
    across, down = ((end[0] - start[0]) / far, (end[1] - start[1]) / far) if far else (0.0, 1.0)
    far = max(far, dot + rim + 2 * head)
    to = (start[0] + across * far, start[1] + down * far)
    bent = (start[0] + to[0]) / 2 - down * far * _BEND, (start[1] + to[1]) / 2 + across * far * _BEND
    turn = hypot(to[0] - bent[0], to[1] - bent[1])
    along = ((to[0] - bent[0]) / turn, (to[1] - bent[1]) / turn)
    tip = (to[0] - along[0] * (rim + 1), to[1] - along[1] * (rim + 1))
    back = (tip[0] - along[0] * head, tip[1] - along[1] * head)
    wide = (-along[1] * head * 0.55, along[0] * head * 0.55)
    begin = (start[0] + across * dot, start[1] + down * dot)
    return Arrow(
        line=f"M{begin[0]:.1f} {begin[1]:.1f}Q{bent[0]:.1f} {bent[1]:.1f} {back[0]:.1f} {back[1]:.1f}",
        head=(
            f"M{tip[0]:.1f} {tip[1]:.1f}L{back[0] + wide[0]:.1f} {back[1] + wide[1]:.1f}"
            f"L{back[0] - wide[0]:.1f} {back[1] - wide[1]:.1f}z"
        ),
        x=round(to[0], 1),
        y=round(to[1], 1),
        count=count,
        label=label,
    )


def _box(points: list[Position]) -> tuple[float, float, float, float]:
    """Left, top, width and height around all points, not beyond the drawing, not much higher than wide."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width = max(max(xs) - min(xs) + 2 * _ROOM, _LEAST)
    height = max(max(ys) - min(ys) + 2 * _ROOM, _LEAST)
    width = min(max(width, height / 1.4), _RIGHT - _LEFT)
    left = min(max((min(xs) + max(xs) - width) / 2, _LEFT), _RIGHT - width)
    top = min(max((min(ys) + max(ys) - height) / 2, _TOP), max(_BOTTOM - height, _TOP))
    return left, top, width, height
