"""Roots for the stages of an image: this machine's own below, what a stage writes above, and only that kept.

Runs in a mount namespace of its own (see __main__), so every mount goes with the process.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tools import configuration
from tools.image.reading import Instruction, Stage, context
from tools.steps import ROOT, SetupError

PLAIN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# The slim image of Python has none of these.
NOT_IN_THE_BASE = ("node", "npm", "npx", "corepack")


@dataclass
class Root:
    """A stage that is being carried out. `top` is what it wrote, `path` the whole."""

    top: Path
    path: Path
    folder: str = "/"
    variables: dict[str, str] = field(default_factory=lambda: {"PATH": PLAIN_PATH})
    user: str = "0:0"
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)

    def inside(self, path: str) -> Path:
        """Where a path of the image lies here."""
        return self.path / str(Path(self.folder) / path).lstrip("/")


def make(folder: Path) -> Root:
    root = Root(folder / "top", folder / "root")
    for each in (root.top, root.path, folder / "work"):
        each.mkdir(parents=True)
    layers = f"lowerdir=/,upperdir={root.top},workdir={folder / 'work'}"
    _run("mount", "-t", "overlay", "overlay", "-o", layers, str(root.path))
    for name in ("dev", "proc"):
        _run("mount", "--rbind", f"/{name}", str(root.path / name))
    _stand_in_for_the_base(root)
    return root


def _stand_in_for_the_base(root: Root) -> None:
    """Python under the names that the image has it, where every user may run it; no Node.js; no folder of ours."""
    program = Path(sys._base_executable).resolve()  # type: ignore[attr-defined]  # noqa: SLF001
    for parent in program.parents[:-1]:
        inside = root.path / str(parent).lstrip("/")
        inside.chmod(inside.stat().st_mode | 0o011)
    for name in ("python", "python3"):
        script = root.path / "usr/local/bin" / name
        script.unlink(missing_ok=True)
        # Not a link: a Python that was started by one does not find what belongs to it.
        script.write_text(f'#!/bin/sh\nexec {program} "$@"\n', encoding="ascii")
        script.chmod(0o755)
    for folder in PLAIN_PATH.split(":"):
        for name in NOT_IN_THE_BASE:
            (root.path / folder.lstrip("/") / name).unlink(missing_ok=True)
    for name in ("app", "data"):
        shutil.rmtree(root.path / name, ignore_errors=True)


def carry_out(stage: Stage, root: Root, done: dict[str, Root]) -> None:
    for instruction in stage.instructions:
        print(f"  {stage.name}: {instruction.name} {instruction.words[:90]}", flush=True)
        step = _STEPS.get(instruction.name)
        if step is None:
            raise SetupError(f"{instruction.name}: tools.image does not know this instruction yet.")
        step(root, instruction, done)


def _copy(root: Root, step: Instruction, done: dict[str, Root]) -> None:
    if set(step.flags) - {"from"}:
        raise SetupError(f"COPY: tools.image does not know {step.flags} yet.")
    *sources, target = step.listed()
    for name in sources:
        if "from" in step.flags:
            _run("cp", "--archive", f"{done[step.flags['from']].path}{name}/.", str(root.inside(target)))
        else:
            _copy_from_context(root, name, target, many=len(sources) > 1)


def _copy_from_context(root: Root, name: str, target: str, *, many: bool) -> None:
    """A file goes below a target that ends in a slash; of a folder what is in it goes there."""
    source = Path(name)
    found = [path for path in context() if path == source or source in path.parents]
    if not found:
        raise SetupError(f"COPY {name}: not there, or left out by .dockerignore.")
    for path in found:
        below = (
            path.relative_to(source)
            if path != source
            else Path(path.name if many or target.endswith("/") else "")
        )
        to = root.inside(target) / below
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, to)


def _run_step(root: Root, step: Instruction, _: dict[str, Root]) -> None:
    """As root, with what this machine needs to reach the registries, and nothing of the app's own."""
    passed = {name: value for name, value in os.environ.items() if name not in configuration.names()}
    given = passed | {"PYTHONPATH": "", "VIRTUAL_ENV": "", "PYTHONDONTWRITEBYTECODE": ""} | root.variables
    words = ["chroot", str(root.path), "/bin/sh", "-c", f"cd {root.folder} && {step.words}"]
    if subprocess.run(
        words, env={name: value for name, value in given.items() if value}, check=False
    ).returncode:
        raise SetupError(f"RUN {step.words[:80]} ... failed.")


def _env(root: Root, step: Instruction, _: dict[str, Root]) -> None:
    root.variables |= dict(word.split("=", 1) for word in step.listed())


def _workdir(root: Root, step: Instruction, _: dict[str, Root]) -> None:
    root.folder = str(Path(root.folder) / step.words)
    root.inside(".").mkdir(parents=True, exist_ok=True)


def _user(root: Root, step: Instruction, _: dict[str, Root]) -> None:
    root.user = step.words


def _cmd(root: Root, step: Instruction, _: dict[str, Root]) -> None:
    root.command = step.listed()


def _health(root: Root, step: Instruction, _: dict[str, Root]) -> None:
    root.health = Instruction("CMD", step.words.removeprefix("CMD").strip(), {}).listed()


def _volume(root: Root, step: Instruction, _: dict[str, Root]) -> None:
    root.volumes += step.listed()


_STEPS = {
    "CMD": _cmd,
    "COPY": _copy,
    "ENV": _env,
    "EXPOSE": lambda *_: None,
    "HEALTHCHECK": _health,
    "RUN": _run_step,
    "USER": _user,
    "VOLUME": _volume,
    "WORKDIR": _workdir,
}


def seal(root: Root, folder: Path, secrets: dict[str, str]) -> None:
    """As a container starts: nothing can be written but volumes and /tmp, and secrets lie in /run/secrets."""
    _run("mount", "-t", "tmpfs", "tmpfs", str(root.path / "run"))
    (root.path / "run/secrets").mkdir()
    for name, value in secrets.items():
        (root.path / "run/secrets" / name).write_text(value, encoding="utf-8")
    for volume in root.volumes:
        inside, own = root.inside(volume), folder / volume.lstrip("/")
        shutil.copytree(inside, own)
        os.chown(own, inside.stat().st_uid, inside.stat().st_gid)
        own.chmod(inside.stat().st_mode & 0o7777)
        _run("mount", "--bind", str(own), str(inside))
    _run("mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", str(root.path / "tmp"))
    _run("mount", "-o", "remount,ro", str(root.path))
    _run("mount", "-o", "remount,ro", str(root.path / "run"))


def as_user(root: Root, command: list[str]) -> list[str]:
    """What starts a command in the sealed root as a container with `cap_drop: ALL` would."""
    user, group = root.user.split(":")
    dropped = [f"--reuid={user}", f"--regid={group}", "--clear-groups", "--no-new-privs"]
    dropped += ["--bounding-set=-all", "--inh-caps=-all"]
    folder = ["env", f"--chdir={root.folder}"]
    # By its path: the environment that is given to the command names another PATH.
    return [
        shutil.which("chroot") or "/usr/sbin/chroot",
        str(root.path),
        "setpriv",
        *dropped,
        *folder,
        *command,
    ]


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"{' '.join(words)}: {done.stderr.strip()}")
