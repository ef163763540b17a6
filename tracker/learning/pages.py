"""The pages to read about knots: what each is called and in what order they come.

Their sentences are in templates/learn/, one template a page. They are general information, the same for everybody.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LearnPage:
    """`sign`: its drawing in static/img/learn.svg."""

    slug: str
    sign: str
    title: str
    summary: str

    @property
    def template(self) -> str:
        return f"learn/{self.slug.replace('-', '_')}.html"

    @property
    def number(self) -> int:
        return PAGES.index(self) + 1

    @property
    def before(self) -> "LearnPage | None":
        at = PAGES.index(self)
        return PAGES[at - 1] if at else None

    @property
    def after(self) -> "LearnPage | None":
        return next(iter(PAGES[PAGES.index(self) + 1 :]), None)


PAGES = (
    LearnPage(
        "what-a-knot-is",
        "knot",
        "What a knot is",
        "A tender place in a tight strand of muscle, and the idea of what goes on inside it.",
    ),
    LearnPage(
        "what-sets-them-off",
        "desk",
        "What sets them off",
        "Load, stillness, stress, short nights: what is suspected, and how well each is supported.",
    ),
    LearnPage(
        "why-they-come-back",
        "again",
        "Why they come back",
        "Five kinds of driver that may keep a spot alive after it was pressed away.",
    ),
    LearnPage(
        "why-one-recruits-its-neighbours",
        "team",
        "Why one recruits its neighbours",
        "Muscles work in teams. When one is sore, others take over its work.",
    ),
    LearnPage(
        "what-people-do",
        "press",
        "What people do about them",
        "Movement, pressure, heat, needling and the rest, and how long relief was seen to last.",
    ),
    LearnPage(
        "when-to-have-it-looked-at",
        "look",
        "When to have it looked at",
        "What is usual, what is worth showing to somebody, and what to bring along.",
    ),
)


def learn_page(slug: str) -> LearnPage | None:
    return next((page for page in PAGES if page.slug == slug), None)
