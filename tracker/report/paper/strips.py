"""The strip of one spot on paper: the same days, marks and figures as on its page (tracker/timelines/strip.py)."""

from tracker.report.paper.pictures import ACCENT, HATCH, HATCHED, INK, LINE, PAIN, Picture
from tracker.timelines.columns import BAR
from tracker.timelines.strip import Strip

WARN, WARN_TINT = "#8a3b12", "#fbeadb"
# A strip is drawn in pixels of a page; on paper a pixel is this many points.
_POINT = 0.7
# Around (0, 0) in relative steps; the hole of a frame runs the other way round, which is what makes it a hole.
_SHAPES = {
    "triangle": "m-4.5-4h9l-4.5 8.2z",
    "diamond": "m0-5 5 5-5 5-5-5z",
    "circle": "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "square": "m-3.7-3.7h7.4v7.4h-7.4z",
    "bar": "m-5-1.8h10v3.6h-10z",
    "peak": "m-4.5 4h9l-4.5-8.2z",
    "frame": "m-4.5-4.5h9v9h-9zm2.5 2.5v4h4v-4z",
    "needle": "m-1.5-5h3v10h-3z",
    "cross": "m-4-1.2h2.8v-2.8h2.4v2.8h2.8v2.4h-2.8v2.8h-2.4v-2.8h-2.8z",
}


def strip_picture(strip: Strip, width: float) -> Picture:
    drawn = _Drawn(strip, Picture(width, strip.height * _POINT + 3, strip.summary))
    drawn.ticks()
    drawn.ground()
    drawn.columns()
    drawn.marks()
    drawn.away()
    return drawn.picture


def mark_svg(shape: str) -> str:
    """The shape of a treatment by itself, for the key."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -6 12 12" width="12" height="12">'
        f'<path d="M0 0{_SHAPES[shape]}" fill="{ACCENT}"/></svg>'
    )


class _Drawn:
    def __init__(self, strip: Strip, picture: Picture) -> None:
        self.strip, self.picture = strip, picture

    def x(self, percent: float) -> float:
        return percent / 100 * self.picture.width

    def down(self, pixels: float) -> float:
        """From the top of the highest column, as the parts of a strip count."""
        return (self.strip.top + pixels) * _POINT

    def box(self, x: float, width: float, top: float, height: float, fill: str) -> None:
        self.picture.box(self.x(x), self.down(top), self.x(width), height * _POINT, fill)

    def ticks(self) -> None:
        for x, words in self.strip.ticks:
            self.picture.stroke(f"M{self.x(x):.2f} 2V{self.strip.ground * _POINT:.2f}", LINE, 0.6)
            self.picture.label(self.x(x) + 3, 5.5, words, "start")

    def ground(self) -> None:
        strip = self.strip
        for shade in strip.shaded:
            self.box(shade.x, shade.width, BAR, 10, WARN_TINT)
        for unknown in strip.unknown:
            self.box(unknown.x, unknown.width, 0, BAR + 3, HATCHED)
        for known in strip.known:
            self.box(known.x, known.width, BAR, 1.5, HATCH)

    def columns(self) -> None:
        for column in self.strip.columns:
            self.box(column.x, column.width, column.y, column.height, PAIN[column.pain])
        for episode in self.strip.episodes:
            self.box(episode.x, episode.width, BAR, 3, INK)
        for figure in self.strip.figures:
            self.picture.label(self.x(figure.x), self.down(figure.y - 4), str(figure.pain), strong=True)

    def marks(self) -> None:
        for mark in self.strip.treated:
            shape, _, small = mark.shape.partition("-")
            scale = _POINT * (0.66 if small else 1)
            self.picture.mark(self.x(mark.x), self.down(mark.y), _SHAPES[shape], scale, ACCENT)

    def away(self) -> None:
        for line in self.strip.away:
            colour, height = (WARN, 3) if line.quick else (HATCH, 2)
            if line.width:
                self.box(line.x, line.width, 42, height, colour)
            if line.unsure:
                self.box(line.unsure_x, line.unsure, 42.5, height / 2.5, colour)
            if line.label:
                y = self.down(67 if line.level else 53)
                self.picture.label(self.x(line.label_x), y, line.label, strong=line.quick)
