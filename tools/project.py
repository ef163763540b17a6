"""The steps that turn a fresh clone into a project that runs, in their order."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import configuration, front_end, node
from tools.steps import BUILD, NODE_MODULES, PYTHON, ROOT, VENV, SetupError, Step, one_at_a_time

STAMPS = BUILD / "stamps"
STATIC_ROOT = ROOT / "staticfiles"
CONSTRAINTS = ROOT / "constraints.txt"
REQUIREMENTS = ROOT / "requirements.txt"
REQUIREMENTS_DEV = ROOT / "requirements-dev.txt"


def set_up(dev: bool) -> None:
    """Does whatever is missing or out of date. Without `dev`, only what serving needs."""
    with one_at_a_time():
        for step in steps(dev):
            step.ensure()


def fetch_packages() -> None:
    """The steps that need a network, for an image whose layers are kept while the code changes."""
    with one_at_a_time():
        for step in packages(dev=False):
            step.ensure()


def packages(dev: bool) -> Iterator[Step]:
    yield virtual_environment()
    yield from python_packages(dev)
    yield from npm_packages(dev)


def steps(dev: bool) -> Iterator[Step]:
    yield from packages(dev)
    yield vendor_files()
    yield body_drawing()
    yield static_files()


def virtual_environment() -> Step:
    return Step("Python environment", VENV / ".unknot", _make_virtual_environment, outputs=(PYTHON,))


def _make_virtual_environment() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        said = (made.stderr or made.stdout).strip()
        raise SetupError(
            f"{sys.executable} could not make a virtual environment.\n{said}\n"
            "On Debian and Ubuntu this helps: apt install python3-venv"
        )


def python_packages(dev: bool) -> Iterator[Step]:
    full = Step(
        "Python packages for tests and checks",
        VENV / ".unknot-dev",
        lambda: _pip_install(REQUIREMENTS_DEV),
        inputs=(CONSTRAINTS, REQUIREMENTS, REQUIREMENTS_DEV),
    )
    plain = Step(
        "Python packages",
        VENV / ".unknot-packages",
        lambda: _pip_install(REQUIREMENTS),
        inputs=(CONSTRAINTS, REQUIREMENTS),
    )
    yield full if dev else either(full, plain)


def either(full: Step, plain: Step) -> Step:
    """The fuller of two steps where it has been done, since it holds all that the plain one makes."""
    return full if full.is_done() else plain


def _pip_install(requirements: Path) -> None:
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements)


def npm_packages(dev: bool) -> Iterator[Step]:
    inputs = (ROOT / "package-lock.json", ROOT / "package.json", ROOT / ".npmrc")
    full = Step(
        "front-end packages for tests and checks", NODE_MODULES / ".unknot-dev", _npm_ci, inputs=inputs
    )
    plain = Step("front-end packages", NODE_MODULES / ".unknot", lambda: _npm_ci("--omit=dev"), inputs=inputs)
    yield full if dev else either(full, plain)


def _npm_ci(*options: str) -> None:
    run(*node.npm_command(), "ci", "--ignore-scripts", "--silent", *options, env=node.environment())


def vendor_files() -> Step:
    return Step(
        "files for the browser and the PDF",
        STAMPS / "vendor",
        front_end.build,
        inputs=(ROOT / "package-lock.json", ROOT / "tools" / "front_end.py"),
        outputs=tuple(BUILD / name for name in front_end.outputs()),
    )


def body_drawing() -> Step:
    return Step(
        "body drawing",
        STAMPS / "body",
        lambda: run(
            *(PYTHON, "-m", "tracker.body.build", "--packages", NODE_MODULES, "--out", BUILD),
            env=node.environment(),
        ),
        inputs=(ROOT / "package-lock.json", ROOT / "tracker" / "body", ROOT / "tools" / "body_paths.cjs"),
    )


def static_files() -> Step:
    return Step(
        "static files",
        STATIC_ROOT / ".unknot",
        _collect_static,
        inputs=(
            ROOT / "static",
            BUILD / "static",
            CONSTRAINTS,
            REQUIREMENTS,
            ROOT / "tracker" / "settings.py",
            ROOT / "tracker" / "static_files.py",
        ),
        outputs=(STATIC_ROOT / "staticfiles.json",),
    )


# htmx's extensions and its beta are never served, and one of them names a file that is not there.
NOT_SERVED = ("django_htmx/ext/*", "django_htmx/*-4*")


def _collect_static() -> None:
    # On settings of its own: it needs nobody's, and must not make the diary's data folder for a test run.
    own = {name: value for name, value in os.environ.items() if name not in configuration.names()}
    own |= {
        "DATA_DIR": str(BUILD / "scratch"),
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "ENV_FILE": os.devnull,
    }
    left_out = [f"--ignore={pattern}" for pattern in NOT_SERVED]
    run(PYTHON, "manage.py", "collectstatic", "--no-input", "--verbosity", "0", *left_out, env=own)


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Runs a command of a step; what it printed has already said what is wrong."""
    try:
        subprocess.run([str(word) for word in command], cwd=ROOT, env=env, check=True)
    except subprocess.CalledProcessError as error:
        words = " ".join(Path(word).name for word in error.cmd[:4])
        raise SetupError(f"This step failed: {words} ... (exit code {error.returncode})") from None
