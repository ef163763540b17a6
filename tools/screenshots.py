"""Takes pictures of every page: phone and desk, light and dark, of a full diary and of one that has just begun.

`python -m tools.screenshots [--readme] [--only WORD]`; the pictures are in build/screenshots/. With --readme it
writes those of the README instead.
"""

import argparse
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tools.steps import BUILD, ROOT, SetupError
from tools.throwaway import data_folder, running_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tools.sample_people import Visit

PICTURES = BUILD / "screenshots"
README_PICTURES = ROOT / "docs" / "img"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Shot:
    """A page of a visitor in one size and theme."""

    visit: "Visit"
    viewport: dict[str, int]
    scheme: str

    @property
    def name(self) -> str:
        return f"{self.visit.diary}-{self.visit.name}-{self.viewport['width']}-{self.scheme}.png"


class Photographer:
    """Opens pages and notes what is wrong with them beside their looks."""

    def __init__(self, browser: "Browser", base_url: str) -> None:
        self.browser, self.base_url = browser, base_url
        self.problems: list[str] = []

    def open(self, shot: Shot, scale: int = 1) -> "Page":
        context = self.browser.new_context(
            base_url=self.base_url,
            viewport=shot.viewport,  # type: ignore[arg-type]
            color_scheme=shot.scheme,  # type: ignore[arg-type]
            device_scale_factor=scale,
            locale="en-GB",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
        )
        if shot.visit.session:
            cookie: Any = {"name": "sessionid", "value": shot.visit.session, "url": self.base_url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", lambda message: self._heard(shot, message.type, message.text))
        answer = page.goto(shot.visit.path, wait_until="networkidle")
        if answer is None or answer.status != shot.visit.status:
            self.problems.append(f"{shot.name}: answered {answer and answer.status}")
        return page

    def _heard(self, shot: Shot, kind: str, text: str) -> None:
        # The browser reports every answer of 400 and above; whether it was meant is checked by its status.
        if kind == "error" and "status of" not in text:
            self.problems.append(f"{shot.name}: {text}")

    def whole_page(self, shot: Shot) -> None:
        page = self.open(shot)
        width, height = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        if width > shot.viewport["width"]:
            self.problems.append(f"{shot.name}: {width - shot.viewport['width']} px too wide")
        # A window as tall as the page keeps what is fixed to its edges there.
        page.set_viewport_size(
            {"width": shot.viewport["width"], "height": max(height, shot.viewport["height"])}
        )
        page.screenshot(path=PICTURES / shot.name)
        page.context.close()

    def for_readme(self, shot: Shot, name: str) -> None:
        page = self.open(shot, scale=2)
        page.screenshot(path=README_PICTURES / name)
        page.context.close()


def take_all(photographer: Photographer, visits: "list[Visit]") -> None:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    for visit in visits:
        for viewport in (PHONE, DESK):
            for scheme in SCHEMES:
                photographer.whole_page(Shot(visit, viewport, scheme))
    print(f"{len(list(PICTURES.iterdir()))} pictures in {PICTURES.relative_to(ROOT)}")


def take_for_readme(photographer: Photographer, visits: "list[Visit]") -> None:
    README_PICTURES.mkdir(parents=True, exist_ok=True)
    by_name = {(visit.diary, visit.name): visit for visit in visits}
    photographer.for_readme(Shot(by_name["full", "today"], PHONE, "light"), "today.png")
    photographer.for_readme(Shot(by_name["full", "insights"], PHONE, "light"), "insights.png")
    photographer.for_readme(Shot(by_name["full", "lasts"], PHONE, "light"), "lasts.png")


def main() -> int:
    parser = argparse.ArgumentParser(description="Takes pictures of every page.")
    parser.add_argument("--readme", action="store_true", help="only the pictures of the README")
    parser.add_argument("--only", default="", help="only pages whose name holds this word")
    options = parser.parse_args()
    with data_folder() as folder:
        from playwright.sync_api import sync_playwright

        from tools.sample_people import prepare

        visits = [visit for visit in prepare() if options.readme or options.only in visit.name]
        from tests.browser.rig import CHROMIUM_ARGUMENTS, HOW_TO_GET_CHROMIUM, find_chromium

        chromium = find_chromium()
        if chromium is None:
            raise SetupError(HOW_TO_GET_CHROMIUM)
        with running_server(folder / "server.log") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
            photographer = Photographer(browser, address.url)
            (take_for_readme if options.readme else take_all)(photographer, visits)
            browser.close()
    print("\n".join(photographer.problems) or "Nothing wrong was seen on the way.")
    return 1 if photographer.problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        sys.exit(str(error))
