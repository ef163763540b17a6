"""Pictures for the PDF: shapes as SVG, which the PDF keeps as vectors, and the words over them as real text."""

from dataclasses import dataclass, field

HATCHED = "url(#unknown)"
INK, SOFT, LINE, ACCENT, HATCH = "#23302f", "#5d6a67", "#d8d2c6", "#0f6b64", "#8f8b7e"
PAIN = (
    "#b9c9b4", "#f1dfae", "#f1dfae", "#f0b765", "#e99a52", "#dd7a4c", "#c85a50", "#a83f5a", "#a83f5a", "#6d2a5b",
    "#6d2a5b",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """Words at (x, y), their middle line; `anchor`: start, middle or end of the words stands at x."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    strong: bool = False


@dataclass(slots=True)
class Picture:
    """All in points, from the top left corner. `alt` says what it shows to who does not see it.

    `shapes`: paths by how they look. All that look alike are one shape of the file, however many days there are; those
    that look another way lie over them if they came later.
    """

    width: float
    height: float
    alt: str
    shapes: dict[str, list[str]] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)

    @property
    def svg(self) -> str:
        size = f'width="{self.width:g}" height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}"'
        drawn = "".join(f'<path {looks} d="{"".join(paths)}"/>' for looks, paths in self.shapes.items())
        pattern = _HATCHED if any(HATCHED in looks for looks in self.shapes) else ""
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{pattern}{drawn}</svg>'

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        self._add(f'fill="{fill}"', f"M{x:.2f} {y:.2f}h{width:.2f}v{height:.2f}h-{width:.2f}z")

    def stroke(self, d: str, line: str, width: float, *, dashed: str = "") -> None:
        dashes = f' stroke-dasharray="{dashed}"' if dashed else ""
        looks = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
        self._add(f'{looks} stroke="{line}" stroke-width="{width:g}"{dashes}', d)

    def mark(self, x: float, y: float, d: str, scale: float, fill: str) -> None:
        """A shape around (0, 0) in relative steps, moved to (x, y)."""
        self._add(f'fill="{fill}" transform="scale({scale:g})"', f"M{x / scale:.2f} {y / scale:.2f}{d}")

    def _add(self, looks: str, d: str) -> None:
        self.shapes.setdefault(looks, []).append(d)

    def label(self, x: float, y: float, text: str, anchor: str = "middle", *, strong: bool = False) -> None:
        self.labels.append(Label(round(x, 2), round(y, 2), text, anchor, strong))


_HATCHED = (
    '<defs><pattern id="unknown" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M0 0V4" stroke="{HATCH}" stroke-width="0.7"/></pattern></defs>'
)
