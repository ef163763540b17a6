"""Text on its way out, in pieces worth sending."""

from collections.abc import Generator, Iterable

_ENOUGH = 32_768  # characters


def in_pieces(texts: Iterable[str]) -> Generator[bytes, None, None]:
    """The texts one after the other as UTF-8, several to a piece: a piece a line would cost more than making it."""
    gathered: list[str] = []
    size = 0
    for text in texts:
        gathered.append(text)
        size += len(text)
        if size >= _ENOUGH:
            yield "".join(gathered).encode()
            gathered, size = [], 0
    yield "".join(gathered).encode()
