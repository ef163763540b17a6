"""The pages to read about knots: what each is called, in what order they come, and what it draws on.

Their sentences are in templates/learn/, one template a page. They are general information, the same for everybody.
"""

from dataclasses import dataclass

from tracker.learning.sources import SOURCES, Source


@dataclass(frozen=True, slots=True)
class LearnPage:
    """`cited`: the keys of its sources in the order in which the text first names them, which numbers them."""

    slug: str
    title: str
    summary: str
    cited: tuple[str, ...]

    @property
    def template(self) -> str:
        return f"learn/{self.slug.replace('-', '_')}.html"

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(SOURCES[key] for key in self.cited)

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
        "What a knot is",
        "A tender place in a tight strand of muscle, and the idea of what goes on inside it.",
        (),
    ),
    LearnPage(
        "what-sets-them-off",
        "What sets them off",
        "Load, stillness, stress, short nights: what is suspected, and how well each is supported.",
        (),
    ),
    LearnPage(
        "why-they-come-back",
        "Why they come back",
        "Five kinds of driver that may keep a spot alive after it was pressed away.",
        (),
    ),
    LearnPage(
        "why-one-recruits-its-neighbours",
        "Why one recruits its neighbours",
        "Muscles work in teams. When one is sore, others take over its work.",
        (),
    ),
    LearnPage(
        "what-people-do",
        "What people do about them",
        "Movement, pressure, heat, needling and the rest, and how long relief was seen to last.",
        (),
    ),
    LearnPage(
        "when-to-have-it-looked-at",
        "When to have it looked at",
        "What is usual, what is worth showing to somebody, and what to bring along.",
        (),
    ),
)


def learn_page(slug: str) -> LearnPage | None:
    return next((page for page in PAGES if page.slug == slug), None)
