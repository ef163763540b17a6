"""How well something is supported, in a word. The words are ours, from the number and size of the studies cited."""

from typing import NamedTuple


class Strength(NamedTuple):
    """`bars` of four are filled: four would be strong, which nothing on these pages is."""

    words: str
    bars: int
    meaning: str


STRENGTHS = {
    "moderate": Strength(
        "Moderate evidence",
        3,
        "Reviews of many studies point the same way, often for pain in general rather than for knots.",
    ),
    "limited": Strength("Limited evidence", 2, "A few studies, small ones, or ones that disagree."),
    "plausible": Strength("Plausible", 2, "It fits with studies of different kinds that do not settle it."),
    "weak": Strength("Weak evidence", 1, "It was seen to go together; which comes first is not known."),
    "very-weak": Strength("Very weak evidence", 1, "A handful of studies, none of them of knots."),
    "agreement": Strength("Expert agreement", 1, "Specialists were asked in rounds until most agreed."),
    "guidance": Strength("Guidance", 1, "Health services advise it; it is not the result of a study."),
    "opinion": Strength("Expert opinion", 0, "Textbooks say so; no study was found."),
    "model": Strength(
        "A model, disputed", 0, "An explanation that fits some findings and that others reject."
    ),
    "ours": Strength("Our own choice", 0, "No study sets it, so this diary had to choose, and says so."),
}
