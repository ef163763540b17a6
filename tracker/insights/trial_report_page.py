"""The report of an experiment that is over, with the fields that CENT 2015 and SCRIBE 2016 ask for."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from tracker.analysis.trial_draw import sealed_text
from tracker.analysis.trial_outcome import Closed
from tracker.analysis.trial_periods import PeriodResult
from tracker.analysis.trial_report import Noted, Notes, TrialReport, episode_report, period_report
from tracker.insights.trial_page import TrialPage
from tracker.insights.trial_result import ResultPage
from tracker.insights.words import counted
from tracker.trial_records import draw_of, order_of, terms_of


class Field(NamedTuple):
    name: str
    words: str


@dataclass(frozen=True)
class ReportPage:
    """`sealed`: the text whose SHA-256 is the digest of the first day."""

    report: TrialReport
    result: ResultPage
    fields: list[Field]
    sealed: str


def report_page(page: TrialPage) -> ReportPage | None:
    """None while the result is closed."""
    if isinstance(page.outcome, Closed) or page.result is None:
        return None
    trial, terms = page.trial, terms_of(page.trial)
    notes = Notes(
        changes=tuple(Noted(day.date.toordinal(), day.change) for day in page.days if day.change),
        harms=tuple(Noted(day.date.toordinal(), day.harm) for day in page.days if day.harm),
        reason=trial.end_reason,
    )
    drawn = draw_of(trial)
    if isinstance(page.outcome, PeriodResult):
        report = period_report(terms, drawn, page.outcome, notes)
    else:
        last = trial.ended_on or page.named[-1].date
        report = episode_report(terms, drawn, page.outcome, notes, last.toordinal())
    sealed = sealed_text(trial.seed, order_of(trial), terms.fixed())
    return ReportPage(report, page.result, _fields(page, report), sealed)


def _fields(page: TrialPage, report: TrialReport) -> list[Field]:
    trial = page.trial
    first = f"{trial.first_day:%-d %B %Y}"
    return [
        Field("Question", trial.question),
        Field("A", trial.a),
        Field("B", trial.b),
        Field("Compared, as fixed on the first day", f"{page.compared}{_horizon(page)}"),
        Field("Design", _design(page)),
        Field("Dates", f"{first} to {_date(report.ended)}{_last_named(page)}"),
        Field("Ended early", _early(report)),
        Field("A kept to plan", page.result.kept[0][1] if page.result else ""),
        Field("B kept to plan", page.result.kept[1][1] if page.result else ""),
        Field("Done differently", _noted(report.notes.changes)),
        Field("Unwelcome", _noted(report.notes.harms)),
        Field("Marked as a flare or illness", _flares(page)),
    ]


def _design(page: TrialPage) -> str:
    trial = page.trial
    if trial.design == "episodes":
        return (
            f"{counted(trial.pairs, 'pair')} of episodes, in each the order of A and B by a coin; "
            f"each followed for {trial.follow} days at most from the day its treatment was named"
        )
    wash = counted(trial.wash, "day") if trial.wash else "no day"
    return (
        f"{counted(trial.pairs, 'pair')} of periods of {counted(trial.length, 'day')}, in each the order of A and "
        f"B by a coin; at the start of each period {wash} left out"
    )


def _last_named(page: TrialPage) -> str:
    """The last of all episodes is followed for some days more."""
    is_full = page.trial.design == "episodes" and page.trial.ended_on is None
    return ", when the last episode was named" if is_full else ""


def _horizon(page: TrialPage) -> str:
    if page.trial.design == "episodes":
        return ""
    return ", on the day after" if page.day_after else ", on the same day"


def _early(report: TrialReport) -> str:
    if not report.stopped_early:
        return "no"
    return f"yes. {report.notes.reason}" if report.notes.reason else "yes, no reason noted"


def _noted(notes: tuple[Noted, ...]) -> str:
    return "; ".join(f"{_date(note.day)}: {note.text}" for note in notes) or "nothing noted"


def _flares(page: TrialPage) -> str:
    marked = [day for day in page.days if day.flare]
    told = (f"{day.date:%-d %b %Y}{f' ({day.flare_words})' if day.flare_words else ''}" for day in marked)
    return ", ".join(told) or "no day"


def _date(day: int) -> str:
    return f"{datetime.date.fromordinal(day):%-d %B %Y}"
