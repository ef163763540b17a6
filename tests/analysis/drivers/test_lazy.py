import subprocess
import sys


def test_a_page_may_hold_findings_without_paying_for_numpy():
    names = ["findings", "questions", "steps", "onset", "shown_days"]
    program = "import sys; " + "".join(f"import tracker.analysis.drivers.{name}; " for name in names)
    program += "sys.exit('numpy' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
