"""Asks the registries whether anything we install has a known hole. `make audit`

A registry that does not answer is said to have not answered: that is neither clean nor a failure of ours. Holes fail.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tools import node
from tools.steps import BUILD, ROOT, SetupError, Step

REQUIREMENTS = ROOT / "requirements-audit.txt"
CONSTRAINTS = ROOT / "constraints.txt"
VENV = BUILD / "audit"
LONGEST_SECONDS = 300


class NoAnswerError(Exception):
    """The registry said nothing that could be read as clean or not. The message says what it said instead."""


@dataclass(frozen=True)
class Audited:
    """`packages`: so many were looked up. `unknown`: those the registry knows nothing of."""

    packages: int
    holes: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def auditor() -> Step:
    return Step("the auditor", VENV / ".unknot", _install, inputs=(REQUIREMENTS,))


def _install() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    python = VENV / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    for command in ([sys.executable, "-m", "venv", str(VENV)], [*pip, "-r", str(REQUIREMENTS)]):
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise SetupError("The auditor could not be installed.")


def ask_pypi() -> Audited:
    """Every pinned version, those that other packages bring along included, in PyPI's list of advisories."""
    auditor().ensure()
    command = [
        str(VENV / "bin" / "pip-audit"),
        "--requirement",
        str(CONSTRAINTS),
        "--no-deps",
        "--disable-pip",
    ]
    return read_pypi(_json_of([*command, "--format", "json", "--progress-spinner", "off", "--timeout", "20"]))


def ask_npm() -> Audited:
    """Everything in package-lock.json, in the registry's list of advisories."""
    return read_npm(_json_of([*node.npm_command(), "audit", "--json"], node.environment()))


def _json_of(command: list[str], env: dict[str, str] | None = None) -> Any:
    done = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        told, complained = done.communicate(timeout=LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        done.kill()
        done.communicate()
        raise NoAnswerError(f"nothing came within {LONGEST_SECONDS} s") from None
    try:
        return json.loads(told)
    except ValueError:
        raise NoAnswerError(_last_line(complained) or "nothing that could be read") from None


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")[:200]


def read_pypi(said: Any) -> Audited:
    """pip-audit passes over what PyPI does not know, and then calls the rest clean: all unknown is no answer."""
    packages = said["dependencies"] if isinstance(said, dict) and "dependencies" in said else []
    unknown = tuple(each["name"] for each in packages if "skip_reason" in each)
    if len(unknown) == len(packages):
        raise NoAnswerError(f"none of {len(packages)} packages was found there")
    holes = tuple(line for each in packages for line in _pypi_holes(each))
    return Audited(len(packages) - len(unknown), holes, unknown)


def _pypi_holes(package: dict[str, Any]) -> Iterator[str]:
    for hole in package.get("vulns", []):
        mended = ", ".join(hole.get("fix_versions", [])) or "no version yet"
        yield f"{package['name']} {package['version']}: {hole['id']} (mended in {mended})"


def read_npm(said: Any) -> Audited:
    if not isinstance(said, dict) or "vulnerabilities" not in said or "metadata" not in said:
        message = str(said.get("message", "")) if isinstance(said, dict) else ""
        raise NoAnswerError(message or "nothing that could be read")
    holes = tuple(
        f"{name} {hole.get('range', '')}: {hole.get('severity', 'unknown')} ({_titles(hole)})"
        for name, hole in sorted(said["vulnerabilities"].items())
    )
    return Audited(int(said["metadata"]["dependencies"]["total"]), holes)


def _titles(hole: dict[str, Any]) -> str:
    """A hole is named by itself, or by the package through which it comes."""
    via = (each["title"] if isinstance(each, dict) else f"through {each}" for each in hole.get("via", []))
    return "; ".join(via)


def report(registry: str, ask: Callable[[], Audited]) -> bool:
    """Prints what one registry said. False where it knows of holes."""
    try:
        audited = ask()
    except NoAnswerError as error:
        print(f"{registry}: NOT AUDITED, its advisories did not answer ({error}).")
        return True
    if audited.unknown:
        print(f"{registry}: not known there, so not audited: {', '.join(audited.unknown)}")
    words = "no known holes" if not audited.holes else f"{len(audited.holes)} KNOWN HOLES"
    print(f"{registry}: {audited.packages} packages audited, {words}.")
    for hole in audited.holes:
        print(f"  {hole}")
    return not audited.holes


def main() -> int:
    answers = [report("PyPI", ask_pypi), report("npm", ask_npm)]
    return 0 if all(answers) else 1
