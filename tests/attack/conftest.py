"""Attacks fall on one evening, and what the log would say of them is not of interest."""

import logging
from collections.abc import Iterator

import pytest
import time_machine

from tests.addresses import TODAY


@pytest.fixture(autouse=True)
def evening() -> Iterator[time_machine.Traveller]:
    logging.disable()
    with time_machine.travel(f"{TODAY}T19:14:00+00:00", tick=False) as clock:
        yield clock
    logging.disable(logging.NOTSET)
