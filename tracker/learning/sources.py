"""What the pages to read rest on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """`read`: its abstract or an excerpt was read for these pages; otherwise it is cited from general knowledge."""

    citation: str
    read: bool


SOURCES: dict[str, Source] = {}
