"""Pictures for the PDF: shapes as SVG, which the PDF keeps as vectors, and the words over them as real text."""

from dataclasses import dataclass, field

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
    """All in points, from the top left corner. `alt` says what it shows to who does not see it."""

    width: float
    height: float
    alt: str
    shapes: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    @property
    def svg(self) -> str:
        size = f'width="{self.width:g}" height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_HATCHED}{"".join(self.shapes)}</svg>'

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, line: str = "") -> None:
        edge = f' stroke="{line}" stroke-width="0.4"' if line else ""
        place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
        self.shapes.append(f'<rect {place} fill="{fill}"{edge}/>')

    def path(self, d: str, *, fill: str = "none", line: str = "", width: float = 1, dashed: str = "") -> None:
        edge = f' stroke="{line}" stroke-width="{width:g}" stroke-linecap="round"' if line else ""
        dashes = f' stroke-dasharray="{dashed}"' if dashed else ""
        self.shapes.append(f'<path d="{d}" fill="{fill}" stroke-linejoin="round"{edge}{dashes}/>')

    def label(self, x: float, y: float, text: str, anchor: str = "middle", *, strong: bool = False) -> None:
        self.labels.append(Label(round(x, 2), round(y, 2), text, anchor, strong))


_HATCHED = (
    '<defs><pattern id="unknown" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M0 0V4" stroke="{HATCH}" stroke-width="0.7"/></pattern></defs>'
)
