"""From the diary's series to what is said of each factor."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.analysis.drivers.columns import OutcomeColumns, ShapeColumn
from tracker.analysis.drivers.contrasts import as_test, contrast_of
from tracker.analysis.drivers.days import factor_columns_of, outcome_columns_of
from tracker.analysis.drivers.findings import Contrast, Finding, Findings, Reason, Status
from tracker.analysis.drivers.listing import Asked, Q, ask, order_is_unclear
from tracker.analysis.drivers.more_closely import holds_more_closely
from tracker.analysis.drivers.overlap import overlapping
from tracker.analysis.drivers.questions import Factor, Outcome
from tracker.analysis.period import Period

# The level of intervals where nothing was picked.
LEVEL = 0.90


def what_goes_with(outcomes: Sequence[Outcome], factors: Sequence[Factor], period: Period) -> Findings:
    columns = [outcome_columns_of(outcome, period) for outcome in outcomes]
    shapes = [factor_columns_of(factor, period) for factor in factors]
    asked = ask(columns, shapes, [outcome.fewest_events for outcome in outcomes])
    tested = sum(each.answer.p is not None for each in asked)
    selected = sum(each.is_selected for each in asked)
    level = 1 - Q * selected / tested if selected else LEVEL
    findings: list[Finding] = []
    for number, (outcome, column) in enumerate(zip(outcomes, columns, strict=True)):
        mine = [each for each in asked if each.outcome == number]
        told = [
            _finding(outcome, column, factors[each.factor], each, level if each.is_selected else LEVEL)
            for each in mine
        ]
        findings += _sorted_out(column, shapes, mine, told)
    cuts = {
        factors[each.factor].key: column.cut
        for each in asked
        if each.answer.p is not None
        for column in shapes[each.factor]
        if column.cut is not None
    }
    return Findings(tuple(findings), tested, selected, cuts)


def _finding(outcome: Outcome, column: OutcomeColumns, factor: Factor, asked: Asked, level: float) -> Finding:
    answer = asked.answer
    if answer.p is None:
        obstacle = answer.obstacle
        if obstacle and obstacle.reason in {Reason.NEVER_VARIES, Reason.FEW_DAYS_AWAY, Reason.NOT_APART}:
            obstacle = replace(obstacle, since=_unchanged_since(factor))
        return Finding(outcome.key, factor.key, Status.NOT_TESTABLE, obstacle=obstacle)
    contrast = contrast_of(column, answer.best, level)
    return Finding(
        outcome=outcome.key,
        factor=factor.key,
        status=Status.LISTED if asked.is_selected else _unselected(contrast, outcome.negligible),
        tests=tuple(as_test(column, each) for each in answer.tests),
        best=as_test(column, answer.best),
        direction=1 if contrast.points > 0 else -1,
        contrast=contrast,
        p=answer.p,
        adjusted_p=asked.adjusted_p,
    )


def _unselected(contrast: Contrast, negligible: float | None) -> Status:
    if negligible is not None and -negligible <= contrast.low and contrast.high <= negligible:
        return Status.LITTLE_OR_NO_EFFECT
    return Status.NO_CLEAR_LINK


def _unchanged_since(factor: Factor) -> int | None:
    """The first day of the last run of one value of a yes/no; None if it changed on the last day it was recorded."""
    if not factor.is_yes_no or not factor.series:
        return None
    days = sorted(factor.series, reverse=True)
    run = next(
        (place for place, day in enumerate(days) if factor.series[day] != factor.series[days[0]]), len(days)
    )
    return days[run - 1] if run > 1 else None


def _sorted_out(
    column: OutcomeColumns,
    shapes: Sequence[Sequence[ShapeColumn]],
    asked: Sequence[Asked],
    told: list[Finding],
) -> list[Finding]:
    """The selected ones of one outcome again: whether they hold, in which order, and whether they are told apart."""
    clear: list[int] = []
    for place, each in enumerate(asked):
        if not each.is_selected:
            continue
        if not holds_more_closely(column, each.answer.best):
            told[place] = replace(told[place], status=Status.NO_CLEAR_LINK)
        elif order_is_unclear(column, shapes[each.factor], each.answer):
            told[place] = replace(told[place], status=Status.ORDER_UNCLEAR)
        else:
            clear.append(place)
    for place, other in zip(
        clear, overlapping(column, [asked[each].answer.best for each in clear]), strict=True
    ):
        if other is not None:
            told[place] = replace(
                told[place], status=Status.OVERLAPS, overlaps_with=told[clear[other]].factor
            )
    return told
