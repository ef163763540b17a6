"""Files to read, and what came of them in a form that fits on a line."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracker.importers.reading import Found, Importer, Upload

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def upload(tmp_path):
    """Makes a file of text (UTF-8) or bytes."""

    def make(content: str | bytes, name: str = "export.csv") -> Upload:
        path = tmp_path / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Upload(path, name)

    return make


def sample(name: str) -> Upload:
    return Upload(SAMPLES / name, name)


def read(importer: Importer, upload: Upload, answers: Mapping[str, list[str]] | None = None) -> Found:
    return importer.read(upload, answers or {}, lambda _done, _total: None)


def lines(found: Found) -> list[str]:
    """One line a reading: date, name, value, words."""
    names = {subject.key: subject.name for subject in found.subjects}
    return [
        " ".join(
            str(part)
            for part in (reading.date, names[reading.subject], reading.value, reading.note.replace("\n", "/"))
            if part not in (None, "")
        )
        for reading in found.readings
    ]


def skipped(found: Found) -> list[str]:
    return [f"{each.line}: {each.reason} x{each.times}" for each in found.skipped]


def scales(found: Found) -> dict[str, tuple[object, ...]]:
    return {each.name: (each.kind, each.unit, each.low, each.high) for each in found.subjects}
