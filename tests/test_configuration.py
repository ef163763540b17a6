"""`.env.example`, the code that reads variables and the page that explains them name the same ones."""

import re
from pathlib import Path

from tools import configuration

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(
    r"(?:environment\.(?:text|flag|number|words|choice)|\btext|os\.environ\.get)\(\s*\"([A-Z_]+)\""
)
# Not for the person who hosts: how tests and tools are told things.
INTERNAL = {"CI", "CHROMIUM", "ENV_FILE", "NODE", "PATH", "TEST_DATABASE_URL"}


def variables_read() -> set[str]:
    files = [*ROOT.glob("tracker/**/*.py"), *ROOT.glob("tools/*.py")]
    return {name for path in files for name in READ.findall(path.read_text(encoding="utf-8"))} - INTERNAL


def variables_explained() -> set[str]:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([A-Z_]+)`", text, re.MULTILINE))


def test_the_example_names_every_variable_and_no_other():
    assert configuration.names() == variables_read()


def test_the_documentation_explains_every_variable_and_no_other():
    assert variables_explained() == variables_read()


def test_containers_are_given_every_variable_with_its_default_but_those_that_they_settle():
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    settled = {"DATA_DIR", "DATABASE_PASSWORD", "DATABASE_URL", "DEBUG", "HOST", "PORT", "SECRET_KEY"}
    passed = dict(re.findall(r'^ {4}([A-Z_]+): "\$\{\1:-(.*)\}"$', text, re.MULTILINE))
    assert set(passed) == configuration.names() - settled
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in ("BACKUP_BEFORE_UPGRADE", "EMAIL_PORT", "EMAIL_USE_TLS", "SESSION_DAYS", "UPLOAD_LIMIT_MB"):
        assert f"#{name}={passed[name]}\n" in example
