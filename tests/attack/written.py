"""A diary whose every free text says what the attacker wants it to say, typed into the app's own forms."""

import datetime
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.test import Client

from tests.addresses import TODAY
from tests.attack.passkeys import passkey
from tests.shares import opened, said
from tracker.body.catalogue import catalogue
from tracker.changes.sharing import Made
from tracker.importers.reading import Found, Reading, Skipped, Subject
from tracker.imports.packing import Contents, pack
from tracker.models import Factor, Import, Person, ReportShare, Spot, SpotNote, Trial

# What a text is for, and how long it may be -> the text.
Say = Callable[[str, int], str]
DAY = datetime.timedelta(days=1)


@dataclass
class Writer:
    """Somebody at the app's forms. Each round writes one of everything that takes words."""

    person: Person
    client: Client
    say: Say
    today: datetime.date = TODAY
    rounds: int = 0

    def post(self, address: str, status: int = 303, **data: Any) -> Any:
        answer = self.client.post(address, {name.replace("__", "."): value for name, value in data.items()})
        assert answer.status_code in {status, 302}, (address, answer.status_code, problems(answer))
        return answer

    def write(self) -> None:
        spot, date = self._spot(), self.today - self.rounds * DAY
        factor = self._factor()
        self._day(spot, factor, date)
        self._around(spot, date)
        self._trial(spot)
        self._links(spot)
        self._import()
        self._account()
        self.rounds += 1

    def _spot(self) -> Spot:
        muscle = sorted(catalogue().muscles)[self.rounds]
        key = str(uuid.uuid4())
        place = {"muscle": muscle, "side": "left"}
        self.post(
            "/spots/add/",
            public_id=key,
            same="no",
            pain="7",
            date=str(self.today - self.rounds * DAY),
            **place,
        )
        self.post(f"/spots/{key}/edit/", nickname=self.say(f"spot {self.rounds}", 60), **place)
        return Spot.objects.for_user(self.person).get(public_id=key)

    def _factor(self) -> Factor:
        key = str(uuid.uuid4())
        name, unit = self.say(f"factor {self.rounds}", 60), self.say("factor unit", 20)
        self.post("/settings/factors/", public_id=key, name=name, kind="amount", unit=unit)
        factor = Factor.objects.for_user(self.person).get(public_id=key)
        Factor.objects.filter(pk=factor.pk).update(asks_note=True)
        return factor

    def _day(self, spot: Spot, factor: Factor, date: datetime.date) -> None:
        key, address = spot.public_id, f"/day/{date}/"
        self.post(
            address,
            **{
                f"pain.{key}": "6",
                "note": self.say("note of a day", 4000),
                "sleep_hours": "13.37",
                "stress": "6",
                f"factor.{factor.public_id}": "733.125",
                f"factor_note.{factor.public_id}": self.say("note of a factor", 4000),
            },
        )
        self.post(
            f"{address}treatments/",
            **{
                "public_id": str(uuid.uuid4()),
                "kind": "self_pressure",
                "by": "self",
                "spots": [str(key)],
                f"before.{key}": "7",
                f"after.{key}": "1",
                "minutes": "2",
                "tool": self.say("tool", 60),
                "note": self.say("note of a treatment", 4000),
            },
        )

    def _around(self, spot: Spot, date: datetime.date) -> None:
        note = {"public_id": str(uuid.uuid4()), "date": str(date), "text": self.say("note of a spot", 4000)}
        self.post(f"/spots/{spot.public_id}/notes/", **note)
        seen = {"who": "other", "other": self.say("seen by", 60), "outcome": self.say("outcome", 200)}
        self.post(f"/insights/spots/{spot.public_id}/rest/", seen_on=str(date), **seen)

    def _trial(self, spot: Spot) -> None:
        key = str(uuid.uuid4())
        self.post(
            "/insights/trials/new/",
            do="begin",
            public_id=key,
            question=self.say("question", 200),
            a=self.say("a of a trial", 79) + "A",
            b=self.say("b of a trial", 79) + "B",
            design="periods",
            outcome=f"spot:{spot.public_id}",
            measure="return",
            pairs="8",
            length="4",
            wash="1",
            horizon="0",
            blocks="10",
            first_day=str(self.today),
        )
        for about in ("flare", "harm", "change"):
            words = self.say(f"{about} of a trial", 200)
            self.post(f"/insights/trials/{key}/note/", date=str(self.today), about=about, words=words)
        if self.rounds % 2:
            self.post(f"/insights/trials/{key}/end/", reason=self.say("end of a trial", 200))
        assert Trial.objects.for_user(self.person).filter(public_id=key).exists()

    def _links(self, spot: Spot) -> None:
        cache.clear()
        asked = {
            "start": str(self.today - 90 * DAY),
            "end": str(self.today),
            "spots": [str(spot.public_id)],
            "notes": "on",
        }
        made = self.post(
            "/report/share/", 200, public_id=str(uuid.uuid4()), days="7", label=self.say("label", 60), **asked
        )
        secret = re.search(r"/s/([\w-]{43})/", made.content.decode())
        assert secret
        link = Made(ReportShare.objects.for_user(self.person).latest("pk"), secret[1], None)
        visit = said(
            spot,
            name=self.say("reader's name", 45),
            role=self.say("reader's profession", 30),
            finding=self.say("finding", 1000),
            advice=self.say("advice", 1000),
            **{"kind.massage": "on"},
        )
        answer = opened(link).post(f"/s/{link.secret}/answer/", visit)
        assert answer.status_code == 303, problems(answer)
        if self.rounds % 2:
            self._accept(spot)

    def _accept(self, spot: Spot) -> None:
        proposal = self.person_rows(ReportShare).latest("pk").proposals.get()
        key = spot.public_id
        taken = {f"note.{key}": "on", f"text.{key}": self.say("accepted note", 4000), "do": "accept"}
        self.post(f"/report/proposals/{proposal.public_id}/", **taken)
        assert SpotNote.objects.for_user(self.person).exclude(by="").exists()

    def person_rows(self, model: Any) -> Any:
        return model.objects.for_user(self.person)

    def _import(self) -> None:
        """What the reading of a file hands over: another app's words, which nobody here has checked."""
        words = [self.say("name in a file", 60), self.say("note in a file", 60)]
        found = Found(
            (
                Subject("a", words[0], "amount", self.say("unit in a file", 20)),
                Subject("n", words[1], "note"),
                Subject("t", self.say("treatment in a file", 60), "treatment"),
                Subject("p", self.say("place in a file", 60), "pain", "", 0, 5),
            ),
            (
                Reading(2, self.today, "a", Decimal(4)),
                Reading(3, self.today, "n", None, self.say("note in a file", 60)),
                Reading(4, self.today, "t", Decimal(1)),
                Reading(5, self.today, "p", Decimal(3)),
            ),
            (Skipped(6, f"No number, as “{self.say('skipped', 60)}”."),),
        )
        name = {"file_name": self.say("file name", 200), "importer": "any_csv"}
        Import.objects.create(person=self.person, state="ready", found=pack(Contents(found)), **name)
        asked = [["date", self.say("question of a file", 60), {"0": self.say("column", 60), "1": "b"}, False]]
        Import.objects.create(person=self.person, state="asking", questions=asked, **name)
        failed = {"state": "failed", "error": f"Line 3: {self.say('broken', 60)}"}
        Import.objects.create(person=self.person, **failed, **name)

    def _account(self) -> None:
        key = passkey(self.person)
        self.post(f"/account/2fa/webauthn/keys/{key.pk}/edit/", name=self.say("passkey", 60))


def problems(answer: Any) -> str:
    """What a page said was wrong."""
    return " ".join(re.findall(r'class="[^"]*error[^"]*"[^>]*>([^<]+)', answer.content.decode()))
