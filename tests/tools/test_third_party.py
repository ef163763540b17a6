from tools import third_party
from tools.steps import ROOT

TEXT = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")


def test_every_pinned_package_is_credited_with_its_version():
    packages = [*third_party.python_packages(), *third_party.npm_packages()]
    missing = [package for package in packages if f"| {package.name} | {package.version} |" not in TEXT]
    assert missing == []


def test_no_package_is_credited_with_an_unknown_licence():
    assert "see the package" not in TEXT
