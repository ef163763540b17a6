"""Reads the process environment, refusing bad values instead of guessing."""

import os
import re
import secrets
import time
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


def text(name: str, default: str = "") -> str:
    """The variable, or what stands in the file that NAME_FILE names: where secrets are handed over as files."""
    path = os.environ.get(f"{name}_FILE", "").strip()
    if name in os.environ or not path:
        return os.environ.get(name, default).strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE: {path} cannot be read: {error.strerror}") from None


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    lowered = value.strip().lower()
    if lowered in _TRUE:
        return True
    if lowered in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}")


def number(name: str, default: int, *, low: int, high: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}, not {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default).lower()
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def secret_key(data_dir: Path) -> str:
    """SECRET_KEY, else the key kept in the data folder, made once and readable by its owner alone."""
    given = text("SECRET_KEY")
    if given:
        return given
    path = data_dir / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(path)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key


def _kept_key(path: Path) -> str:
    """The key in `path`; another process may be writing it this very moment."""
    for _ in range(50):
        key = path.read_text(encoding="ascii").strip()
        if len(key) >= 50:
            return key
        time.sleep(0.02)
    raise ImproperlyConfigured(f"{path} holds no usable key: delete it and a new one is made")


def version(changelog: Path) -> str:
    """The newest released version named in the changelog."""
    found = re.search(r"^## (\d+\.\d+\.\d+)", changelog.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ImproperlyConfigured(f"no version heading in {changelog}")
    return found.group(1)
