"""Alice, one spot of hers, and a clock that stands still."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests import factories
from tests.evening import ADDRESS, NOW
from tracker.models import Person, Spot


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def spot(alice: Person) -> Spot:
    return factories.spot(alice)


@pytest.fixture
def client(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


@pytest.fixture
def htmx(client: Client) -> Callable[..., Any]:
    """One control of the page tells the server its value."""

    def send(data: dict[str, Any], address: str = ADDRESS) -> Any:
        return client.post(address, data, headers={"HX-Request": "true"})

    return send
