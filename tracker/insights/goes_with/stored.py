"""What a look found, as plain JSON and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

from tracker.analysis.drivers.findings import Contrast, Finding, Findings, Obstacle, Reason, Status, Test
from tracker.analysis.drivers.questions import Cut, Relation, Shape
from tracker.analysis.drivers.steps import Confirmation, Look, Seen, Snapshot, Step, Track
from tracker.analysis.records import Day

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at one outcome. `known`: days on which the outcome was known. `cuts` of all numbers ever looked at.

    `tracks`: every finding ever listed, as it stood then.
    """

    day: Day
    known: int
    findings: Findings
    tracks: tuple[Track, ...]
    cuts: Mapping[str, Cut]


def as_plain(looked: Looked) -> Plain:
    return {
        "known": looked.known,
        "tested": looked.findings.tested,
        "selected": looked.findings.selected,
        "findings": [_finding(each) for each in looked.findings.findings],
        "tracks": [_plain(asdict(each)) for each in looked.tracks],
        "cuts": {key: _plain(cut) for key, cut in looked.cuts.items()},
    }


def as_looked(day: Day, content: Plain) -> Looked:
    findings = tuple(_read_finding(each) for each in content["findings"])
    return Looked(
        day=day,
        known=content["known"],
        findings=Findings(findings, content["tested"], content["selected"]),
        tracks=tuple(_read_track(each) for each in content["tracks"]),
        cuts={key: _read_cut(cut) for key, cut in content["cuts"].items()},
    )


def seen_in(day: Day, content: Plain) -> Snapshot:
    """What was listed in that look: all that a later one needs of it."""
    return Snapshot(day, tuple(_read_seen(each) for each in content["seen"]))


def with_seen(content: Plain, snapshot: Snapshot) -> Plain:
    return {**content, "seen": [_plain(each._asdict()) for each in snapshot.seen]}


def _finding(found: Finding) -> Plain:
    """Of its tests the best alone: the others are never shown."""
    return {key: value for key, value in _plain(asdict(replace(found, tests=()))).items() if key != "tests"}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _plain(value._asdict())
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


def _read_finding(kept: Plain) -> Finding:
    best, contrast, obstacle = kept["best"], kept["contrast"], kept["obstacle"]
    return Finding(
        **{
            **kept,
            "status": Status(kept["status"]),
            "best": best and Test(**{**best, "shape": Shape(best["shape"]), "cut": _maybe_cut(best["cut"])}),
            "contrast": contrast and Contrast(**contrast),
            "obstacle": obstacle and Obstacle(**{**obstacle, "reason": Reason(obstacle["reason"])}),
        }
    )


def _read_track(kept: Plain) -> Track:
    confirmed = kept["confirmation"]
    contrast = confirmed["contrast"]
    confirmation = Confirmation(
        days=confirmed["days"],
        looks=tuple(Look(**each) for each in confirmed["looks"]),
        held_up_on=confirmed["held_up_on"],
        contrast=contrast and Contrast(**contrast),
    )
    first = _read_seen(kept["first"])
    return Track(**{**kept, "first": first, "step": Step(kept["step"]), "confirmation": confirmation})


def _read_seen(kept: Plain) -> Seen:
    return Seen(**{**kept, "shape": Shape(kept["shape"]), "cut": _maybe_cut(kept["cut"])})


def _maybe_cut(kept: Plain | None) -> Cut | None:
    return None if kept is None else _read_cut(kept)


def _read_cut(kept: Plain) -> Cut:
    return Cut(Relation(kept["relation"]), kept["value"])
