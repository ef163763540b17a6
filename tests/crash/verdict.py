"""Whether what is stored agrees with what the writers were told."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.crash.writers import Writer, values

Days = dict[str, list[str]]


@dataclass
class Verdict:
    """`lost`: saves that were answered and are not there. `halves`: days, steps and counts that do not go together."""

    lost: list[str] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    kept: int = 0

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.halves


def verdict(writers: list[Writer], stored: dict[str, Any], revisions: dict[str, int]) -> Verdict:
    """`revisions`: the counts of changes that the diaries had before the first save."""
    found = Verdict()
    for person, diary in stored.items():
        changes = diary["revision"] - revisions[person]
        if changes != len(diary["steps"]):
            found.halves.append(f"{person}: {changes} changes counted, {len(diary['steps'])} steps to undo")
    for writer in writers:
        diary = stored[str(writer.person)]
        applied = _applied(writer, diary, found)
        found.kept += len(applied)
        found.lost += [f"{writer.number} saved {each}" for each in writer.answered if each not in applied]
    return found


def _applied(writer: Writer, diary: dict[str, Any], found: Verdict) -> set[int]:
    """The saves of which there is a trace: each is on its day now, or is what the following one replaced."""
    mine = {writer.date_of(number) for number in (*writer.answered, *writer.unanswered)}
    states: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for date, before in diary["steps"]:
        if date in mine:
            states[date].append(before)
    applied: set[int] = set()
    for date in mine:
        now = diary["days"].get(date)
        if (now is None) != (date not in states):
            found.halves.append(f"{date}: a day without a step, or a step without its day")
            continue
        # Before the first save there was nothing; from there on every state but the last stands in a step.
        for state in [*states[date][1:], *([now] if now else [])]:
            number = _number(writer, state)
            if number is None or writer.date_of(number) != date:
                found.halves.append(f"{date}: {state}")
            else:
                applied.add(number)
    return applied


def _number(writer: Writer, state: dict[str, Any]) -> int | None:
    """Which save it was, if all of its fields say the same."""
    name, _, number = str(state.get("note", "")).partition(" saved ")
    if name != str(writer.number) or not number.isdigit():
        return None
    wanted = values(writer.number, int(number), writer.spots)
    return int(number) if {key: str(value) for key, value in state.items()} == wanted else None
