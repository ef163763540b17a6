"""Text as bytes to be sent, a few dozen kilobytes at a time."""

from collections.abc import Generator, Iterable

_ENOUGH = 32_768  # characters


def in_chunks(texts: Iterable[str]) -> Generator[bytes, None, None]:
    gathered: list[str] = []
    size = 0
    for text in texts:
        gathered.append(text)
        size += len(text)
        if size >= _ENOUGH:
            yield "".join(gathered).encode()
            gathered, size = [], 0
    yield "".join(gathered).encode()
