"""Experiments on oneself: begins one, notes its days, ends it, deletes it. Nothing here changes what was fixed."""

import datetime
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from tracker.analysis.trial_draw import SEED_BYTES, draw
from tracker.analysis.trial_plan import EpisodePlan, Running, Terms, clash
from tracker.changes.holding import hold
from tracker.changes.wiping import wipe
from tracker.models import Person, Spot, Trial, TrialDay, TrialEpisode
from tracker.trial_records import asks_until, place_key, running_of, terms_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pain is that a trial compares: all of it, a region or a spot."""

    target: str = "all"
    region: str = ""
    spot: Spot | None = None
    measure: str = "pain"


class ClashError(Exception):
    """Two trials of the same outcome at once. `until`: the last day of the other one; None: no end in sight."""

    def __init__(self, trial: Trial, until: datetime.date | None) -> None:
        super().__init__()
        self.trial, self.until = trial, until


class NotNowError(Exception):
    """No episode may be named: the trial is over, or its blocks are full."""


def begin(person: Person, public_id: UUID, terms: Terms, place: Place, over: Collection[int] = ()) -> Trial:
    """Draws the order and seals it. The same sent twice with one `public_id` is begun once. Raises ClashError.

    Another plan with the `public_id` of one that has begun comes from a page gone back to: it is a trial of its own.

    `over`: primary keys of trials that came to an end before the last day that they might have taken.
    """
    with transaction.atomic():
        hold(person)
        known = Trial.objects.for_user(person).filter(public_id=public_id).first()
        if known is not None and not terms.differing(terms_of(known)):
            return known
        _stop_if_clashing(person, terms, place, over)
        drawn = draw(secrets.token_bytes(SEED_BYTES), terms.pairs, terms.fixed())
        trial = Trial.objects.create(
            person=person,
            public_id=public_id if known is None else uuid4(),
            question=terms.question,
            a=terms.a,
            b=terms.b,
            outcome=terms.outcome,
            target=place.target,
            region=place.region,
            spot=place.spot,
            measure=place.measure,
            seed=drawn.seed,
            order=" ".join(drawn.order),
            digest=drawn.digest,
            **_numbers(terms),
        )
        note_last(person)
        return trial


def _numbers(terms: Terms) -> dict[str, Any]:
    plan = terms.plan
    first = {"first_day": datetime.date.fromordinal(plan.first)}
    if isinstance(plan, EpisodePlan):
        return {**first, "design": "episodes", "pairs": plan.blocks, "follow": plan.follow}
    shape = {"length": plan.length, "wash": plan.wash, "horizon": plan.horizon}
    return {**first, "design": "periods", "pairs": plan.pairs, **shape}


def _stop_if_clashing(person: Person, terms: Terms, place: Place, over: Collection[int]) -> None:
    key = place_key(place.target, place.region, place.spot.pk if place.spot else None)
    last = None if isinstance(terms.plan, EpisodePlan) else terms.plan.last
    known = [(trial, running) for trial, running in running_of(person) if trial.pk not in over]
    other = clash(Running(key, terms.plan.first, last), [each for _, each in known])
    if other is not None:
        trial = next(trial for trial, each in known if each == other)
        raise ClashError(trial, None if other.last is None else datetime.date.fromordinal(other.last))


def note_last(person: Person) -> None:
    """Within a transaction that changes trials: keeps for Today until when it has to ask for trials at all."""
    Person.objects.filter(pk=person.pk).update(on_trial_until=asks_until(running_of(person)))


def set_kept(trial: Trial, date: datetime.date, kept: bool | None) -> None:
    """Did it, did not, or (None) not answered."""
    _note(trial, date, kept=kept)


def set_flare(trial: Trial, date: datetime.date, flare: bool, words: str = "") -> None:
    _note(trial, date, flare=flare, flare_words=" ".join(words.split()))


def set_words(trial: Trial, date: datetime.date, about: str, words: str) -> None:
    """`about`: harm or change. No words take the note away."""
    _note(trial, date, **{about: " ".join(words.split())})


def _note(trial: Trial, date: datetime.date, **values: Any) -> None:
    with transaction.atomic():
        hold(trial.person)
        found = TrialDay.objects.for_user(trial.person).filter(trial=trial, date=date).first()
        day = found or TrialDay(person=trial.person, trial=trial, date=date)
        for name, value in values.items():
            setattr(day, name, value)
        if day.kept is not None or day.flare or day.harm or day.change:
            day.save()
        elif found is not None:
            found.delete()


def name_next(trial: Trial, date: datetime.date) -> TrialEpisode:
    """Reveals the treatment of the episode that is going on, for good. Twice on one day names it once."""
    with transaction.atomic():
        hold(trial.person)
        known = TrialEpisode.objects.for_user(trial.person).filter(trial=trial)
        again = known.filter(date=date).first()
        if again is not None:
            return again
        number = known.count() + 1
        if trial.ended_on is not None or number > 2 * trial.pairs:
            raise NotNowError
        episode = TrialEpisode.objects.create(person=trial.person, trial=trial, number=number, date=date)
        note_last(trial.person)
        return episode


def set_episode_kept(episode: TrialEpisode, kept: bool | None) -> None:
    with transaction.atomic():
        hold(episode.person)
        episode.kept = kept
        episode.save(update_fields=["kept"])


def end_early(trial: Trial, on: datetime.date, reason: str) -> None:
    """Opens the result with the pairs completed by then, and the report says so. A second end changes nothing."""
    with transaction.atomic():
        hold(trial.person)
        ended = Trial.objects.for_user(trial.person).filter(pk=trial.pk, ended_on=None)
        ended.update(ended_on=on, end_reason=" ".join(reason.split()))
        note_last(trial.person)


def delete(trial: Trial) -> None:
    """The trial and its notes; the diary keeps all it says."""
    with transaction.atomic():
        hold(trial.person)
        delete_trial_rows(trial.person, [trial.pk])
        note_last(trial.person)


def delete_trial_rows(person: Person, trials: Sequence[int]) -> None:
    """The caller holds the transaction, and notes the last day of what is left."""
    for model in (TrialDay, TrialEpisode):
        wipe(model.objects.for_user(person).filter(trial__in=trials))
    wipe(Trial.objects.for_user(person).filter(pk__in=trials))
