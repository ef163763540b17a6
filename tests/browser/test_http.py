"""What the server itself makes of requests that two programs could read in two ways, spoken to byte by byte."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.browser.rig import Server


def spoken(server: Server, text: str) -> list[str]:
    """The status lines that come back for these bytes until the server hangs up."""
    at = urlsplit(server.base_url)
    with socket.create_connection((at.hostname, at.port), timeout=5) as line:
        line.sendall(text.replace("\n", "\r\n").replace("HOST", at.netloc).encode("latin-1"))
        said = b""
        while some := line.recv(65_536):
            said += some
    return [part.split("\r\n")[0] for part in said.decode("latin-1").split("HTTP/1.1 ")[1:]]


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 3\nContent-Length: 40",
        "Content-Length: 3, 40",
        "Content-Length: +3",
        "Transfer-Encoding: identity, xchunked",
        "Content-Length : 3",
        "X-Folded: one\n two",
    ],
)
def test_a_request_whose_end_is_in_doubt_is_refused(server: Server, headers: str):
    said = spoken(server, f"POST /account/login/ HTTP/1.1\nHost: HOST\n{headers}\n\nabc")
    assert len(said) <= 1
    assert not said or said[0].startswith("400")


def test_where_both_ends_are_named_nothing_is_left_over_for_the_next_request(server: Server):
    """A proxy may have read the chunks: read by its length, on a line kept open, it would swallow the next one."""
    said = spoken(
        server,
        "POST /account/login/ HTTP/1.1\nHost: HOST\nContent-Length: 60\nTransfer-Encoding: chunked\n\n0\n\n"
        "GET /help-now/ HTTP/1.1\nHost: HOST\nConnection: close\n\n",
    )
    assert len(said) in {1, 2}
    assert all(status[:3] in {"400", "403", "200"} for status in said)
