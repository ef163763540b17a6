"""The dots of days away as SVG: up to a hundred and more, which a template takes long over."""

from html import escape

from django.utils.safestring import SafeString

from tracker.spotpages.away_dots import AwayDots, Dot


def drawn_dots(dots: AwayDots) -> SafeString:
    return SafeString("".join(_drawn(dot, dots.radius) for dot in dots.dots))


def _drawn(dot: Dot, radius: float) -> str:
    title = f"<title>{escape(dot.words)}</title>"
    if dot.open:
        return f'<use class="away-dots__open" href="#away-open" x="{dot.x}%" y="{dot.top}">{title}</use>'
    if dot.is_interval:
        return (
            f'<line class="away-dots__interval" x1="{dot.x}%" x2="{dot.x}%" y1="{dot.top}" y2="{dot.bottom}">'
            f"{title}</line>"
        )
    return f'<circle class="away-dots__dot" cx="{dot.x}%" cy="{dot.top}" r="{radius}">{title}</circle>'
