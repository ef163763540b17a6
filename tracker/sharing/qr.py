"""A link as a picture that a camera reads. The one module that touches qrcode."""

import qrcode
from django.utils.safestring import SafeString
from qrcode.image.svg import SvgPathImage


def qr_svg(text: str) -> SafeString:
    """An inline drawing of squares; nothing of `text` stands in it as text."""
    drawing = qrcode.make(text, image_factory=SvgPathImage, border=2)
    return SafeString(drawing.to_string(encoding="unicode"))
