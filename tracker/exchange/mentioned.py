"""Spots and factors that a file only mentions: made of what its rows say of them."""

from uuid import NAMESPACE_OID, uuid5

from tracker.body.catalogue import anchor, catalogue
from tracker.body.names import full_name
from tracker.body.sides import Side
from tracker.entries import Date, FactorEntry, Id, SpotEntry
from tracker.exchange.columns import DiaryRow
from tracker.exchange.labels import FACTOR_PREFIX
from tracker.models.diary import SIDES
from tracker.vocabulary import BUILTIN_FACTORS

_OWN = f"{FACTOR_PREFIX}own_"
_KINDS = {"0-10": "scale", "h": "hours", "min": "minutes", "1 yes, 0 no": "yes_no"}


def spot_of(key: Id, number: int, name: str, muscle: str, side: str, date: Date) -> SpotEntry | None:
    """At the middle of its muscle. None where the body knows no such muscle, or there is no such side."""
    found = catalogue().muscles.get(muscle)
    if found is None or side not in SIDES:
        return None
    point = anchor(muscle, Side(side))
    return SpotEntry(
        id=key,
        number=number,
        muscle=muscle,
        side=side,
        view=point.view.value,
        x=point.x,
        y=point.y,
        anchor_view=point.view.value,
        anchor_x=point.x,
        anchor_y=point.y,
        nickname="" if name == full_name(found, Side(side)) else name,
        first_day=date,
        archived_on=None,
    )


def factor_of_row(row: DiaryRow, position: int) -> FactorEntry:
    """`item` is a word of the built-in ones or the person's own name for it; what it counts, the unit says."""
    builtin = row.item if row.item in BUILTIN_FACTORS and row.item != row.name else ""
    unit = row.unit or ""
    kind = _KINDS.get(unit, "amount" if unit else "count")
    if row.value is not None and kind == "count" and row.value != row.value.to_integral_value():
        kind = "amount"
    return _factor(row.factor_id or Id(""), builtin, row.name or row.item, kind, unit, position)


def factor_of_column(column: str, position: int) -> FactorEntry:
    """days.csv says a name alone, so of the person's own ones any number may stand there."""
    key = Id(str(uuid5(NAMESPACE_OID, f"unknot days.csv {column}")))
    if column.startswith(_OWN):
        return _factor(key, "", column.removeprefix(_OWN), "amount", "", position)
    builtin = column.removeprefix(FACTOR_PREFIX)
    return _factor(key, builtin if builtin in BUILTIN_FACTORS else "", builtin, "amount", "", position)


def _factor(key: Id, builtin: str, name: str, kind: str, unit: str, position: int) -> FactorEntry:
    known = BUILTIN_FACTORS.get(builtin)
    return FactorEntry(
        id=key,
        builtin=builtin,
        name=known.name if known else name,
        kind=known.kind if known else kind,
        unit=known.unit if known else unit if kind == "amount" else "",
        asks_note=bool(known and known.asks_note),
        night_before=False,
        in_use=True,
        position=position,
        asked_since=None,
    )
