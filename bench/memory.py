"""What a service uses, as Linux tells it: memory and processor time of a program and of all that it has started."""

from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
_KB = 1024


def is_told() -> bool:
    """Whether this system tells: Linux does."""
    return (PROC / "self" / "smaps_rollup").exists()


def tree(root: int) -> list[int]:
    """A program and everything below it."""
    found, left = [], [root]
    while left:
        pid = left.pop()
        found.append(pid)
        left += _children(pid)
    return found


def _children(pid: int) -> list[int]:
    try:
        tasks = list((PROC / str(pid) / "task").iterdir())
        return [int(each) for task in tasks for each in (task / "children").read_text().split()]
    except OSError:
        return []


def proportional(pids: Iterable[int]) -> int:
    """Bytes, with each shared page split among those who share it: sums make sense."""
    return sum(_field(pid, "smaps_rollup", "Pss") for pid in pids)


def resident(pid: int) -> int:
    return _field(pid, "status", "VmRSS")


def peak(pid: int) -> int:
    """The most bytes since `forget_peak`."""
    return _field(pid, "status", "VmHWM")


def forget_peak(pid: int) -> None:
    (PROC / str(pid) / "clear_refs").write_text("5")


def processor_seconds(pids: Iterable[int]) -> float:
    """To the nanosecond, of the threads that live: those of a server do."""
    return sum(map(_nanoseconds, pids)) / 1e9


def _nanoseconds(pid: int) -> int:
    try:
        threads = list((PROC / str(pid) / "task").iterdir())
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads)
    except OSError:
        return 0


def _field(pid: int, file: str, name: str) -> int:
    """In bytes; 0 of a program that has ended."""
    try:
        text = (PROC / str(pid) / file).read_text()
    except OSError:
        return 0
    line = next((each for each in text.splitlines() if each.startswith(f"{name}:")), "")
    return int(line.split()[1]) * _KB if line else 0
