"""Treatments of a day, and the chips that repeat the person's usual ones with one tap."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from tracker.models import Spot, Treatment
from tracker.today.rows import DayRows, PastTreatment, TreatedPains
from tracker.vocabulary import TREATED_BY, TREATMENT_KINDS, treatment_name

CHIPS = 6
# What many people start with, offered until a diary has a few treatments of its own.
FEWEST_CHIPS = 4
FIRST_CHIPS = (("self_pressure", "ball"), ("stretching", ""), ("heat", ""), ("massage", ""))


@dataclass(frozen=True)
class Chip:
    """A usual treatment. `public_id` makes a double tap one row."""

    label: str
    key: str
    public_id: UUID
    spots: tuple[Spot, ...]
    count: int

    @property
    def value(self) -> str:
        """What the button sends: the new row's id, the spots, and what to repeat."""
        spots = ",".join(str(spot.public_id) for spot in self.spots) or "-"
        return f"{self.public_id} {spots} {self.key}"


@dataclass(frozen=True)
class TreatmentRow:
    treatment: Treatment
    label: str
    spots: tuple[tuple[Spot, TreatedPains], ...]

    @property
    def only(self) -> TreatedPains | None:
        """The treated spot where there is just one: its pain before and after fit on the line."""
        return self.spots[0][1] if len(self.spots) == 1 else None


def treatment_label(kind: str, tool: str, minutes: Decimal | None, by: str = "") -> str:
    """What was done, by whom unless oneself, minutes: "Ball · 2 min", "Heat, wrap", "Massage, by partner · 10 min".

    A ball says that it was pressed; "static" or "wrap" say little without their kind.
    """
    label = treatment_name(kind)
    what = tool if tool and kind == "self_pressure" else f"{label}, {tool}" if tool else label
    who = f", by {TREATED_BY.get(by, by)}" if by and by != "self" else ""
    length = f" · {minutes.normalize():f} min" if minutes else ""
    return f"{what[0].upper()}{what[1:]}{who}{length}"


def treatment_rows(rows: DayRows) -> list[TreatmentRow]:
    spots = {spot.pk: spot for spot in rows.spots}
    return [
        TreatmentRow(
            treatment=row,
            label=treatment_label(row.kind, row.tool, row.minutes, row.by),
            spots=tuple((spots[each.spot_id], each) for each in rows.treated.get(row.pk, [])),
        )
        for row in rows.treatments
    ]


def chips(rows: DayRows, worst: Spot | None) -> list[Chip]:
    """Usual treatments, the most used first; each on the spots it was last used on.

    `worst` is the spot that hurts most: the target where a chip has none that is still active.
    """
    counted: Counter[str] = Counter()
    newest: dict[str, PastTreatment] = {}
    for row in rows.past_treatments:
        if row.kind in TREATMENT_KINDS and not TREATMENT_KINDS[row.kind].lasting:
            key = chip_key(row)
            counted[key] += 1
            newest[key] = row
    active = {spot.pk: spot for spot in rows.spots if spot.archived_on is None}
    made = []
    for key, count in counted.most_common(CHIPS):
        row = newest[key]
        targets = tuple(active[spot] for spot in row.spots if spot in active)
        if not targets and not row.whole_body:
            targets = (worst,) if worst else ()
        label = treatment_label(row.kind, row.tool, row.minutes, row.by)
        made.append(Chip(label, key, uuid4(), targets, count))
    return made + _first_chips(worst, {chip.key for chip in made})[: max(0, FEWEST_CHIPS - len(made))]


def _first_chips(worst: Spot | None, taken: set[str]) -> list[Chip]:
    made = []
    for kind, tool in FIRST_CHIPS:
        minutes = Decimal(TREATMENT_KINDS[kind].usual_minutes or 0) or None
        key = chip_key(PastTreatment(kind, tool, minutes, "self", whole_body=False, spots=()))
        label = treatment_label(kind, tool, minutes)
        made.append(Chip(label, key, uuid4(), (worst,) if worst else (), 0))
    return [chip for chip in made if chip.key not in taken]


def chip_key(row: PastTreatment) -> str:
    """Kind, minutes, by and tool as one text; the tool is last since it may hold any character."""
    minutes = "" if row.minutes is None else f"{Decimal(row.minutes).normalize():f}"
    return f"{row.kind}|{minutes}|{row.by}|{row.tool}"
