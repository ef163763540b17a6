"""Times pages in turns, so that a busy moment of the machine hits them all.

Each is timed three ways: unchanged since it was last asked for; the first time after a change of the diary; and as a
browser asks that still has it, "only if it has changed".
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from bench import memory
from bench.pages import FLOOR, POST_FLOOR, SAVE, Target
from bench.report import Row
from bench.service import Service
from bench.visitor import Answer, Visitor

ROUNDS = 50
WARM_UP = 3
UNCHANGED, CHANGED, AGAIN = "unchanged", "after a change", "asked again"
_NOT_MODIFIED = 304
_STILL = "the floor, nothing having changed"


@dataclass(frozen=True)
class Timed:
    """One answer, and the milliseconds of processor time that the server took for it."""

    answer: Answer
    used: float


class Timing:
    """One visitor of one service."""

    def __init__(
        self, service: Service, visitor: Visitor, targets: list[Target], rounds: int = ROUNDS
    ) -> None:
        self._visitor, self._rounds_asked = visitor, rounds
        self._targets = {target.name: target for target in targets}
        self._pids = service.web() if memory.is_told() else []

    def measure(self) -> list[Row]:
        for _ in range(WARM_UP):
            self._round(list(self._targets.values()))
        pages = [target for target in self._targets.values() if target.body is None]
        change = self._targets[SAVE]
        ways = {
            CHANGED: self._rounds(pages, before=lambda: self._visitor.ask(change)),
            # Saves stand apart: one of them in a round of pages would make the pages after it new.
            "": self._rounds([self._targets[POST_FLOOR], change]),
        }
        self._round(pages)
        ways[UNCHANGED] = self._rounds(pages)
        tagged = [target for target in pages if target.name in self._visitor.tags]
        ways[AGAIN] = self._rounds(tagged, again=True)
        floors = {way: found[_STILL] for way, found in ways.items() if _STILL in found}
        floors |= {"": ways[""][POST_FLOOR], AGAIN: floors[UNCHANGED]}
        return [
            _row(target, way, found[target.name], floors[way])
            for target in self._targets.values()
            for way, found in ways.items()
            if target.name in found
        ]

    def _round(self, targets: list[Target]) -> None:
        for target in targets:
            self._visitor.ask(target)

    def _rounds(
        self, targets: list[Target], before: Callable[[], object] = lambda: None, *, again: bool = False
    ) -> dict[str, list[Timed]]:
        """The first answer of each has its queries counted, and is not timed.

        The floor is asked for once more at once, so that each way has one of its own rounds and of nothing new.
        """
        found: dict[str, list[Timed]] = {target.name: [] for target in targets}
        for number in range(self._rounds_asked + 1):
            for target in targets:
                before()
                timed = ask(self._visitor, target, self._pids, count=number == 0, again=again)
                found[target.name].append(timed)
                if target.name == FLOOR:
                    found.setdefault(_STILL, []).append(ask(self._visitor, target, self._pids))
        return found


def ask(
    visitor: Visitor, target: Target, pids: list[int], *, count: bool = False, again: bool = False
) -> Timed:
    start = memory.processor_seconds(pids)
    answer = visitor.ask(target, count=count, again=again)
    return Timed(answer, (memory.processor_seconds(pids) - start) * 1000)


def _row(target: Target, way: str, timed: list[Timed], floor: list[Timed]) -> Row:
    counted = timed[0].answer
    held = target.budget if way in {"", UNCHANGED} or (way == CHANGED and target.held_when_changed) else None
    whole = way == AGAIN and any(each.answer.status != _NOT_MODIFIED for each in timed)
    return Row(
        group="pages",
        what=target.name,
        state=way,
        figure=by_the_clock(timed[1:]),
        unit="ms",
        floor=by_the_clock(floor[1:]),
        budget=held,
        queries=counted.queries,
        most_queries=target.most_queries if way == UNCHANGED else None,
        size=counted.size,
        used=of_the_server(timed[1:]),
        used_floor=of_the_server(floor[1:]),
        note="sent whole, not 304" if whole else "",
    )


def by_the_clock(timed: list[Timed]) -> float:
    return median(each.answer.milliseconds for each in timed)


def of_the_server(timed: list[Timed]) -> float | None:
    """None where the system does not tell."""
    return median(each.used for each in timed) or None
