"""Sending a file: what is refused, what is kept, and under which name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.imports.rig import WEEK
from tracker.imports import receiving, uploads
from tracker.models import Import, Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.UPLOAD_DIR = tmp_path / "uploads"


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


def files() -> list[str]:
    return [path.name for path in uploads.folder().iterdir()]


def send(client: Client, text: str = WEEK, name: str = "export.csv", **headers: Any) -> Any:
    file = SimpleUploadedFile(name, text.encode())
    return client.post("/data/import/", {"file": file}, **headers)


def path(row: Import, then: str = "") -> str:
    return f"/data/import/{row.public_id}/{then}"


def test_a_file_becomes_an_import_that_waits_for_the_worker(client: Client, alice: Person) -> None:
    answer = send(client, name="../../etc/<b>pains</b>.csv")
    row = Import.objects.for_user(alice).get()
    assert (answer.status_code, answer.headers["Location"]) == (303, path(row))
    assert (row.state, row.file_name, files()) == ("waiting", "b>.csv", [row.upload])
    assert uploads.path_of(row.upload).read_text() == WEEK
    assert oct(uploads.path_of(row.upload).stat().st_mode)[-3:] == "600"
    page = client.get(path(row)).content.decode()
    assert "b&gt;.csv" in page
    assert "Waiting for its turn" in page


def test_with_htmx_the_browser_is_led_to_the_import(client: Client, alice: Person) -> None:
    answer = send(client, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == path(Import.objects.for_user(alice).get())


@pytest.mark.parametrize(
    ("data", "message"), [({}, "Choose a file first."), ({"file": "text"}, "Choose a file first.")]
)
def test_nothing_sent_is_told_by_the_field(client: Client, data: dict[str, str], message: str) -> None:
    answer = client.post("/data/import/", data)
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_an_empty_file_is_told_and_not_kept(client: Client) -> None:
    answer = send(client, "")
    assert (answer.status_code, files()) == (422, [])
    assert "This file is empty." in answer.content.decode()


def test_a_file_over_the_limit_is_refused_while_it_comes_in(client: Client, settings) -> None:
    settings.UPLOAD_LIMIT = 1000
    answer = send(client, "x" * 1001)
    assert (answer.status_code, files()) == (413, [])
    assert "at most 1 kB can be sent here" in answer.content.decode()
    settings.UPLOAD_LIMIT = 1
    answer = send(client, "x" * 200_000)  # refused by its length alone
    assert (answer.status_code, files()) == (413, [])


def test_only_so_many_files_wait_and_only_so_many_come_in_a_day(client: Client, monkeypatch) -> None:
    for _ in range(receiving.MOST_WAITING):
        assert send(client).status_code == 303
    answer = send(client)
    assert (answer.status_code, len(files())) == (422, receiving.MOST_WAITING)
    assert "still waiting" in answer.content.decode()
    Import.objects.update(state="asking")
    monkeypatch.setattr(receiving, "MOST_KEPT", receiving.MOST_WAITING)
    assert "wait for you" in send(client).content.decode()
    assert len(files()) == receiving.MOST_WAITING
    Import.objects.update(state="failed", upload="")
    monkeypatch.setattr(receiving, "MOST_A_DAY", 3)
    assert "Please go on tomorrow." in send(client).content.decode()


def test_a_post_without_its_token_leaves_no_file(alice: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert send(client).status_code == 403
    assert files() == []


def test_other_pages_take_no_files(client: Client) -> None:
    client.post("/settings/", {"file": SimpleUploadedFile("x", b"x" * 5_000_000)})
    assert files() == []
