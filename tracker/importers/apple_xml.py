"""Reads the records of an Apple Health document as it streams by.

Since iOS 16 it starts with a document type that no parser accepts, and has stray control bytes. So everything before
the root is dropped, and those bytes are; without a document type there are no entities, and any is an error. Bounded
are all things in which a parser's memory grows: depth, the length of one tag, and the number of names.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from tracker.importers.reading import UnreadableFileError

ROOT = re.compile(rb"<HealthData[\s/>]")
MOST_BEFORE_ROOT = 1024**2
MOST_PENDING = 2 * 1024**2
"""Bytes of one tag. The parser keeps a tag until it ends."""
MOST_DEPTH = 50
MOST_NAMES = 2_000
CONTROL_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
NOT_HEALTH = "This is no Apple Health export: nothing in it starts with <HealthData."
CUT_SHORT = {
    expat.errors.XML_ERROR_NO_ELEMENTS,
    expat.errors.XML_ERROR_UNCLOSED_TOKEN,
    expat.errors.XML_ERROR_PARTIAL_CHAR,
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
}
Keep = Callable[[Mapping[str, str]], None]


class Records:
    """Calls `kinds[type]` with the attributes of each record of that type, but for those inside a Correlation.

    The latter stand once more by themselves, so they would count twice.
    """

    def __init__(self, kinds: Mapping[str, Keep]) -> None:
        self._kinds = kinds
        self._depth = self._inside = self._lines = self._fed = 0
        parser = expat.ParserCreate("UTF-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        self._parser = parser

    @property
    def line(self) -> int:
        """Where in the document the current record stands."""
        return self._lines + self._parser.CurrentLineNumber

    def read(self, chunks: Iterator[bytes]) -> None:
        """Raises UnreadableFileError with the line."""
        try:
            self._feed(_head(chunks, self._count_lines))
            for chunk in chunks:
                self._feed(chunk)
            self._parser.Parse(b"", True)  # noqa: FBT003  # its arguments have no names
        except expat.ExpatError as error:
            raise UnreadableFileError(_told(error, self._lines)) from error

    def _count_lines(self, dropped: bytes) -> None:
        self._lines = dropped.count(b"\n")

    def _feed(self, chunk: bytes) -> None:
        clean = chunk.translate(None, CONTROL_BYTES)
        self._parser.Parse(clean)
        self._fed += len(clean)
        if self._fed - self._parser.CurrentByteIndex > MOST_PENDING:
            raise UnreadableFileError(f"A single entry from line {self.line:,} on is too long to be read.")
        if len(self._parser.intern) > MOST_NAMES:
            raise UnreadableFileError("The file has more kinds of entries than the Health app writes.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise UnreadableFileError(f"The entries at line {self.line:,} lie too deep in one another.")
        if name == "Record":
            keep = self._kinds.get(attributes.get("type", ""))
            if keep is not None and not self._inside:
                keep(attributes)
        elif name == "Correlation" and not self._inside:
            self._inside = self._depth

    def _end(self, name: str) -> None:
        if self._depth == self._inside:
            self._inside = 0
        self._depth -= 1


def starts_with_root(start: bytes) -> bool:
    return ROOT.search(start) is not None


def _head(chunks: Iterator[bytes], dropped: Callable[[bytes], None]) -> bytes:
    """What there is from the root on of the first chunks."""
    head = b""
    for chunk in chunks:
        head += chunk
        if found := ROOT.search(head):
            dropped(head[: found.start()])
            return head[found.start() :]
        if len(head) > MOST_BEFORE_ROOT:
            break
    raise UnreadableFileError(NOT_HEALTH)


def _refuse(*_: object) -> None:
    raise UnreadableFileError(
        "The file defines entities of its own, as the Health app never does. It was not read."
    )


def _told(error: expat.ExpatError, lines_before: int) -> str:
    text = expat.errors.messages[error.code] if error.code in expat.errors.messages else str(error)
    line = lines_before + error.lineno
    if text in CUT_SHORT:
        return f"The export ends too early, at line {line:,}. Export or copy it once more, and send that."
    return f"The export is damaged at line {line:,} ({text}). Nothing of it was read."
