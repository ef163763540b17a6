"""The result of an experiment for its page and its report."""

from dataclasses import dataclass

from tracker.analysis.trial_episodes import Block, Episode, EpisodeResult, Measure
from tracker.analysis.trial_outcome import Fate, Finding
from tracker.analysis.trial_periods import PeriodMean, PeriodResult, WithoutFlares
from tracker.analysis.trial_words import luck_of, plain_result
from tracker.analysis.trials import SignFlip
from tracker.insights.trial_picture import Picture, picture_of
from tracker.insights.trial_words import (
    Names,
    average,
    kept_words,
    left_out,
    luck_words,
    pain_headline,
    pain_meaning,
    pain_sentences,
)
from tracker.insights.words import Piece, Sentence, counted


@dataclass(frozen=True)
class PairRow:
    """One pair or block as a line of the table. `a` and `b`: the figure, and what it rests on."""

    number: int
    order: str
    a: tuple[str, str]
    b: tuple[str, str]
    difference: str
    note: str


@dataclass(frozen=True)
class ResultPage:
    """`figures`: p and the interval as numbers, None under six pairs. `second`: without the marked days."""

    headline: str
    meaning: str
    sentences: list[Sentence]
    rows: list[PairRow]
    columns: tuple[str, str, str]
    left_out: list[str]
    kept: list[tuple[str, str]]
    complete: int
    figures: str = ""
    second: str = ""
    picture: Picture | None = None


_NOTES = {
    Fate.COMPLETE: "",
    Fate.NOT_KNOWN: "too few days",
    Fate.ODD: "only one over",
    Fate.NOT_REACHED: "not reached",
}


def period_page(result: PeriodResult, names: Names) -> ResultPage:
    differences = result.differences
    plain = plain_result(differences, result.test) if result.test else None
    begun = [pair for pair in result.pairs if pair.fate is not Fate.NOT_REACHED]
    return ResultPage(
        headline=pain_headline(result.finding, names, len(differences)),
        meaning=pain_meaning(result.finding),
        sentences=pain_sentences(plain, names) if plain else [],
        rows=[
            PairRow(
                pair.number,
                pair.order,
                _mean(pair.a),
                _mean(pair.b),
                "" if pair.difference is None else signed(pair.difference),
                _NOTES[pair.fate],
            )
            for pair in begun
        ],
        columns=("A, mean pain", "B, mean pain", "B less A"),
        left_out=left_out(result.fates, "period"),
        kept=[(names.of(each), kept_words(kept, "day")) for each, kept in result.kept.items()],
        complete=len(differences),
        figures=_figures(result.test),
        second=_second(result.without_flares, names) if result.without_flares else "",
        picture=picture_of(begun) if begun else None,
    )


def _mean(period: PeriodMean) -> tuple[str, str]:
    if not period.over:
        return "not over", ""
    return (
        "not known" if period.mean is None else f"{period.mean:.2f}",
        f"{period.known} of {counted(period.of, 'day')}",
    )


def signed(value: float) -> str:
    """With a true minus sign; 0 has none."""
    return f"{value:+.2f}".replace("-", "\N{MINUS SIGN}") if round(value, 2) else "0.00"


def _figures(test: SignFlip | None) -> str:
    if test is None:
        return ""
    p = f"{test.p:.4f}" if test.p >= 0.0001 else "under 0.0001"
    return (
        f"B less A: {signed(test.mean)} points, 90 % interval {signed(test.low)} to {signed(test.high)}, "
        f"sign-flip p = {p}."
    )


def _second(without: WithoutFlares, names: Names) -> str:
    marked = counted(without.marked_days, "marked day")
    if without.test is None:
        return f"Without {marked} too few pairs are left for a second figure: {without.pairs}."
    plain = plain_result([], without.test)
    which = f" with {plain.lower}, {names.of(plain.lower)}" if plain.lower else ""
    said = average(plain).replace(" lower (", f" lower{which} (", 1) if which else average(plain)
    return (
        f"Without {marked}, from {counted(without.pairs, 'pair')}: {said[0].lower()}{said[1:]} "
        + luck_words(plain.luck, plain.lower or "B")
    )


def episode_page(result: EpisodeResult, names: Names) -> ResultPage:
    """The picture of episodes is their table: few, and each with its own story."""
    returns = result.measure is Measure.RETURN
    complete = result.fates.get(Fate.COMPLETE, 0)
    return ResultPage(
        headline=_episode_headline(result, names, complete),
        meaning=_episode_meaning(result.finding),
        sentences=_episode_sentences(result, names, complete),
        rows=[_block_row(block, returns=returns) for block in result.blocks if block.a or block.b],
        columns=("A, days away", "B, days away", "Note")
        if returns
        else ("A, points less", "B, points less", "B less A"),
        left_out=left_out(result.fates, "episode"),
        kept=[(names.of(each), kept_words(kept, "episode")) for each, kept in result.kept.items()],
        complete=complete,
        figures=f"Sign-flip p = {result.test.p:.4f}." if result.test else "",
    )


def _episode_headline(result: EpisodeResult, names: Names, complete: int) -> str:
    if result.finding is Finding.TOO_FEW_PAIRS:
        return f"Too few complete pairs to tell: {complete}"
    if result.finding is Finding.CANNOT_TELL:
        return "You can't tell from this trial"
    # The difference is A less B of the returns, or B less A of the drops: above 0 it is B.
    better = names.b if result.finding is Finding.MORE_WITH_B else names.a
    return (
        f"Stayed away longer with {better}"
        if result.measure is Measure.RETURN
        else f"Pain fell more with {better}"
    )


def _episode_meaning(finding: Finding) -> str:
    told = finding in (Finding.MORE_WITH_A, Finding.MORE_WITH_B)
    return (
        pain_meaning(finding).replace("days of yours", "episodes of yours") if told else pain_meaning(finding)
    )


def _episode_sentences(result: EpisodeResult, names: Names, complete: int) -> list[Sentence]:
    if result.test is None:
        return []
    what = "it stayed away longer" if result.measure is Measure.RETURN else "pain fell more"
    rest = [f"alike in {result.alike}"] if result.alike else []
    rest += [f"not sure in {result.unsure}"] if result.unsure else []
    after = f" ({', '.join(rest)})" if rest else ""
    found: list[Sentence] = [
        (
            Piece(f"In {result.longer_with_b} of {complete} pairs {what} with "),
            *names.letter("B"),
            Piece(f"{after}."),
        )
    ]
    if result.measure is Measure.RETURN:
        a, b = (_median(result.medians[each]) for each in ("A", "B"))
        found.append((Piece(f"Half of the times it was back by {a} with A, by {b} with B."),))
    found.append((Piece(luck_words(luck_of(result.test.p), "B")),))
    return found


def _median(days: float | None) -> str:
    return "no day that was seen" if days is None else f"day {days:g}"


def _block_row(block: Block, *, returns: bool) -> PairRow:
    words = [_episode(each, returns=returns) for each in (block.a, block.b)]
    difference = "" if returns or block.difference is None else signed(block.difference)
    note = _NOTES[block.fate].replace("too few days", "not known")
    return PairRow(block.number, block.order, words[0], words[1], difference, note)


def _episode(episode: Episode | None, *, returns: bool) -> tuple[str, str]:
    if episode is None:
        return "not begun", ""
    value = episode.days if returns else episode.drop
    if value is None:
        return "not known", ""
    if not returns:
        return signed(value), ""
    return f"{value:g}", "" if episode.returned else "still away then"
