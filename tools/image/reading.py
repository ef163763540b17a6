"""The Dockerfile, .dockerignore and compose.yaml as data."""

import io
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from dockerfile_parse import DockerfileParser
from pathspec import PathSpec

from tools.steps import ROOT

_FLAG = re.compile(r"--([a-z-]+)=(\S+)\s+")


@dataclass(frozen=True)
class Instruction:
    """`flags`: as in `COPY --from=build`."""

    name: str
    words: str
    flags: dict[str, str]

    def listed(self) -> list[str]:
        """The words one by one, in JSON or plain."""
        return list(json.loads(self.words)) if self.words.startswith("[") else shlex.split(self.words)


@dataclass
class Stage:
    name: str
    base: str
    instructions: list[Instruction] = field(default_factory=list)


def stages(text: str) -> list[Stage]:
    parser = DockerfileParser(fileobj=io.BytesIO(text.encode()))
    found: list[Stage] = []
    for entry in parser.structure:
        name, value = entry["instruction"], entry["value"]
        if name == "COMMENT":
            continue
        if name == "FROM":
            base, *named = re.split(r"\s+AS\s+", value, flags=re.IGNORECASE)
            found.append(Stage(named[0] if named else str(len(found)), base))
            continue
        flags: dict[str, str] = {}
        while match := _FLAG.match(value):
            flags[match[1]] = match[2]
            value = value[match.end() :]
        found[-1].instructions.append(Instruction(name, value, flags))
    return found


def context(root: Path = ROOT) -> Iterator[Path]:
    """The files that an engine would be sent, relative to `root`: .dockerignore's patterns all start there."""
    lines = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [
        f"!/{line[1:]}" if line.startswith("!") else f"/{line}"
        for line in map(str.strip, lines)
        if line and not line.startswith("#")
    ]
    left_out = PathSpec.from_lines("gitwildmatch", patterns)
    for path in sorted(_files(root, left_out)):
        yield path.relative_to(root)


def _files(folder: Path, left_out: PathSpec[Any], root: Path | None = None) -> Iterator[Path]:
    root = root or folder
    for path in folder.iterdir():
        name = str(path.relative_to(root))
        if path.is_dir() and not path.is_symlink():
            if not left_out.match_file(f"{name}/") or not left_out.match_file(f"{name}/x"):
                yield from _files(path, left_out, root)
        elif not left_out.match_file(name):
            yield path


def services() -> dict[str, Any]:
    """Those of compose.yaml, what they share merged in, with every variable at its default."""
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    plain = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
    found: dict[str, Any] = yaml.safe_load(plain)["services"]
    return found
