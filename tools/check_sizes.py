"""Keeps files and functions short: a file to 300 lines, a function to 40, the README to 120."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.steps import ROOT

FILE_LINES = 300
FUNCTION_LINES = 40
README_LINES = 120
SOURCES = {".py", ".js", ".cjs", ".css", ".html", ".sh", ".typ"}
# Migrations are written by a machine and never read twice.
EXEMPT = ("tracker/migrations/",)
_JS_FUNCTION = re.compile(
    r"^(?P<indent>\s*)(?:export\s+)?(?:default\s+)?(?:"
    r"(?:async\s+)?function\b.*|(?:const|let)\s+\w+\s*=\s*(?:async\s*)?(?:\([^)]*\)|\w+)\s*=>\s*|"
    r"(?:static\s+|async\s+|get\s+|set\s+|#)*\w+\([^;]*\)\s*)\{\s*$"
)
_JS_STATEMENT = re.compile(r"^\s*(?:if|for|while|switch|catch|return|else)\b")


def main() -> int:
    complaints = [complaint for path in tracked_files() for complaint in check(path)]
    print("\n".join(complaints) or "Every file and function is short enough.")
    return 1 if complaints else 0


def tracked_files() -> Iterator[Path]:
    """Files that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in sorted(set(listed.stdout.split("\0"))):
        path = ROOT / name
        if name and path.is_file() and not name.startswith(EXEMPT):
            yield path


def check(path: Path) -> Iterator[str]:
    name = str(path.relative_to(ROOT))
    limit = README_LINES if name == "README.md" else FILE_LINES
    if path.suffix not in SOURCES and name != "README.md":
        return
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > limit:
        yield f"{name}: {lines} lines, at most {limit}"
    functions = {".py": python_functions, ".js": javascript_functions, ".cjs": javascript_functions}.get(
        path.suffix
    )
    for line, function, length in functions(text) if functions else ():
        if length > FUNCTION_LINES:
            yield f"{name}:{line}: {function} has {length} lines, at most {FUNCTION_LINES}"


def python_functions(text: str) -> Iterator[tuple[int, str, int]]:
    """Line, name and length of every function, from its `def` to its last line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def javascript_functions(text: str) -> Iterator[tuple[int, str, int]]:
    """The same for JavaScript as the formatter lays it out: a function ends at the brace of its own indent."""
    lines = text.split("\n")
    for start, line in enumerate(lines):
        match = _JS_FUNCTION.match(line)
        if not match or _JS_STATEMENT.match(line):
            continue
        closing = match["indent"] + "}"
        end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith(closing)), start)
        yield start + 1, line.strip().removesuffix("{").strip(), end - start + 1


if __name__ == "__main__":
    sys.exit(main())
