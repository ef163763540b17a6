"""What the registries say is told apart: clean, holes, and no answer, which is never taken for clean."""

import pytest

from tools import audit

NPM_CLEAN = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 11}}}
NPM_HOLE = {
    "vulnerabilities": {
        "chart.js": {
            "severity": "high",
            "range": "<2.9.4",
            "via": [{"title": "Prototype pollution in chart.js"}, "moment"],
        }
    },
    "metadata": {"dependencies": {"total": 11}},
}
REFUSED = {
    "message": "405 Method Not Allowed - POST https://registry.example/advisories/bulk",
    "statusCode": 405,
}
DJANGO = {"name": "django", "version": "5.2.0", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["5.2.1"]}]}
CLEAN = {"name": "granian", "version": "2.8.7", "vulns": []}
UNKNOWN = {"name": "typst", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def test_holes_are_named_with_the_version_that_mends_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert not audit.report("PyPI", lambda: audit.read_pypi({"dependencies": [DJANGO, CLEAN]}))
    assert not audit.report("npm", lambda: audit.read_npm(NPM_HOLE))
    said = capsys.readouterr().out
    assert "2 packages audited, 1 KNOWN HOLES" in said
    assert "django 5.2.0: CVE-2026-1 (mended in 5.2.1)" in said
    assert "chart.js <2.9.4: high (Prototype pollution in chart.js; through moment)" in said


def test_what_is_clean_is_told_with_the_number_that_was_looked_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.report("PyPI", lambda: audit.read_pypi({"dependencies": [CLEAN, UNKNOWN]}))
    assert audit.report("npm", lambda: audit.read_npm(NPM_CLEAN))
    said = capsys.readouterr().out
    assert "PyPI: 1 packages audited, no known holes." in said
    assert "not audited: typst" in said
    assert "npm: 11 packages audited, no known holes." in said


@pytest.mark.parametrize("said", [{"dependencies": [UNKNOWN]}, {"dependencies": []}, {}, []])
def test_a_registry_that_knows_nothing_of_anything_has_not_answered(said: object) -> None:
    """pip-audit itself calls that clean and ends with 0."""
    with pytest.raises(audit.NoAnswerError):
        audit.read_pypi(said)


@pytest.mark.parametrize("said", [REFUSED, {}, []])
def test_a_registry_that_refuses_has_not_answered_and_it_is_said(
    said: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.report("npm", lambda: audit.read_npm(said))
    assert "npm: NOT AUDITED" in capsys.readouterr().out
    assert "clean" not in capsys.readouterr().out
