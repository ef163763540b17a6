"""A second reading of the definitions of recurrence, by brute force: slow, plain, and sharing no code with the engine.

It asks every question anew of a diary written as one letter a day (A active, Q quiet, G grey, U unknown) and walks
over the days to answer. It takes the JSON of a worked case and gives what its "expected" must be.
"""

from typing import Any, NamedTuple

DEFAULTS = {
    "active_min": 3,
    "quiet_max": 1,
    "max_gap": 3,
    "relief_window": 2,
    "rapid_days": 7,
    "lookback": 90,
    "watch_rapid": 2,
    "assess_rapid": 3,
    "assess_share": 0.5,
    "persist_sessions": 3,
    "persist_days": 14,
    "spread_days": 14,
    "spread_assess": 2,
    "burn_in": 14,
}


class Episode(NamedTuple):
    start: int
    last_active: int
    relief_day: int | None
    piece: list[int]
    origin: str
    onset_seen: bool


class Session(NamedTuple):
    day: int
    kinds: list[str]
    episode: Episode | None
    outcome: str


class Spot:
    """One spot of a case as it stood at the end of day `as_of`: its letters, and what can be read off them."""

    def __init__(self, data: dict[str, Any], as_of: int, config: dict[str, float]) -> None:
        self.key, self.muscle, self.side = data["id"], data["muscle"], data["side"]
        self.as_of, self.config = as_of, config
        known = data["pain"][: as_of + 1]
        self.letters = [self._letter(character) for character in known] + ["U"] * (as_of + 1 - len(known))
        self.observed = [day for day in range(as_of + 1) if self.letters[day] != "U"]
        self.treat = {int(day): sorted(kinds) for day, kinds in data.get("treat", {}).items()}
        self.treat = {day: self.treat[day] for day in sorted(self.treat) if day <= as_of}
        self.pieces = self._pieces()
        self.episodes = self._episodes()
        self.sessions = [
            Session(day, kinds, self.episode_on(day), self.outcome(day)) for day, kinds in self.treat.items()
        ]

    def _letter(self, character: str) -> str:
        if character == ".":
            return "U"
        pain = 10 if character == "X" else int(character)
        if pain >= self.config["active_min"]:
            return "A"
        return "Q" if pain <= self.config["quiet_max"] else "G"

    def _pieces(self) -> list[list[int]]:
        """The known days, cut where more than `max_gap` days in a row are unknown."""
        pieces: list[list[int]] = []
        unknown = 0
        for day, letter in enumerate(self.letters):
            if letter == "U":
                unknown += 1
                continue
            if not pieces or unknown > self.config["max_gap"]:
                pieces.append([])
            pieces[-1].append(day)
            unknown = 0
        return pieces

    def _episodes(self) -> list[Episode]:
        """Every active day with no other active day before it since the last quiet day of its piece starts one."""
        found: list[Episode] = []
        for piece in self.pieces:
            told = [day for day in piece if self.letters[day] in "AQ"]
            for place, start in enumerate(told):
                before, after = told[:place], told[place:]
                if self.letters[start] == "Q" or (before and self.letters[before[-1]] == "A"):
                    continue
                relief = next((day for day in after if self.letters[day] == "Q"), None)
                last = max(day for day in after if relief is None or day < relief)
                origin = "unknown_interval" if found else "first"
                if any(self.letters[day] == "A" for day in before):
                    origin = "return"
                onset_seen = any(self.letters[day] == "Q" for day in before)
                found.append(Episode(start, last, relief, piece, origin, onset_seen))
        return found

    def status(self, episode: Episode) -> str:
        if episode.relief_day is not None:
            return "relieved"
        return "ongoing" if episode.piece is self.pieces[-1] and not self.stale() else "lost"

    def stale(self) -> bool:
        return not self.observed or self.as_of - self.observed[-1] > self.config["max_gap"]

    def last_told(self, day: int) -> int | None:
        """The active or quiet day that gives the state on a day, None where there is no state."""
        for seen in range(day, -1, -1):
            if self.letters[seen] == "U":
                continue
            if day - seen > self.config["max_gap"]:
                return None
            piece = next(each for each in self.pieces if seen in each)
            told = (each for each in reversed(piece) if each <= day and self.letters[each] in "AQ")
            return next(told, None)
        return None

    def state(self, day: int) -> str | None:
        told = self.last_told(day)
        return None if told is None else self.letters[told]

    def episode_on(self, day: int) -> Episode | None:
        """The episode that a session of this day is of: none where the state is quiet or there is none."""
        if self.state(day) != "A":
            return None
        told = self.last_told(day)
        return next(each for each in self.episodes if told in range(each.start, each.last_active + 1))

    def outcome(self, day: int) -> str:
        if self.state(day) == "Q":
            return "preventive"
        episode = self.episode_on(day)
        if episode is None:
            return "unassigned"
        end = day + int(self.config["relief_window"])
        if any(
            later in self.treat and self.episode_on(later) == episode for later in range(day + 1, end + 1)
        ):
            return "superseded"
        if episode.relief_day is not None and episode.relief_day <= end:
            return "relieved"
        if end > self.as_of:
            return "pending"
        return (
            "not_relieved" if any(later in self.observed for later in range(day + 1, end + 1)) else "unknown"
        )

    def course(self, episode: Episode) -> tuple[str, int]:
        """Label and first day of the clock of a relieved episode."""
        mine = [each for each in self.sessions if each.episode == episode]
        relieving = [each for each in mine if each.outcome == "relieved"]
        if not relieving:
            return ("unattributed" if mine else "untreated"), episode.last_active
        (last,) = relieving
        kinds, earliest = set(last.kinds), last.day
        for each in reversed([each for each in mine if each.day < last.day]):
            if earliest - each.day > self.config["relief_window"]:
                break
            kinds, earliest = kinds | set(each.kinds), each.day
        return "+".join(sorted(kinds)), last.day

    def durability(self) -> list[dict[str, Any]]:
        records = []
        for episode in self.episodes:
            relief = episode.relief_day
            if relief is None:
                continue
            label, origin = self.course(episode)
            later = [day for day in episode.piece if day > relief]
            back = next((day for day in later if self.letters[day] == "A"), None)
            free = max(day for day in [relief, *later] if back is None or day < back)
            low, high = (free, None) if back is None else (free + 1, back)
            records.append(
                {
                    "label": label,
                    "origin_day": origin,
                    "relief_day": relief,
                    "event": back is not None,
                    "days": [low - origin, None if high is None else high - origin],
                    "free_days": [low - relief, None if high is None else high - relief],
                }
            )
        return records

    def recent(self, day: int) -> bool:
        return day >= self.as_of - self.config["lookback"] + 1

    def rapid_return(self) -> str:
        within = self.config["rapid_days"]
        rapid = held = 0
        for record in self.durability():
            if record["label"] in ("untreated", "unattributed"):
                continue
            origin, (low, high) = record["origin_day"], record["days"]
            if high is not None and high <= within:
                rapid += self.recent(origin + high)
            elif low > within or (high is None and low >= within):
                held += self.recent(origin + within)
        if rapid >= self.config["assess_rapid"] and rapid / (rapid + held) >= self.config["assess_share"]:
            return "assess"
        return "watch" if rapid >= self.config["watch_rapid"] else "none"

    def persistence(self) -> str:
        if not self.episodes or not self.recent(self.observed[-1]):
            return "none"
        last = self.episodes[-1]
        if last.relief_day is not None or last.piece is not self.pieces[-1]:
            return "none"
        failed = [
            each
            for each in self.sessions
            if each.episode == last and each.outcome in ("not_relieved", "superseded")
        ]
        if len(failed) < self.config["persist_sessions"]:
            return "none"
        return "assess" if last.last_active - last.start + 1 >= self.config["persist_days"] else "watch"


