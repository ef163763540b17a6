from pathlib import Path

import pytest

from tools import check_sizes

LONG = "    x = 1\n" * 40


@pytest.fixture
def complaints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(check_sizes, "ROOT", tmp_path)

    def of(name: str, text: str) -> list[str]:
        path = tmp_path / name
        path.write_text(text)
        return list(check_sizes.check(path))

    return of


def test_a_function_of_forty_lines_passes(complaints):
    assert complaints("a.py", "def f():\n" + LONG[:-10]) == []


def test_a_longer_function_is_named_with_its_line(complaints):
    assert complaints("a.py", "\ndef f():\n" + LONG) == ["a.py:2: f has 41 lines, at most 40"]


@pytest.mark.parametrize(
    "opening",
    ["function f() {", "export async function f(a, b) {", "const f = (a) => {", "const f = async () => {"],
)
def test_a_long_javascript_function_is_named(complaints, opening: str):
    assert len(complaints("a.js", f"{opening}\n" + LONG + "}\n")) == 1


def test_a_long_block_is_no_function(complaints):
    assert complaints("a.js", "if (f(x)) {\n" + LONG + "}\n") == []


def test_a_long_method_is_named(complaints):
    assert len(complaints("a.js", "class A {\n  async open(point) {\n" + LONG + "  }\n}\n")) == 1


def test_a_file_of_three_hundred_lines_passes_and_one_more_does_not(complaints):
    assert complaints("a.css", "a {}\n" * 300) == []
    assert complaints("a.css", "a {}\n" * 301) == ["a.css: 301 lines, at most 300"]


def test_a_readme_is_shorter(complaints):
    assert complaints("README.md", "line\n" * 121) == ["README.md: 121 lines, at most 120"]
