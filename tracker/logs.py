"""What is written to the log: a link's address is its secret, so it is masked in every line."""

import logging
import re

# Below /s/ whatever is asked for, right or wrong; the address may also stand in the text of an error, quoted.
_LINK = re.compile(r"/s/[^/\s\"'?#]+|%2Fs%2F[^/\s\"'?#&]+", re.IGNORECASE)


class Line(logging.Formatter):
    """A line of the log, its traceback included, without the secret of any link."""

    def format(self, record: logging.LogRecord) -> str:
        return _LINK.sub("/s/...", super().format(record))
