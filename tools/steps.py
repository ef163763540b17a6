"""A step of the set-up: done once, and again only when something it was made from has changed.

Contents are compared, never times: `git pull` and `git checkout` set times as they please.
"""

import fcntl
import hashlib
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"


class SetupError(Exception):
    """Something that the person at the keyboard can put right: shown as it is, without a traceback."""


@dataclass(frozen=True)
class Step:
    """`stamp` lies inside what the step makes, so that removing the one removes the other."""

    title: str
    stamp: Path
    action: Callable[[], None]
    inputs: tuple[Path, ...] = ()
    also: tuple[str, ...] = ()
    outputs: tuple[Path, ...] = field(default=())

    def digest(self) -> str:
        return fingerprint(self.inputs, self.also)

    def is_done(self) -> bool:
        if not all(path.exists() for path in self.outputs):
            return False
        try:
            return self.stamp.read_text(encoding="ascii") == self.digest()
        except OSError:
            return False

    def ensure(self) -> bool:
        """Does the step if needed, and says whether it did."""
        if self.is_done():
            return False
        began = time.monotonic()
        print(f"  {self.title} ...", flush=True)
        self.stamp.unlink(missing_ok=True)
        digest = self.digest()
        self.action()
        missing = [path.name for path in self.outputs if not path.exists()]
        if missing:
            raise SetupError(f"{self.title}: done, yet without {', '.join(missing)}.")
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(digest, encoding="ascii")
        print(f"  {self.title}: {time.monotonic() - began:.0f} s", flush=True)
        return True


def fingerprint(paths: Iterable[Path], also: Iterable[str] = ()) -> str:
    """A digest of the contents of files and of everything below folders; a missing path counts as empty."""
    digest = hashlib.sha256()
    for word in also:
        digest.update(f"{word}\0".encode())
    for path in paths:
        for file in files_below(path):
            digest.update(f"{file.relative_to(ROOT)}\0{file.stat().st_size}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def files_below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from sorted(
            file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts
        )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keeps a second `make` waiting until the first has finished setting up."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / ".lock").open("w") as lock:
        _wait_for(lock)
        yield


def _wait_for(lock: TextIO) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("  waiting for another make to finish its set-up ...", file=sys.stderr, flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


def copy(source: Path, target: Path) -> None:
    """Copies so that a reader sees the old file or the new one, never half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    shutil.copyfile(source, partial)
    partial.replace(target)
