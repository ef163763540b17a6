"""Writes the factors of one person: the built-in ones, their own, which are in use, and in which order."""

import datetime
from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from tracker.changes.emptied import drop_emptied
from tracker.changes.holding import hold
from tracker.models import Factor, FactorReading, Person, UndoStep
from tracker.vocabulary import BUILTIN_FACTORS

Date = datetime.date


class NameTakenError(Exception):
    """The person has a factor of that name already."""


def give_builtin_factors(person: Person, today: Date) -> None:
    """Adds the built-in factors that the person lacks. Called twice, or twice at once, it changes nothing more."""
    present = set(Factor.objects.for_user(person).values_list("builtin", flat=True))
    missing = [slug for slug in BUILTIN_FACTORS if slug not in present]
    if not missing:
        return
    order = list(BUILTIN_FACTORS)
    rows = [
        Factor(
            person=person,
            builtin=slug,
            position=order.index(slug),
            asked_since=today if BUILTIN_FACTORS[slug].in_use else None,
            **BUILTIN_FACTORS[slug]._asdict(),
        )
        for slug in missing
    ]
    with transaction.atomic():
        hold(person)
        Factor.objects.bulk_create(rows, ignore_conflicts=True)


def add_factor(person: Person, today: Date, public_id: UUID, **values: object) -> Factor:
    """Adds a factor of the person's own, last in order. The same `public_id` sent again gives the same row."""
    mine = Factor.objects.for_user(person)
    try:
        with transaction.atomic():
            hold(person)
            known = mine.filter(public_id=public_id).first()
            if known is not None:
                return known
            last = mine.aggregate(last=Max("position"))["last"]
            position = 0 if last is None else last + 1
            return Factor.objects.create(
                person=person, public_id=public_id, position=position, asked_since=today, **values
            )
    except IntegrityError as error:
        known = mine.filter(public_id=public_id).first()
        if known is not None:
            return known
        raise NameTakenError from error


def change_factor(factor: Factor, **values: object) -> None:
    """Renames a factor or changes how it is described. Readings stay as they are."""
    for name, value in values.items():
        setattr(factor, name, value)
    try:
        with transaction.atomic():
            hold(factor.person)
            factor.save(update_fields=list(values))
    except IntegrityError as error:
        raise NameTakenError from error


def set_in_use(factor: Factor, today: Date, *, in_use: bool) -> None:
    """Shows the factor on Today from `today` on, or no longer. What was recorded is kept either way."""
    if factor.in_use == in_use:
        return
    factor.in_use = in_use
    if in_use:
        factor.asked_since = today
    else:
        if factor.asked_since is not None and factor.asked_since < today:
            factor.asked_before = [*factor.asked_before, [factor.asked_since.isoformat(), today.isoformat()]]
        factor.asked_since = None
    with transaction.atomic():
        hold(factor.person)
        factor.save(update_fields=["in_use", "asked_since", "asked_before"])


def move_factor(factor: Factor, direction: Literal["up", "down"]) -> None:
    """Changes places with the neighbour among the factors in use; at the end of the list nothing happens."""
    with transaction.atomic():
        hold(factor.person)
        rows = list(Factor.objects.for_user(factor.person).select_for_update())
        in_use = [row for row in rows if row.in_use]
        here = next((place for place, row in enumerate(in_use) if row.pk == factor.pk), None)
        there = None if here is None else here + (1 if direction == "down" else -1)
        if here is None or there is None or not 0 <= there < len(in_use):
            return
        in_use[here], in_use[there] = in_use[there], in_use[here]
        resting = [row for row in rows if not row.in_use]
        for position, row in enumerate(in_use + resting):
            row.position = position
        Factor.objects.bulk_update(rows, ["position"])


def remove_factor(factor: Factor) -> None:
    """Deletes a factor of the person's own with every reading of it, and what undo has kept of them."""
    person, key = factor.person, factor.public_id
    with transaction.atomic():
        hold(person)
        readings = FactorReading.objects.for_user(person).filter(factor=factor)
        dates = list(readings.values_list("date", flat=True))
        factor.delete()
        drop_emptied(person, dates)
        fields = [f"factor.{key}", f"factor_note.{key}"]
        steps = UndoStep.objects.for_user(person).filter(kind="day")
        steps.filter(before__fields__has_any_keys=fields).delete()
