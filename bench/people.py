"""Whose diaries a run asks for, as the program that made them says."""

from dataclasses import asdict, dataclass
from typing import Any

USERS = 16


@dataclass(frozen=True)
class User:
    """A signed-in session, and the spots of that diary."""

    session: str
    spots: list[str]

    @property
    def spot(self) -> str:
        return self.spots[0]


@dataclass(frozen=True)
class Prepared:
    """`long`: ten years; `short`: one. `users`: all with ten years, `long` the first of them."""

    today: str
    days: int
    people: int
    long: User
    short: User
    users: list[User]

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Prepared":
        named = {"long": User(**plain["long"]), "short": User(**plain["short"])}
        return cls(**(plain | named | {"users": [User(**each) for each in plain["users"]]}))
