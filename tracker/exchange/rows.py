"""From entries to the rows of the files that have one row a spot, factor, rating or treated spot."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.entries import Id, SpotEntry, TreatedEntry
from tracker.exchange import labels
from tracker.exchange.columns import FactorRow, RatingRow, SpotRow, TreatmentRow
from tracker.exchange.stored import Selection
from tracker.models.diary import SIGNS
from tracker.vocabulary import treatment_name


class SpotLabel(NamedTuple):
    """What stands beside every value of a spot."""

    name: str
    muscle: str
    side: str


def spot_label(spot: SpotEntry) -> SpotLabel:
    return SpotLabel(labels.spot_name(spot), spot.muscle, spot.side)


def spot_labels(selection: Selection) -> dict[Id, SpotLabel]:
    return {spot.id: spot_label(spot) for spot in selection.spots}


def spot_rows(selection: Selection) -> Iterator[SpotRow]:
    for spot in selection.spots:
        yield SpotRow(
            spot_id=spot.id,
            number=spot.number,
            name=labels.spot_name(spot),
            nickname=spot.nickname,
            muscle=spot.muscle,
            muscle_name=labels.muscle_name(spot.muscle),
            side=spot.side,
            view=spot.view,
            x=spot.x,
            y=spot.y,
            anchor_view=spot.anchor_view,
            anchor_x=spot.anchor_x,
            anchor_y=spot.anchor_y,
            first_day=spot.first_day,
            archived_on=spot.archived_on,
            days_column=labels.pain_column(spot),
        )


def factor_rows(selection: Selection) -> Iterator[FactorRow]:
    for factor in selection.factors:
        yield FactorRow(*factor[:-1], labels.factor_column(factor))


def rating_rows(selection: Selection) -> Iterator[RatingRow]:
    spots = spot_labels(selection)
    for rating in selection.ratings():
        ticks = (True if sign in rating.signs else None for sign in SIGNS)
        yield RatingRow(
            rating.date, rating.id, rating.spot, *spots[rating.spot], rating.pain, rating.late, *ticks
        )


def treatment_rows(selection: Selection) -> Iterator[TreatmentRow]:
    spots = spot_labels(selection)
    spots[Id("")] = SpotLabel("", "", "")
    whole_body = (TreatedEntry(Id(""), None, None),)
    for entry in selection.treatments():
        for treated in entry.spots or whole_body:
            yield TreatmentRow(
                date=entry.date,
                treatment_id=entry.id,
                kind=entry.kind,
                kind_name=treatment_name(entry.kind),
                tool=entry.tool,
                minutes=entry.minutes,
                pressure=entry.pressure,
                by=entry.by,
                whole_body=entry.whole_body,
                spot_id=treated.spot,
                **spots[treated.spot]._asdict(),
                pain_before=treated.pain_before,
                pain_after=treated.pain_after,
                started_on=entry.started_on,
                late=entry.late,
                note=entry.note,
            )
