"""What the Makefile's targets do."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from tools import audit, postgres, project, serve
from tools.steps import PYTHON, ROOT, SetupError, one_at_a_time
from tracker import dotenv


def python(*words: str) -> int:
    """Runs a program of ours with the project's Python and gives its exit code."""
    return subprocess.run([str(PYTHON), *words], cwd=ROOT, check=False).returncode


def check_data_folder() -> None:
    folder = Path(os.environ.get("DATA_DIR", "").strip() or ROOT / "data")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"Cannot make the data folder {folder}: {error.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SetupError(f"Cannot write to the data folder {folder}. Set DATA_DIR to another one.")


def update_database() -> None:
    # From here on every file made is the diary's: for its owner's eyes only, wherever DATA_DIR lies.
    os.umask(0o077)
    with one_at_a_time():
        failed = python("-m", "tools.database")
    if failed:
        raise SystemExit(1)  # it has said why


def run(_: list[str]) -> int:
    address = serve.Address.from_environment()
    address.check_free()
    check_data_folder()
    project.set_up(dev=False)
    update_database()
    return serve.serve(address)


def packages(_: list[str]) -> int:
    project.fetch_packages()
    return 0


def build(_: list[str]) -> int:
    project.set_up(dev=False)
    return 0


def demo(words: list[str]) -> int:
    check_data_folder()
    project.set_up(dev=False)
    update_database()
    return python("manage.py", "makedemo", *words)


def set_up_tests() -> None:
    """What pytest and the tests' servers compile is kept: made anew, it would take longer than many tests."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    project.set_up(dev=True)


def test(words: list[str]) -> int:
    set_up_tests()
    return python("-m", "pytest", "-n", "2", "--dist", "worksteal", *words)


def test_fast(words: list[str]) -> int:
    set_up_tests()
    return python("-m", "pytest", "-m", "not browser", *words)


def test_postgres(words: list[str]) -> int:
    """The same tests on PostgreSQL: the server that TEST_DATABASE_URL names, or one that lives for this run."""
    set_up_tests()
    with nullcontext() if os.environ.get("TEST_DATABASE_URL") else postgres.running_postgres() as address:
        os.environ["TEST_DATABASE_URL"] = address or os.environ["TEST_DATABASE_URL"]
        return python("-m", "pytest", "-n", "2", "--dist", "worksteal", *words)


def test_crash(words: list[str]) -> int:
    """The long rounds of what `make test` does a short one of: both databases beside each other."""
    set_up_tests()
    os.environ["CRASH"] = "all"
    return python("-m", "pytest", "tests/crash", "-n", "2", "--dist", "worksteal", *words)


def lint(words: list[str]) -> int:
    project.set_up(dev=True)
    return python("-m", "tools.lint", *words)


def format_(_: list[str]) -> int:
    project.set_up(dev=True)
    return python("-m", "tools.lint", "--fix")


def bench(words: list[str]) -> int:
    project.set_up(dev=True)
    return python("-m", "bench", *words)


def image_check(words: list[str]) -> int:
    project.set_up(dev=True)
    return python("-m", "tools.image", *words)


def judge(words: list[str]) -> int:
    project.set_up(dev=True)
    # One thread: the tables are small, and sharing them out costs more than it saves.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return python("-m", "tests.analysis.judge", *words)


def audit_(_: list[str]) -> int:
    project.set_up(dev=False)
    return audit.main()


def screenshots(words: list[str]) -> int:
    project.set_up(dev=True)
    return python("-m", "tools.screenshots", *words)


TARGETS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "packages": packages,
    "build": build,
    "demo": demo,
    "test": test,
    "test-fast": test_fast,
    "test-postgres": test_postgres,
    "test-crash": test_crash,
    "lint": lint,
    "format": format_,
    "bench": bench,
    "image-check": image_check,
    "judge": judge,
    "screenshots": screenshots,
    "audit": audit_,
}


def read_dotenv() -> None:
    try:
        dotenv.load(ROOT)
    except ValueError as error:
        raise SetupError(str(error)) from None


def main() -> int:
    try:
        read_dotenv()
        return TARGETS[sys.argv[1]](sys.argv[2:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
