"""What charts say in words: a sentence for each series, words for each step, names of treatments."""

from tracker.analysis.marks import Mark
from tracker.analysis.summaries import Point, Summary
from tracker.calendars.words import count_days, number
from tracker.trends.measures import Measure
from tracker.vocabulary import treatment_name


def sentence(measure: Measure, summary: Summary) -> str:
    """As in: Worst 7, median 3 on 41 of 60 days; 12 days not logged. Every figure with the days it rests on."""
    if summary.highest is None or summary.lowest is None or summary.median is None:
        return f"Nothing recorded on these {count_days(summary.days)}."
    on = f"on {summary.recorded} of {count_days(summary.days)}"
    if measure.kind == "yes_no":
        said = f"Yes on {summary.above_zero} of {summary.recorded} recorded days, {count_days(summary.days)} in all"
    elif measure.kind == "pain":
        said = f"Worst {number(summary.highest)}, median {number(summary.median)} {on}"
    else:
        between = f", from {number(summary.lowest)} to {measure.words(summary.highest)}"
        varied = summary.lowest < summary.highest
        said = f"Median {measure.words(summary.median)}{between if varied else ''} {on}"
    gaps = [
        f"{count_days(summary.not_logged)} not logged" if summary.not_logged else "",
        f"{count_days(summary.left_open)} logged without it" if summary.left_open else "",
    ]
    return "; ".join(filter(None, [said, ", ".join(filter(None, gaps))])) + "."


def point_words(measure: Measure, point: Point) -> str:
    """A day's value; of a week the mean, the range and the days it rests on. Empty: not recorded."""
    step, recorded, mean, lowest, highest = point
    if mean is None or lowest is None or highest is None:
        return ""
    if step.first == step.last:
        return measure.words(mean)
    if measure.kind == "yes_no":
        return f"yes on {round(mean * recorded)} of {count_days(recorded)}"
    days = f"{recorded} of {count_days(step.days)}"
    if lowest == highest:
        return f"{measure.words(mean)}, {days}"
    return f"mean {measure.words(round(mean, 1))}, {number(lowest)} to {number(highest)}, {days}"


def mark_words(mark: Mark) -> str:
    """As in: Self pressure 2 days, Heat."""
    return ", ".join(
        treatment_name(kind) if days == 1 else f"{treatment_name(kind)} {count_days(days)}"
        for kind, days in mark.kinds
    )
