"""Reads .env, the optional file of variables beside manage.py. Standard library only: set-up reads it as well."""

import os
from pathlib import Path


def load(folder: Path) -> None:
    """Sets what the file names and the process environment does not. ENV_FILE names another file."""
    path = folder / os.environ.get("ENV_FILE", ".env")
    if not path.is_file():
        return
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.removeprefix("export ").partition("=")
        if not equals or not name.strip().isidentifier():
            raise ValueError(f"{path.name}, line {number}: expected NAME=value")
        os.environ.setdefault(name.strip(), unquoted(value.strip()))


def unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
