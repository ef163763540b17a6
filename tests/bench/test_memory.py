import os
import subprocess
import sys
import time

import pytest

from bench import memory

pytestmark = pytest.mark.skipif(not memory.is_told(), reason="only Linux tells")
HOLDING = "import sys; held = bytearray(40_000_000); print(1, flush=True); sys.stdin.read()"


def test_a_child_counts_with_its_parent():
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout.readline() == b"1\n"
        assert {os.getpid(), child.pid} <= set(memory.tree(os.getpid()))
        assert 40_000_000 <= memory.proportional([child.pid]) <= memory.resident(child.pid) < 80_000_000
        child.stdin.close()
    assert memory.proportional([child.pid]) == 0


def test_a_peak_that_is_over_is_seen_until_it_is_forgotten():
    pid = os.getpid()
    memory.forget_peak(pid)
    before = memory.resident(pid)
    del_me = bytearray(60_000_000)
    del del_me
    assert memory.peak(pid) - before > 50_000_000
    memory.forget_peak(pid)
    assert memory.peak(pid) - before < 50_000_000


def test_processor_time_is_that_of_work_not_of_waiting():
    start, began = memory.processor_seconds([os.getpid()]), time.process_time()
    while time.process_time() - began < 0.05:
        pass
    time.sleep(0.05)
    used = memory.processor_seconds([os.getpid()]) - start
    assert 0.03 < used < 0.1
