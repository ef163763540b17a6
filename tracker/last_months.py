"""The flags of today from the last months of a stored diary alone, where these settle them."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet
from django.db.models import Value as Constant
from django.db.models.functions import Coalesce

from tracker.analysis.flags import Levels, Synergists
from tracker.analysis.keeping import kept, remembered
from tracker.analysis.lately import Recent, least_before, levels_of, reach, recent_of
from tracker.analysis.records import Day, SpotRecord
from tracker.analysis.rules import Rules
from tracker.analysis.series import pain_of
from tracker.analysis.sessions import treatments_by_spot
from tracker.models import Person, Rating, Spot, TreatedSpot
from tracker.pain_days import DaysOfASpot, Rows, Stretch, between, pains, ratings_of, treatments_of, untouched
from tracker.prepared import Prepared
from tracker.records import spot_record, stored_spots

Date = datetime.date

# Days ahead of those that matter in which every spot is looked for a quiet day; after the last one all is read.
_MARGINS = (30, 150)


@Prepared
def _past_of_spots(person: Person, start: Date, active_min: int) -> QuerySet[Any, Any]:
    """Of every spot whether its pain is known of a day before `start`, and whether it was active on one."""
    least = Coalesce(OuterRef("active_min"), Constant(active_min))
    of_the_spot = {"spot": OuterRef("pk"), "person": person}
    rated = Rating.objects.for_user(person).filter(**of_the_spot, date__lt=start)
    treated = TreatedSpot.objects.for_user(person).filter(
        **of_the_spot, treatment__date__lt=start, treatment__whole_body=False, pain_before__gte=least
    )
    spots = Spot.objects.for_user(person).order_by()
    return spots.values_list(
        "pk",
        Exists(rated.filter(pain__isnull=False)),
        ExpressionWrapper(Exists(rated.filter(pain__gte=least)) | Exists(treated), BooleanField()),
    )


def levels_by_last_months(
    person: Person, today: Date, rules: Rules, ruled: Callable[[Spot], Rules], synergists: Synergists
) -> dict[str, Levels] | None:
    """By public id of the spot; None where these months do not settle them. `ruled`: the rules of a spot."""
    spots = [(spot.pk, spot_record(spot), ruled(spot)) for spot in stored_spots(person)]
    for margin in _MARGINS:
        start = today - datetime.timedelta(days=reach(rules) + max(margin, least_before(rules)))
        past = _known_before(person, start, int(rules.active_min))
        # A diary that is younger is read whole.
        if not any(rated for rated, _ in past.values()):
            return None
        recents = _recents(person, start, today, spots)
        if recents is not None:
            active = {spot.key for pk, spot, _ in spots if past.get(pk, (False, False))[1]}
            return levels_of(recents, start.toordinal(), active, synergists)
    return None


_KnownBefore = Mapping[int, tuple[bool, bool]]


def _known_before(person: Person, start: Date, active_min: int) -> _KnownBefore:
    """By row id, what `_past_of_spots` says; thresholds of single spots are changed by no change of a day."""
    before = untouched(person, {}, Date.min, start - datetime.timedelta(days=1))
    if before is None or before.last.toordinal() + 1 < start.toordinal():
        return _read_before(person, start, active_min)
    return _kept_before(before, active_min)


@remembered(64)
def _kept_before(before: Stretch, active_min: int) -> _KnownBefore:
    return _read_before(before.person, before.last + datetime.timedelta(days=1), active_min)


def _read_before(person: Person, start: Date, active_min: int) -> _KnownBefore:
    return {
        pk: (bool(rated), bool(active)) for pk, rated, active in _past_of_spots(person, start, active_min)
    }


def _recents(
    person: Person, start: Date, today: Date, ruled: Sequence[tuple[int, SpotRecord, Rules]]
) -> list[Recent] | None:
    past, since = between(person, {pk: spot for pk, spot, _ in ruled}, start, today)
    days = start.toordinal(), today.toordinal()
    found = []
    for pk, spot, rules in ruled:
        rows = since.rated.get(pk, ()), since.treated.get(pk, ())
        recent = _recent(past.of(pk), spot, rules, days, since.completed, *rows)
        if recent is None:
            return None
        found.append(recent)
    return found


# As many as sixteen people with eight spots have; of each the months that were read of it.
@kept(128)
def _recent(
    past: DaysOfASpot,
    spot: SpotRecord,
    rules: Rules,
    days: tuple[Day, Day],
    completed: frozenset[Day],
    rated: Rows,
    treated: Rows,
) -> Recent | None:
    """`completed`, `rated`, `treated`: what comes after `past`."""
    lately = [each.record for each in treatments_of(spot, treated)]
    values = past.pain(spot) | pain_of(spot, pains(ratings_of(spot, rated)), lately, completed)
    treatments = [*(each.record for each in past.treatments), *lately]
    return recent_of(spot, values, treatments_by_spot(treatments).get(spot.key, {}), *days, rules)
