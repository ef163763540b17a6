"""What a test needs of the machine and does not find: it is skipped with what to install, and in CI it fails."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import NoReturn, TypeVar

import pytest

from tools.steps import SetupError

T = TypeVar("T")


def missing(what_to_install: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(what_to_install)
    pytest.skip(what_to_install)


@contextmanager
def needed(server: AbstractContextManager[T]) -> Iterator[T]:
    """A server that is the machine's or can be fetched, or else is missing."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(server)
        except SetupError as error:
            missing(str(error))
        yield running
