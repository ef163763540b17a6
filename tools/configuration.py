"""The names of the variables that configure the app, as `.env.example` lists them."""

import re

from tools.steps import ROOT


def names() -> set[str]:
    return set(
        re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )
