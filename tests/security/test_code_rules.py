"""Rules that the code keeps everywhere, read off the code itself: what it never calls, asks or puts together."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for path in ROOT.glob("tracker/**/*.py") if "migrations" not in path.parts]
SCRIPTS = list(ROOT.glob("static/js/*.js"))
TEMPLATES = list(ROOT.glob("templates/**/*.html"))
STYLES = list(ROOT.glob("static/css/*.css"))

RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
READS_OBJECTS = {"pickle", "marshal", "shelve", "dill", "jsonpickle", "yaml"}
PARSES_XML = {"xml.etree", "xml.dom", "xml.sax", "lxml", "xmlrpc", "defusedxml"}
ASKS_OTHERS = {
    *("socket", "socketserver", "ssl", "http.client", "urllib.request", "ftplib", "telnetlib", "imaplib"),
    *("poplib", "smtplib", "requests", "httpx", "aiohttp", "websockets", "ldap", "memcache", "pylibmc"),
}
PREDICTABLE = {"random"}
# Made-up diaries, the same for the same seed.
SIMULATES = ("tracker/simulation/", "tracker/changes/sample.py")
# Where a statement is put together: names of our own tables and columns alone, each place says so.
WRITES_SQL = {
    *("tracker/changes/wiping.py", "tracker/importers/foreign_sqlite.py"),
    *("tracker/changes/importing/writing.py", "tracker/changes/snapshots.py", "tracker/models/references.py"),
    *("tracker/leaving/counts.py", "tracker/whole_diary.py"),
    *("tracker/backups/contents.py", "tracker/backups/moving.py", "tracker/backups/sqlite.py"),
    "tracker/models/audit.py",
}
MARKUP = re.compile(
    r"\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|createContextualFragment"
)
RUNS_IN_BROWSER = re.compile(r"\beval\(|new Function\(|setTimeout\(\s*[\"'`]|javascript:")
OTHER_CHANNELS = re.compile(
    r"postMessage|addEventListener\(\s*[\"']message|WebSocket|EventSource|RTCPeer|importScripts|jsonp",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}", re.IGNORECASE)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Those that these rules look at."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.Import | ast.ImportFrom | ast.Call | ast.FunctionDef
    return tuple(node for node in ast.walk(tree) if isinstance(node, kinds))


@cache
def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def importers_of(modules: set[str]) -> set[str]:
    starts = tuple(f"{module}." for module in modules)
    return {
        name_of(path)
        for path in CODE
        if any(name in modules or name.startswith(starts) for name in imported(path))
    }


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes(path) if isinstance(node, ast.Call))


def matches(files: list[Path], pattern: re.Pattern[str]) -> list[str]:
    assert len(files) > 10
    return [
        f"{name_of(path)}: {found[0]}"
        for path in files
        for found in pattern.finditer(path.read_text(encoding="utf-8"))
    ]


def test_no_text_is_ever_run_as_code():
    assert len(CODE) > 200
    found = [
        f"{name_of(path)}:{call.lineno}"
        for path in CODE
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id in RUNS_TEXT
    ]
    assert found == []


def test_no_objects_are_read_from_bytes_and_xml_by_one_bounded_reader_alone():
    assert importers_of(READS_OBJECTS | PARSES_XML) == set()
    assert importers_of({"xml.parsers.expat", "xml.parsers"}) == {"tracker/importers/apple_xml.py"}


def test_no_template_pattern_or_format_is_made_of_what_somebody_sent():
    """A pattern is a literal or joins literals of our own; `format` belongs to one; no template comes from text."""
    found = []
    for path in CODE:
        for call in calls(path):
            function, first = call.func, call.args[0] if call.args else None
            if not isinstance(function, ast.Attribute):
                continue
            of_re = isinstance(function.value, ast.Name) and function.value.id == "re"
            if of_re and function.attr not in {"escape", "compile"} and not is_ours(first):
                found.append(f"{name_of(path)}: re.{function.attr}")
            if function.attr == "format" and not (is_ours(function.value) or is_parent(function.value)):
                found.append(f"{name_of(path)}: format")
            if function.attr in {"from_string", "Template"}:
                found.append(f"{name_of(path)}: {function.attr}")
    # Their text has a name: of a literal, of the router's address of a page, or of a caller's own `_PATTERN`.
    literals = {"tracker/exchange/own_files.py: format", "tracker/gate/happened.py: format"}
    literals |= {"tracker/templatetags/day_spots.py: format", "tracker/templatetags/unknot.py: format"}
    assert set(found) <= literals


def test_patterns_are_compiled_once_when_a_module_is_loaded():
    """So nothing that somebody sent can have a part in one."""
    within = [
        f"{name_of(path)}:{call.lineno}"
        for path in CODE
        for function in nodes(path)
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and (call.func.value.id, call.func.attr) == ("re", "compile")
    ]
    assert within == []


def is_ours(text: ast.expr | None) -> bool:
    """A literal or a constant."""
    return isinstance(text, ast.Constant) or (isinstance(text, ast.Name) and text.id.isupper())


def is_parent(text: ast.expr) -> bool:
    """`super()`: what a class does that is no text."""
    return isinstance(text, ast.Call) and isinstance(text.func, ast.Name) and text.func.id == "super"


def test_hashes_of_ours_are_of_the_sha_2_and_3_families():
    used = {
        alias.name
        for path in CODE
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and node.module == "hashlib"
        for alias in node.names
    } | {
        call.func.attr
        for path in CODE
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "hashlib"
    }
    assert used == {"sha256", "shake_256"}


def test_programs_are_started_by_a_list_of_words_never_through_a_shell():
    found = [
        f"{name_of(path)}:{call.lineno}"
        for path in CODE
        for call in calls(path)
        if any(word.arg == "shell" for word in call.keywords)
        or (isinstance(call.func, ast.Attribute) and call.func.attr in {"system", "popen", "getoutput"})
    ]
    assert found == []


def test_no_module_can_ask_another_server():
    assert importers_of(ASKS_OTHERS) == set()


def test_what_must_not_be_guessed_never_comes_from_a_predictable_generator():
    assert [name for name in importers_of(PREDICTABLE) if not name.startswith(SIMULATES)] == []


def test_statements_are_put_together_in_few_known_places_and_from_our_own_names():
    """Bandit's S608 and S611 look for the same; `make lint` runs them."""
    raw = {"raw", "extra", "RawSQL"}
    asked = [
        f"{name_of(path)}:{call.lineno}"
        for path in CODE
        for call in calls(path)
        if (isinstance(call.func, ast.Attribute) and call.func.attr in raw)
        or (isinstance(call.func, ast.Name) and call.func.id in raw)
    ]
    assert asked == []
    together = {
        name_of(path)
        for path in CODE
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"execute", "executemany", "_ask"}
        and call.args
        and isinstance(call.args[0], ast.JoinedStr)
    }
    assert together <= WRITES_SQL


def test_scripts_write_text_and_no_markup_and_run_nothing():
    assert matches(SCRIPTS, MARKUP) == []
    assert matches(SCRIPTS, RUNS_IN_BROWSER) == []


def test_scripts_open_no_channel_beside_requests_to_this_server():
    assert matches(SCRIPTS, OTHER_CHANNELS) == []


def test_scripts_copy_no_keys_that_came_in():
    """Else an answer could name `__proto__` and change every object of the page."""
    copies = re.compile(
        r"for \((?:const|let|var) \w+ in |Object\.assign\([^,]+,(?!\s*\{)|setPrototypeOf|__proto__"
    )
    assert matches(SCRIPTS, copies) == []


def test_pages_scripts_and_styles_name_no_other_server():
    for files in (TEMPLATES, SCRIPTS, STYLES):
        assert matches(files, ELSEWHERE) == []


def test_no_page_takes_text_as_markup():
    unsafe = re.compile(r"\|\s*safe\b|autoescape off|\{%\s*filter\s+safe")
    assert matches(TEMPLATES, unsafe) == []


def test_no_page_has_a_script_or_a_style_within():
    within = re.compile(
        r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))[^>]*>|<style|\sstyle=\"|\son[a-z]+=\"|hx-on",
        re.IGNORECASE,
    )
    assert matches(TEMPLATES, within) == []
