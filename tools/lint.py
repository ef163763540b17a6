"""Runs every check and tells which of them failed; with --fix it first puts right what a program can."""

import subprocess
import sys
from pathlib import Path

from tools import node
from tools.steps import BUILD, NODE_MODULES, PYTHON, ROOT, VENV

PYTHON_CODE = ["tracker", "tests", "tools", "bench", "manage.py"]
BIN = VENV / "bin"


def biome(*words: str) -> list[str]:
    return [node.node(), str(NODE_MODULES / "@biomejs" / "biome" / "bin" / "biome"), *words]


def dclint(*words: str) -> list[str]:
    """Services are laid out by what belongs together; the rule about quotes fails on a port that is a variable."""
    off = ("service-keys-order", "top-level-properties-order", "require-quotes-in-ports")
    left_out = [word for rule in off for word in ("--disable-rule", rule)]
    program = str(NODE_MODULES / "dclint" / "bin" / "dclint.cjs")
    return [node.node(), program, *words, "--color=false", "--max-warnings", "0", *left_out]


def module(name: str, *words: str) -> list[str]:
    return [str(PYTHON), "-m", name, *words]


def fixes() -> dict[str, list[str]]:
    return {
        "imports and simple faults": module("ruff", "check", "--fix", "--quiet", *PYTHON_CODE),
        "Python layout": module("ruff", "format", *PYTHON_CODE),
        "JavaScript and CSS": biome("check", "--colors=off", "--write"),
    }


def checks() -> dict[str, list[str]]:
    return {
        "style": module("ruff", "check", "--quiet", *PYTHON_CODE),
        "Python layout": module("ruff", "format", "--check", "--quiet", *PYTHON_CODE),
        "sizes": module("tools.check_sizes"),
        "borders between rooms": [str(BIN / "lint-imports"), "--no-cache"],
        "templates": module("djlint", "templates", "--lint", "--quiet"),
        "JavaScript and CSS": biome("ci", "--colors=off", "--error-on-warnings"),
        "Dockerfile": [str(BIN / "hadolint"), "Dockerfile"],
        "compose.yaml": dclint("compose.yaml"),
        "migrations": module(
            "django", "makemigrations", "--check", "--dry-run", "--settings", "tests.settings"
        ),
        "types": module("mypy", *(name for name in PYTHON_CODE if name != "tests")),
    }


def passes(title: str, command: list[str]) -> bool:
    """Runs one check quietly, and shows what it printed only if it failed."""
    env = {
        **node.environment(),
        "DATA_DIR": str(BUILD / "scratch"),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    print(f"  {'ok  ' if done.returncode == 0 else 'FAIL'}  {title}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main() -> int:
    wanted = fixes() if "--fix" in sys.argv else checks()
    failed = [title for title, command in wanted.items() if not passes(title, _existing(command))]
    if failed:
        print(f"{len(failed)} of {len(wanted)} checks failed: {', '.join(failed)}")
    return 1 if failed else 0


def _existing(command: list[str]) -> list[str]:
    """Leaves out folders that hold no code."""
    return [word for word in command if word not in PYTHON_CODE or _has_code(ROOT / word)]


def _has_code(path: Path) -> bool:
    return path.is_file() or any(path.glob("**/*.py"))


if __name__ == "__main__":
    sys.exit(main())
