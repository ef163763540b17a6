"""What the result of an experiment says, in words that claim no more than it shows."""

from collections.abc import Mapping
from typing import NamedTuple

from tracker.analysis.trial_outcome import ENOUGH_PAIRS, Fate, Finding, Kept
from tracker.analysis.trial_plan import Condition
from tracker.analysis.trial_words import Luck, PlainResult
from tracker.insights.words import Piece, Sentence, counted


class Names(NamedTuple):
    """The two conditions as the person wrote them."""

    a: str
    b: str

    def of(self, condition: Condition) -> str:
        return self.a if condition == "A" else self.b

    def letter(self, condition: Condition) -> Sentence:
        return (Piece(f"{condition}, "), Piece(self.of(condition), strong=True))


def pain_headline(finding: Finding, names: Names, pairs: int) -> str:
    """More pain with one is less with the other, which is what people ask for."""
    if finding is Finding.TOO_FEW_PAIRS:
        return f"Too few complete pairs to tell: {pairs}"
    if finding is Finding.CANNOT_TELL:
        return "You can't tell from this trial"
    if finding is Finding.LITTLE_DIFFERENCE:
        return "Little or no difference"
    return f"Less pain with {names.b if finding is Finding.MORE_WITH_A else names.a}"


def pain_meaning(finding: Finding) -> str:
    """What the headline means, for those who have not read a result before."""
    return {
        Finding.TOO_FEW_PAIRS: f"From {ENOUGH_PAIRS} complete pairs on a result can be told from luck. "
        "Below are the pairs, and that is all there is to say.",
        Finding.CANNOT_TELL: "The pairs differ too much among themselves. There may be a difference or none: "
        "this trial does not show which.",
        Finding.LITTLE_DIFFERENCE: "If there is a difference at all, it is likely within half a point either way.",
        Finding.MORE_WITH_A: "This holds for these days of yours. It may be otherwise at other times.",
        Finding.MORE_WITH_B: "This holds for these days of yours. It may be otherwise at other times.",
    }[finding]


def pain_sentences(plain: PlainResult, names: Names) -> list[Sentence]:
    """In 7 of 8 pairs pain was lower with B. On average 0.8 points lower (likely 0.3 to 1.2). ..."""
    seen: Condition = plain.lower or "B"
    equal = f", and the same in {plain.equal}" if plain.equal else ""
    pairs: Sentence = (
        Piece(f"In {plain.in_pairs} of {plain.pairs} pairs pain was lower with "),
        *names.letter(seen),
        Piece(f"{equal}."),
    )
    return [pairs, (Piece(average(plain)),), (Piece(luck_words(plain.luck, seen)),)]


def average(plain: PlainResult) -> str:
    """As: On average 0.8 points lower (likely 0.3 to 1.2)."""
    if plain.lower is None:
        return f"On average no difference (likely {_range(plain)})."
    return f"On average {plain.points:.1f} points lower (likely {_range(plain)})."


def _range(plain: PlainResult) -> str:
    """The 90 % interval of how much lower; below 0 it is how much higher."""
    if plain.low is None or plain.high is None:
        return "anything"
    if plain.low >= 0:
        return f"{plain.low:.1f} to {plain.high:.1f}"
    return f"from {-plain.low:.1f} higher to {_side(plain.high)}"


def _side(points: float) -> str:
    return f"{points:.1f} lower" if points >= 0 else f"{-points:.1f} higher"


def luck_words(luck: Luck, seen: Condition) -> str:
    about = f"fewer than {luck.times} time" if luck.at_most else f"about {luck.times} times"
    about = "about 1 time" if luck.times == 1 and not luck.at_most else about
    return f"If {seen} made no difference, a result this clear would come up by luck {about} in {luck.of:,}."


def left_out(fates: Mapping[Fate, int], one: str) -> list[str]:
    """Why pairs are missing, each reason with its count. `one`: period or episode."""
    unknown, odd, never = (fates.get(each, 0) for each in (Fate.NOT_KNOWN, Fate.ODD, Fate.NOT_REACHED))
    why = (
        "fewer than half of the counted days of a period are known"
        if one == "period"
        else "what became of an episode is not known"
    )
    found = []
    if unknown:
        found.append(f"{counted(unknown, 'pair')} left out: {why}.")
    if odd:
        found.append(f"{counted(odd, 'pair')} left out: it ended when only the first {one} was over.")
    if never:
        found.append(f"{counted(never, 'pair')} not reached before it ended.")
    return found


def kept_words(kept: Kept, one: str) -> str:
    """As: 14 of 15 answered days (32 in all)."""
    if not kept.of:
        return f"no {one} of it was reached"
    if not kept.answered:
        return f"not answered on any of {counted(kept.of, one)}"
    return f"{kept.kept} of {counted(kept.answered, f'answered {one}')} ({kept.of} in all)"
