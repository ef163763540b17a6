"""Whatever a file holds, an importer reads it, asks, or says why not; what it read is whole in itself."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers.files import SAMPLES
from tests.importers.test_samples import KNOWN
from tracker.importers import any_csv
from tracker.importers.reading import AnswersNeededError, Found, Importer, UnreadableFileError, Upload

CELLS = [
    b"", b"--", b"NaN", b"1e999", b"9" * 60, b"-1", b"7,5", b"1.234", b"25:00", b"2/3/2024", b"0000-00-00",
    b"9999-12-31", b"()", b" - ", b" | ", b'"', b'""', b"\0", b"\xff", b"\r", b"\n", b"\t", b";", b"\xe2\x80\xae",
    b"x" * 300, b"YES_AUTO", b"[[", b"}", b"null", b"true",
]  # fmt: skip
FILES = {**KNOWN, "spreadsheet.csv": any_csv}


def damaged(content: bytes, seed: int, noise: bytes) -> bytes:
    """A few cells replaced, lines swapped, bytes put in, sometimes cut off."""
    chance = random.Random(seed)
    delimiter = chance.choice([b",", b";", b"\n", b" "])
    parts = content.split(delimiter)
    for _ in range(chance.randrange(4)):
        parts[chance.randrange(len(parts))] = chance.choice([*CELLS, noise])
    if chance.random() < 0.2:
        chance.shuffle(parts)
    content = delimiter.join(parts)
    return content[: chance.randrange(len(content) + 1)] if chance.random() < 0.2 else content


def read_to_the_end(importer: Importer, upload: Upload, seed: int) -> Found | None:
    chance = random.Random(seed)
    answers: dict[str, list[str]] = {}
    for _ in range(4):
        try:
            return importer.read(upload, answers, lambda _done, _total: None)
        except UnreadableFileError:
            return None
        except AnswersNeededError as needed:
            answers |= {
                question.name: [chance.choice(sorted(question.choices))] for question in needed.questions
            }
    pytest.fail("it never stops asking")


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_damaged_file_ends_in_a_message_or_in_values_that_are_whole(name, tmp_path_factory):
    path = tmp_path_factory.mktemp("damaged") / "file"
    importer = FILES[name].IMPORTER
    content = (SAMPLES / name).read_bytes()

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32), st.binary(max_size=12))
    def run(seed, noise):
        path.write_bytes(damaged(content, seed, noise))
        upload = Upload(path, "file.csv")
        assert importer.recognises(upload) in {True, False}
        found = read_to_the_end(importer, upload, seed)
        if found:
            check(found)

    run()


def check(found: Found) -> None:
    kinds = {subject.key: subject for subject in found.subjects}
    assert len(kinds) == len(found.subjects)
    assert {reading.subject for reading in found.readings} == set(kinds)
    assert len({(reading.subject, reading.date) for reading in found.readings}) == len(found.readings)
    assert [reading.date for reading in found.readings] == sorted(reading.date for reading in found.readings)
    for reading in found.readings:
        subject = kinds[reading.subject]
        assert (reading.value is None) == (subject.kind == "note")
        if reading.value is not None:
            assert reading.value.is_finite()
            assert subject.low is None or subject.high is None or subject.low <= reading.value <= subject.high
            assert subject.kind != "sleep_hours" or 0 <= reading.value <= 24
            assert subject.kind not in {"yes_no", "treatment"} or reading.value in {0, 1}
