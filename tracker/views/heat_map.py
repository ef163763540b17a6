"""The body as a heat map: each spot glows by its mean pain, over a whole range or week by week."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.analysis.heat import Heat, heat_by_spot, heat_of
from tracker.analysis.period import Period
from tracker.body.drawing import Figure, to_drawing
from tracker.body.sides import Side, View, screen_sign
from tracker.views.chart_words import count_days, step_words
from tracker.views.measures import DiaryReader, SpotLabel, number


@dataclass(frozen=True, slots=True)
class Glow:
    """A spot at (x, y) of the drawing. `words`: its heat with the days it rests on."""

    spot: SpotLabel
    x: str
    y: str
    css: str
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
        "labels": [_week_words(week) for week in weeks],
        "spots": {key: [[css(heat), words(heat)] for heat in found] for key, found in heats.items()},
    }


def css(heat: Heat | None) -> str:
    return "pain-none" if heat is None else f"pain-{heat.level}"


def words(heat: Heat | None) -> str:
    """As in: mean 2.4, worst 7, pain on 12 of 20 days recorded."""
    if heat is None:
        return "nothing recorded"
    days = f"{heat.painful} of {count_days(heat.recorded)} recorded"
    return f"mean {number(round(heat.mean, 1))}, worst {number(heat.worst)}, pain on {days}"


def _week_words(week: Period) -> str:
    return step_words(week) if week.days > 1 else f"Only {step_words(week)}"


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
        x, y = to_drawing(figure, label.point)
        heat = heats.get(label.key)
        yield Glow(label, f"{x:.1f}", f"{y:.1f}", css(heat), words(heat))
