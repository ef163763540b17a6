"""Processes that have Django loaded before they are born: `manage.py` a hundred times in the time of a few.

Run as a program it reads one JSON request a line (words, environment, where to print), forks, and answers with the exit
code. Each child reads the settings anew from the environment that it is given, as a process of its own would.
"""

import importlib
import json
import os
import runpy
import sys
import traceback

import django


def take_on(env: dict[str, str]) -> None:
    from django.conf import settings
    from django.db import connections

    os.environ.clear()
    os.environ.update(env)
    sys.path[:0] = env["PYTHONPATH"].split(":")
    module = importlib.reload(importlib.import_module("tracker.settings"))
    if env["DJANGO_SETTINGS_MODULE"] != "tracker.settings":
        module = importlib.import_module(env["DJANGO_SETTINGS_MODULE"])
    for name in dir(module):
        if name.isupper():
            setattr(settings, name, getattr(module, name))
    # What Django knew of DATABASES.
    connections._settings = None
    connections.__dict__.pop("settings", None)
    if hasattr(connections._connections, "default"):
        del connections["default"]


def live(words: list[str], output: str) -> int:
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{output}.{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    from django.core.management import execute_from_command_line

    try:
        if words[0] == "-m":
            sys.argv = words[1:]
            runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        else:
            execute_from_command_line(words)
    except SystemExit as asked:
        if isinstance(asked.code, str):
            print(asked.code, file=sys.stderr)
            return 1
        return asked.code or 0
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
        return 1
    return 0


def leave(code: int) -> None:
    from django.db import connections

    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    django.setup()
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            take_on(request["env"])
            code = live(request["words"], request["output"])
            leave(code)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
