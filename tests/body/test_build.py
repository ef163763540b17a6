import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tracker.body.catalogue import catalogue
from tracker.body.drawing import Figure, on_silhouette, to_drawing
from tracker.body.outline import inside, polygon
from tracker.body.sides import Point, Side, View

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "node_modules"
SVG = "{http://www.w3.org/2000/svg}"

needs_packages = pytest.mark.skipif(
    not (PACKAGES / "svgpath").is_dir() or not (os.environ.get("NODE") or shutil.which("node")),
    reason="needs node_modules and Node.js: make test installs both",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("build")
    command = [sys.executable, "-m", "tracker.body.build", "--packages", str(PACKAGES), "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True)
    return out


@needs_packages
@pytest.mark.parametrize("figure", Figure)
def test_the_svg_has_both_views_and_no_colour_of_its_own(built, figure):
    text = (built / "static" / "body" / f"{figure}.svg").read_text()
    root = ET.fromstring(text)
    assert [group.get("id") for group in root.findall(f"{SVG}g")] == ["front", "back"]
    fills = {path.get("fill") for path in root.iter(f"{SVG}path")}
    assert fills == {"var(--skin)", "var(--muscle)", "var(--hair)"}
    assert "style" not in text
    assert len(text) < 60_000


@needs_packages
@pytest.mark.parametrize("figure", Figure)
def test_every_muscle_lies_on_the_silhouette_of_its_drawing(built, figure):
    silhouettes = json.loads((built / "body" / f"{figure}.json").read_text())
    for each in catalogue().muscles.values():
        for view, centre in each.centres.items():
            for side in (Side.LEFT, Side.RIGHT):
                x, y = to_drawing(figure, Point(view, side, centre.x, centre.y))
                assert on_silhouette(silhouettes[view], x, y, tolerance=0), (each.slug, view, side)


@needs_packages
def test_the_drawing_fills_a_thousand_units_from_crown_to_sole(built):
    for figure in Figure:
        silhouettes = json.loads((built / "body" / f"{figure}.json").read_text())
        for view in View:
            corners = [corner for corners in silhouettes[view] for corner in corners]
            assert abs(min(y for _, y in corners)) < 2
            assert abs(max(y for _, y in corners) - 1000) < 2
            assert abs(min(x for x, _ in silhouettes[view][0]) + max(x for x, _ in silhouettes[view][0])) < 2


@needs_packages
def test_a_missing_package_is_said_in_one_clear_line(tmp_path):
    command = [
        sys.executable,
        "-m",
        "tracker.body.build",
        "--packages",
        str(tmp_path),
        "--out",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The body drawing could not be read")


def test_a_path_becomes_a_polygon_through_its_curves():
    corners = polygon("M0 0H10V10L0 10Q-4 5 0 0Z")
    assert corners[:4] == [(0, 0), (10, 0), (10, 10), (0, 10)]
    assert (-2.0, 5.0) in corners
    assert inside(corners, -1, 5)
    assert not inside(corners, -1, 1)
    assert not inside(corners, 11, 5)
