import os
import signal
import socket
import sys
import threading
import time

import pytest

from tools.serve import Address, Group, commands, environment
from tools.steps import SetupError

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
]
FAILING = [sys.executable, "-c", "import sys; sys.exit(3)"]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "８０００"])
def test_a_port_that_is_none_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, port: str):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SetupError, match="whole number"):
        Address.from_environment()


def test_a_port_in_use_is_told_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = Address("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(SetupError, match=r"^Cannot serve on http://127.*in use.*PORT=\d+$"):
            address.check_free()


def test_a_port_just_left_is_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()
    Address("127.0.0.1", port).check_free()


@pytest.mark.parametrize(("set_to", "used"), [(None, "1"), ("2", "2")])
def test_what_is_served_calculates_in_one_thread_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, set_to: str | None, used: str
):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if set_to:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", set_to)
    says = f"import os, sys; sys.exit(os.environ['OPENBLAS_NUM_THREADS'] != '{used}')"
    process = Group([[sys.executable, "-c", says]]).processes[0]
    assert process.wait(20) == 0
    assert environment()["OPENBLAS_NUM_THREADS"] == used


def test_when_one_program_ends_the_others_are_stopped():
    group = Group([SLEEPER, FAILING])
    assert group.wait() == 3
    assert all(process.poll() is not None for process in group.processes)


def test_being_told_to_stop_stops_everything_and_is_no_failure():
    group = Group([SLEEPER, SLEEPER])
    threading.Timer(0.2, group.stop).start()
    assert group.wait() == 0


def test_a_program_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tools.serve.GRACE_SECONDS", 0.5)
    group = Group([DEAF, SLEEPER])
    time.sleep(0.5)
    group.stop()
    group.wait()
    assert group.processes[0].returncode == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(group.processes[0].pid, 0)


def test_the_worker_is_served_beside_the_pages():
    web, worker = commands(Address("127.0.0.1", 8000))
    assert web[-1] == "tracker.wsgi:application"
    assert worker[1:] == ["manage.py", "worker"]


LEAVES_ONE_BEHIND = """
import os, signal, subprocess, sys
code = "import socket, time; server = socket.create_server(('127.0.0.1', {port})); print('.'); time.sleep(60)"
behind = subprocess.Popen([sys.executable, "-u", "-c", code], stdout=subprocess.PIPE)
behind.stdout.read(1)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_program_leaves_behind_does_not_keep_its_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = Address("127.0.0.1", free.getsockname()[1])
    group = Group([[sys.executable, "-c", LEAVES_ONE_BEHIND.format(port=address.port)]])
    assert group.wait() != 0
    time.sleep(0.2)
    address.check_free()