def oracle(case: dict[str, Any]) -> dict[str, Any]:
    """What "expected" must be for the diary of a case."""
    as_of = case.get("as_of")
    if as_of is None:
        as_of = max(len(each["pain"]) for each in case["spots"]) - 1
    config = DEFAULTS | case.get("config", {})
    spots = [Spot(each, as_of, config) for each in case["spots"]]
    return {each.key: _expected(each, spots, case.get("synergists", {})) for each in spots}


def _spread(spot: Spot, spots: list[Spot], synergists: dict[str, list[str]]) -> str:
    muscles = [spot.muscle, *synergists.get(spot.muscle, [])]
    begun = min((each.observed[0] for each in spots if each.observed), default=0)
    level = "none"
    for episode in spot.episodes:
        new = [
            other
            for other in spots
            if other is not spot
            and other.muscle in muscles
            and other.side in (spot.side, "M")
            and other.episodes
            and episode.start + 1 <= other.episodes[0].start <= episode.start + spot.config["spread_days"]
            and other.episodes[0].start >= begun + spot.config["burn_in"]
            and spot.recent(other.episodes[0].start)
        ]
        if len(new) >= spot.config["spread_assess"]:
            return "assess"
        if new:
            level = "watch"
    return level


def _expected(spot: Spot, spots: list[Spot], synergists: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "episodes": [
            {
                "start": each.start,
                "last_active": each.last_active,
                "relief_day": each.relief_day,
                "status": spot.status(each),
                "origin": each.origin,
                "onset_seen": each.onset_seen,
            }
            for each in spot.episodes
        ],
        "sessions": [
            {"day": each.day, "types": each.kinds, "outcome": each.outcome} for each in spot.sessions
        ],
        "durability": spot.durability(),
        "flags": {
            "rapid_return": spot.rapid_return(),
            "persistence": spot.persistence(),
            "spread": _spread(spot, spots, synergists),
            "stale": spot.stale(),
        },
    }
