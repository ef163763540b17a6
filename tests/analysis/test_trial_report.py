from dataclasses import replace

from tests.analysis.trial_diaries import FIRST, SEED, steady
from tracker.analysis.trial_draw import METHOD, draw
from tracker.analysis.trial_episodes import Episode, EpisodeResult, Measure, episode_result
from tracker.analysis.trial_periods import Observed, PeriodResult, period_result
from tracker.analysis.trial_plan import EpisodePlan, PeriodPlan, Terms
from tracker.analysis.trial_report import Noted, Notes, episode_report, period_report

NOTES = Notes(changes=(Noted(FIRST + 9, "half as long"),), harms=(Noted(FIRST, "sore"),), reason="a journey")
PLAN = PeriodPlan(FIRST)
TERMS = Terms("Does stretching before bed change my morning pain?", "stretching", "nothing", "all", PLAN)


def test_the_report_of_periods_holds_every_field():
    drawn = draw(SEED, PLAN.pairs, TERMS.fixed())
    observed = Observed(steady(PLAN, drawn.order, [5] * 8, [4] * 8), flares={FIRST + 1})
    result = period_result(PLAN, drawn.order, observed, FIRST + 60, ended=FIRST + 55)
    assert isinstance(result, PeriodResult)
    report = period_report(TERMS, drawn, result, NOTES)
    assert (report.terms, report.notes, report.method) == (TERMS, NOTES, METHOD)
    assert (report.seed, report.digest, report.as_drawn) == (SEED.hex(), drawn.digest, True)
    assert (report.first, report.ended, report.stopped_early) == (FIRST, FIRST + 55, True)
    assert [period.known for period in report.periods] == [3] * 14
    assert [pair.difference for pair in report.pairs] == [-1] * 7 + [None]
    assert (report.test, report.finding, report.kept) == (result.test, result.finding, result.kept)
    assert report.without_flares is not None


def test_a_report_says_when_its_terms_are_not_those_that_were_sealed():
    drawn = draw(SEED, PLAN.pairs, TERMS.fixed())
    result = period_result(PLAN, drawn.order, Observed({}), PLAN.opens)
    assert isinstance(result, PeriodResult)
    assert period_report(TERMS, drawn, result, Notes()).as_drawn
    other = replace(TERMS, outcome="neck")
    assert not period_report(other, drawn, result, Notes()).as_drawn


def test_the_report_of_episodes():
    terms = replace(TERMS, plan=EpisodePlan(FIRST, blocks=6))
    drawn = draw(SEED, terms.pairs, terms.fixed())
    episodes = [Episode(float(3 + index), returned=True) for index in range(12)]
    result = episode_result(terms.plan, drawn.order, episodes, Measure.RETURN, ended=False)
    assert isinstance(result, EpisodeResult)
    report = episode_report(terms, drawn, result, Notes(), FIRST + 200)
    assert (report.as_drawn, report.ended, len(report.blocks)) == (True, FIRST + 200, 6)
    assert (report.medians, report.periods, report.pairs) == (result.medians, (), ())
