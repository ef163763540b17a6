"""Asks a running server how it is, for health checks: `python -m tools.healthy /ready [host:port]`.

Exit code 0: it answered, and not with an error. Standard library only, and no redirection is followed: one to https
is an answer.
"""

import http.client
import os
import sys

SECONDS = 4


def answers(path: str, where: str) -> bool:
    """Asks as a browser would through a proxy: by a name that the server knows, and over https."""
    known = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    host = known.lstrip(".") if known not in ("", "*") else "127.0.0.1"
    connection = http.client.HTTPConnection(where, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status < 400
    except OSError:
        return False
    finally:
        connection.close()


def main(words: list[str]) -> int:
    port = os.environ.get("PORT", "").strip() or "8000"
    path, where = [*words, f"127.0.0.1:{port}"][:2]
    return 0 if answers(path, where) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
