"""The body as a heat map: each spot glows by how much and how often it hurt, over a whole range or week by week."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.analysis.heat import Heat, heat_by_spot, heat_of
from tracker.body.drawing import Figure, to_drawing
from tracker.body.sides import Point, Side, View, screen_sign
from tracker.calendars.words import count_days, number, step_labels
from tracker.trends.measures import DiaryReader, SpotLabel

SMALLEST, LARGEST = 45, 110


@dataclass(frozen=True, slots=True)
class Glow:
    """A spot at (x, y) of the drawing. `words`: its heat with the days it rests on."""

    spot: SpotLabel
    x: str
    y: str
    css: str
    radius: int
    words: str


@dataclass(frozen=True, slots=True)
class HeatView:
    view: View
    viewers_left: Side
    viewers_right: Side
    glows: list[Glow]


@dataclass(frozen=True, slots=True)
class HeatMap:
    figure: Figure
    views: list[HeatView]
    weeks: int

    @property
    def glows(self) -> list[Glow]:
        return sorted((glow for view in self.views for glow in view.glows), key=lambda glow: glow.spot.number)


def heat_map(reader: DiaryReader, figure: str) -> HeatMap:
    """Spots known in the period; those of which nothing is known in it keep their place, empty."""
    heats = {key: heat_of(series, reader.period) for key, series in reader.pain.items()}
    shown = [label for label in reader.spots.values() if heats.get(label.key) or not label.archived]
    drawn = Figure(figure)
    views = [_view(drawn, view, shown, heats) for view in (View.FRONT, View.BACK)]
    return HeatMap(drawn, views, len(reader.period.weeks()))


def frames_of(reader: DiaryReader) -> dict[str, object]:
    """For the play control: a label for each week, and for each spot what it shows in that week."""
    weeks = reader.period.weeks()
    heats = heat_by_spot(reader.pain, weeks)
    return {
        "labels": step_labels(weeks),
        "spots": {
            key: [[css(heat), radius(heat), words(heat)] for heat in found] for key, found in heats.items()
        },
    }


@lru_cache(maxsize=1024)
def _place(figure: Figure, point: Point) -> tuple[float, float]:
    """Searching the drawing's mesh takes longer than all else about a spot, and spots seldom move."""
    return to_drawing(figure, point)


def css(heat: Heat | None) -> str:
    return "pain-none" if heat is None else f"pain-{heat.level}"


def radius(heat: Heat | None) -> int:
    """Of the glow, in drawing units: the more of the recorded days hurt, the wider."""
    return 0 if heat is None or heat.painful == 0 else round(SMALLEST + (LARGEST - SMALLEST) * heat.share)


def words(heat: Heat | None) -> str:
    """As in: pain on 12 of 20 days recorded, median 3, worst 7 on these."""
    if heat is None:
        return "nothing recorded"
    if heat.painful == 0:
        return (
            f"quiet on all {heat.recorded} recorded days" if heat.recorded > 1 else "quiet on 1 recorded day"
        )
    strength = f"median {number(heat.typical)}, worst {number(heat.worst)}"
    return f"pain on {heat.painful} of {count_days(heat.recorded)} recorded: {strength}"


def _view(
    figure: Figure, view: View, labels: Sequence[SpotLabel], heats: Mapping[str, Heat | None]
) -> HeatView:
    right_is_right = screen_sign(view, Side.RIGHT) > 0
    return HeatView(
        view=view,
        viewers_left=Side.LEFT if right_is_right else Side.RIGHT,
        viewers_right=Side.RIGHT if right_is_right else Side.LEFT,
        glows=list(_glows(figure, (each for each in labels if each.point.view is view), heats)),
    )


def _glows(figure: Figure, labels: Iterable[SpotLabel], heats: Mapping[str, Heat | None]) -> Iterable[Glow]:
    for label in labels:
        x, y = _place(figure, label.point)
        heat = heats.get(label.key)
        yield Glow(label, f"{x:.1f}", f"{y:.1f}", css(heat), radius(heat), words(heat))
