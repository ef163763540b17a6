"""Experiments with what the diary says of them: what was recorded, whether the result is open, and the result."""

import datetime
from collections.abc import Iterable, Sequence

from tracker.analysis.recurrence import SpotRecurrence
from tracker.analysis.returns import middle
from tracker.analysis.series import Series, worst_series
from tracker.analysis.trial_episodes import Episode, EpisodeResult, Measure, episode_result
from tracker.analysis.trial_outcome import Closed
from tracker.analysis.trial_periods import Observed, PeriodResult, period_result
from tracker.analysis.trial_plan import Running
from tracker.body.catalogue import REGION_LABELS, muscle
from tracker.models import Person, Trial, TrialDay, TrialEpisode
from tracker.recurrence import Reading, read
from tracker.trial_records import episode_plan, order_of, period_plan

Result = PeriodResult | EpisodeResult


def outcome_series(trial: Trial, reading: Reading) -> Series:
    """The pain that a trial compares, by day: the worst of each day over its spots."""
    return pain_of(trial.target, trial.region, str(trial.spot.public_id) if trial.spot else "", reading)


def pain_of(target: str, region: str, spot: str, reading: Reading) -> Series:
    """Worst pain by day: of all spots, of those of a region, or of one by its public id."""
    if target == "spot":
        found = reading.found.get(spot)
        return found.series if found else {}
    spots = reading.found.values()
    return worst_series(
        each.series for each in spots if target == "all" or muscle(each.spot.muscle).region == region
    )


def outcome_words(trial: Trial, spot_name: str) -> str:
    """As within a sentence: what is compared."""
    if trial.target == "all":
        return "the worst pain of the day, all spots"
    if trial.target == "region":
        return f"the worst pain of the day, {REGION_LABELS[trial.region].lower()}"
    words = {
        "pain": f"the worst pain of the day, {spot_name}",
        "return": f"days until {spot_name} is back",
        "drop": f"how much less {spot_name} hurts a day later",
    }
    return words[trial.measure]


def observed(days: Iterable[TrialDay], values: Series) -> Observed:
    noted = [(day.date.toordinal(), day) for day in days]
    return Observed(
        values=values,
        kept={number: day.kept for number, day in noted if day.kept is not None},
        flares=frozenset(number for number, day in noted if day.flare),
    )


def episode_outcomes(
    trial: Trial, named: Sequence[TrialEpisode], reading: Reading, today: datetime.date
) -> list[Episode]:
    """Every named episode with what the diary says became of it."""
    found = reading.found.get(str(trial.spot.public_id)) if trial.spot else None
    if found is None:
        return [Episode(kept=each.kept) for each in named]
    return [_episode(trial, each, found, today.toordinal()) for each in named]


def _episode(trial: Trial, named: TrialEpisode, found: SpotRecurrence, today: int) -> Episode:
    """Followed from the day its treatment was named. A spot that has not let go by the end was away for no day."""
    day = named.date.toordinal()
    until = day + trial.follow
    if trial.measure == "drop":
        before, after = found.series.get(day), found.series.get(day + 1)
        drop = None if before is None or after is None or today <= day else before - after
        return Episode(days=float(max(today - day - 1, 0)), drop=drop, kept=named.kept)
    index = found.timeline.state_on(day)
    record = next((each for each in found.durability if each.episode == index), None) if index >= 0 else None
    if record is not None and record.relief_day <= until:
        days, seen = middle(record.days), float(until - record.origin_day)
        return Episode(days=min(days, seen), returned=record.came_back and days <= seen, kept=named.kept)
    never_left = index >= 0 and today >= until
    return Episode(days=0.0 if never_left else None, returned=never_left, kept=named.kept)


def is_ready_for_next(
    trial: Trial, named: Sequence[TrialEpisode], found: SpotRecurrence, today: datetime.date
) -> bool:
    """Whether the spot hurts today in an episode of the trial's time that has no treatment named yet."""
    day = today.toordinal()
    if trial.ended_on is not None or len(named) >= 2 * trial.pairs or day not in found.series:
        return False
    index = found.timeline.state_on(day)
    if index < 0:
        return False
    start = found.timeline.episodes[index].start
    return start >= trial.first_day.toordinal() and all(each.date.toordinal() < start for each in named)


def result_of(
    trial: Trial,
    days: Iterable[TrialDay],
    named: Sequence[TrialEpisode],
    reading: Reading,
    today: datetime.date,
) -> Result | Closed:
    """Closed until the end: then nothing of it is worked out at all. `reading` and `today` as of `counts_until`."""
    order, ended = order_of(trial), trial.ended_on
    if trial.design == "episodes":
        episodes = episode_outcomes(trial, named, reading, today)
        measure = Measure.RETURN if trial.measure == "return" else Measure.DROP
        is_over = ended is not None or _is_followed_out(trial, named, today)
        return episode_result(episode_plan(trial), order, episodes, measure, ended=is_over)
    recorded = observed(days, outcome_series(trial, reading))
    until = ended.toordinal() if ended else None
    return period_result(period_plan(trial), order, recorded, today.toordinal(), until)


def _is_followed_out(trial: Trial, named: Sequence[TrialEpisode], today: datetime.date) -> bool:
    return len(named) >= 2 * trial.pairs and (today - named[-1].date).days > trial.follow


def counts_until(trial: Trial, today: datetime.date) -> datetime.date:
    """The last day of the diary that counts: a result that was opened early does not go on changing by itself."""
    return min(today, trial.ended_on or today)


def is_open(trial: Trial, today: datetime.date) -> bool:
    """Whether the result may be seen, so that its days are fixed."""
    if trial.ended_on is not None:
        return True
    if trial.design == "periods":
        return today.toordinal() >= period_plan(trial).opens
    person: Person = trial.person
    named = list(TrialEpisode.objects.for_user(person).filter(trial=trial).order_by("number"))
    if len(named) < 2 * trial.pairs:
        return False
    return not isinstance(result_of(trial, [], named, read(person, today), today), Closed)


def open_among(
    person: Person, known: Iterable[tuple[Trial, Running]], today: datetime.date
) -> frozenset[int]:
    """The primary keys of those whose result is open. Reads the diary only where a last episode is still followed."""
    found = set()
    for trial, span in known:
        trial.person = person
        is_followed_out = (
            trial.design == "episodes" and span.last is not None and today.toordinal() > span.last
        )
        if is_followed_out or (span.last is not None and is_open(trial, today)):
            found.add(trial.pk)
    return frozenset(found)
