"""Sets one PDF and ends: a program of its own, since typst keeps some 20 MB of every document it has set.

Reads one JSON from its input: `template` (the folder with report.typ), `fonts` (a folder), `made` (seconds, the date of
the file) and `sheet` (a text, handed to the template as it is). Writes the PDF, or what went wrong and exit code 3.
Knows nothing of the rest of Unknot, so that it starts at once.
"""

import json
import sys
from pathlib import Path
from typing import Any

import typst

FAILED = 3


def typeset(order: dict[str, Any]) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[order["fonts"]])
    return typst.compile(
        Path(order["template"]) / "report.typ",
        root=order["template"],
        font_paths=fonts,
        sys_inputs={"sheet": order["sheet"]},
        pdf_standards=["ua-1"],
        timestamp=order["made"],
    )


def main() -> int:
    try:
        pdf = typeset(json.load(sys.stdin.buffer))
    except typst.TypstError as error:
        print(error.diagnostic, file=sys.stderr)
        return FAILED
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
