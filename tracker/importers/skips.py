"""What was not read and why."""

from tracker.importers.reading import Skipped

_MAX_REASONS = 60
_OTHERS = "More lines that cannot be read, each for a reason of its own"


class Skips:
    """Alike ones are told once, with the first line, an example and how often; in the order of their lines."""

    def __init__(self) -> None:
        self._told: dict[str, Skipped] = {}

    def add(self, line: int, reason: str, example: str = "", times: int = 1) -> None:
        """`line` 0: a file that has no lines."""
        if not times:
            return
        if reason not in self._told and len(self._told) >= _MAX_REASONS:
            reason, example = _OTHERS, ""
        told = self._told.get(reason)
        if told is None:
            shown = f"{reason}, as “{_short(example)}”" if example else reason
            self._told[reason] = Skipped(line, f"{shown.removesuffix('.')}.", times)
        else:
            self._told[reason] = told._replace(times=told.times + times)

    def told(self) -> tuple[Skipped, ...]:
        return tuple(sorted(self._told.values(), key=lambda skipped: skipped.line))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"
