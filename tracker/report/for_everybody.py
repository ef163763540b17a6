"""What a report says to everybody with these muscles: general topics, and signs that need help."""

from dataclasses import dataclass
from typing import NamedTuple


class Topic(NamedTuple):
    """General information on an area, chosen by the muscles alone."""

    area: str
    muscles: tuple[str, ...]
    joints: tuple[str, ...]
    nerves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """`ask`: the same for everybody. `tell`: what examiners ask about anywhere on the body."""

    about: str
    ask: tuple[str, ...]
    topics: tuple[Topic, ...]
    tell: tuple[str, ...]

    @property
    def joints(self) -> tuple[str, ...]:
        """Of all areas, each once."""
        return tuple(dict.fromkeys(joint for topic in self.topics for joint in topic.joints))

    @property
    def nerves(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(nerve for topic in self.topics for nerve in topic.nerves))


class WarningGroup(NamedTuple):
    title: str
    advice: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Warnings:
    """The static list of signs that need help for the areas concerned, the same for everybody."""

    emergency: str
    groups: tuple[WarningGroup, ...]
    caveat: str
