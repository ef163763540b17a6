"""How long a large Apple Health export takes to read, and how much memory: in a process of its own."""

import datetime
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.apple_export import DAYS, write
from tools.steps import ROOT
from tracker.importers.apple_health import IMPORTER
from tracker.importers.reading import Upload

MOST_SECONDS = 60.0
MOST_MEGABYTES = 50.0


@dataclass(frozen=True)
class AppleReading:
    """`seconds` of one core, `wall` by the clock; `megabytes` at the peak of the process, Python itself included."""

    seconds: float
    wall: float
    megabytes: float
    size: int
    days: int
    name: str = "Apple Health export, 2 GB"

    @property
    def is_whole(self) -> bool:
        return self.days == DAYS


def time_apple_reading() -> AppleReading:
    with tempfile.TemporaryDirectory(prefix="unknot-") as folder:
        path = Path(folder) / "export.zip"
        size = write(path)
        told = subprocess.run(
            [sys.executable, "-m", "bench.apple_reading", str(path)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
    return AppleReading(size=size, **json.loads(told.stdout))


def main() -> None:
    path = Path(sys.argv[1])
    began, used = time.perf_counter(), time.process_time()
    found = IMPORTER.read(Upload(path, path.name), {}, lambda _read, _size: None)
    seconds, wall = time.process_time() - used, time.perf_counter() - began
    days: set[datetime.date] = {reading.date for reading in found.readings if reading.subject == "steps"}
    print(json.dumps({"seconds": seconds, "wall": wall, "megabytes": _peak() / 1024, "days": len(days)}))


def _peak() -> float:
    """In KB. What a process is charged with at its start is its parent's, unless the system tells them apart."""
    status = Path("/proc/self/status")
    if status.exists():
        (peak,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return float(peak.split()[1])
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1024 if sys.platform == "darwin" else used


if __name__ == "__main__":
    main()
