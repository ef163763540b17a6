"""Builds the body drawing: `python -m tracker.body.build --packages node_modules --out build`.

Reads the figures of the npm package react-native-body-highlighter (MIT) and writes, in our drawing units (midline
x = 0, crown y = 0, sole y = 1000):

- OUT/static/body/{female,male}.svg: groups `front` and `back`, coloured only by the custom properties --skin,
  --muscle, --outline and --hair of the page that uses them;
- OUT/body/{female,male}.json: per view the polygons that together are the silhouette.

Node.js is the program named by NODE, else `node` on PATH.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypedDict

from tracker.body.outline import polygon

READER = Path(__file__).resolve().with_name("build_paths.cjs")
HEIGHT = 1000


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the package keeps one view, and its midline, crown and scale measured on the package's own drawing."""

    data: str
    wrapper: str
    view: str
    midline: float
    crown: float
    scale: float


FEMALE_SCALE = HEIGHT / 1433.0
MALE_SCALE = HEIGHT / (1351.45 - 97.0)
FIGURES: dict[str, tuple[Frame, Frame]] = {
    "female": (
        Frame("bodyFemaleFront.js", "SvgFemaleWrapper.js", "front", 320.5, 0.0, FEMALE_SCALE),
        Frame("bodyFemaleBack.js", "SvgFemaleWrapper.js", "back", 1142.5, 0.0, FEMALE_SCALE),
    ),
    "male": (
        Frame("bodyFront.js", "SvgMaleWrapper.js", "front", 364.2, 97.0, MALE_SCALE),
        Frame("bodyBack.js", "SvgMaleWrapper.js", "back", 1083.8, 97.0, MALE_SCALE),
    ),
}


class Shape(TypedDict):
    """One closed path, twice: `d` relative for the browser, `corners` absolute (M L H V C Q Z) for polygons."""

    slug: str
    d: str
    corners: str


# The outline comes first; head and hair lie over the muscles; everything else is muscle.
Drawing = list[Shape]
SKIN = {"outline", "head"}
SILHOUETTE = SKIN | {"hair"}


def build(packages: Path, out: Path) -> None:
    frames = [frame for figure in FIGURES.values() for frame in figure]
    drawings = iter(_read(packages, frames))
    for name, figure in FIGURES.items():
        views = {frame.view: next(drawings) for frame in figure}
        _write(out / "static" / "body" / f"{name}.svg", svg(views))
        _write(out / "body" / f"{name}.json", json.dumps(silhouettes(views), separators=(",", ":")))


def svg(views: dict[str, Drawing]) -> str:
    """One file, one group a view. Inherited properties only: an outside file sees no style sheet of the page."""
    groups = "".join(f'<g id="{view}">{"".join(_layers(drawing))}</g>' for view, drawing in views.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-260 -15 520 1030">{groups}</svg>\n'


def silhouettes(views: dict[str, Drawing]) -> dict[str, list[list[tuple[float, float]]]]:
    """Per view: the body's outline, the head and the hair, as polygons; the silhouette is their union."""
    return {
        view: [polygon(shape["corners"]) for shape in drawing if shape["slug"] in SILHOUETTE]
        for view, drawing in views.items()
    }


def _layers(drawing: Drawing) -> list[str]:
    outline, *rest = drawing
    muscles = "".join(shape["d"] for shape in rest if shape["slug"] not in SILHOUETTE)
    above = [_outlined(shape) for shape in rest if shape["slug"] in SILHOUETTE]
    return [_outlined(outline), f'<path fill="var(--muscle)" d="{muscles}"/>', *above]


def _outlined(shape: Shape) -> str:
    fill = "skin" if shape["slug"] in SKIN else "hair"
    return f'<path fill="var(--{fill})" stroke="var(--outline)" vector-effect="non-scaling-stroke" d="{shape["d"]}"/>'


def _read(packages: Path, frames: Sequence[Frame]) -> list[Drawing]:
    done = subprocess.run(
        [os.environ.get("NODE") or "node", str(READER), str(packages)],
        input=json.dumps([asdict(frame) for frame in frames]),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"The body drawing could not be read from {packages}:\n{done.stderr.strip()}")
    drawings: Any = json.loads(done.stdout)
    return list(drawings)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds the body drawing.")
    parser.add_argument(
        "--packages", type=Path, default=Path("node_modules"), help="the installed npm packages"
    )
    parser.add_argument("--out", type=Path, default=Path("build"), help="where the artefacts go")
    options = parser.parse_args()
    build(options.packages, options.out)


if __name__ == "__main__":
    main()
