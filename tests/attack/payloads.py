"""Texts that would run, if any page or file took them for more than text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from tests.examples import examples

PAYLOADS = (
    "<script>own()</script>",
    '"><svg onload=own()>',
    "' onmouseover='own()",
    "</title></textarea><img src=x onerror=own()>",
    "{{7*7}}{% debug %}<zq-x>",
    '#read("/etc/passwd") $x$ *b*',
    '=HYPERLINK("//e.vil")',
    "\N{RIGHT-TO-LEFT OVERRIDE}evol\N{POP DIRECTIONAL FORMATTING} a\N{ZERO WIDTH JOINER}b",
    "&lt;b&gt; &amp; ]]><zq-x/>",
    "javascript:own()//",
)
# Each text begins with another payload and has the next one in each round: so few rounds have used all of them, and
# with EXAMPLES=all each text has been each payload.
ROUNDS = examples(len(PAYLOADS), part=2)
_ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster"}
_NEVER = {"iframe", "object", "embed", "base", "frame", "foreignobject", "zq-x", "style", "applet"}


@dataclass
class Words:
    """What is said for what: a payload, and a code by which a text is known again."""

    round: int = 0
    said: dict[tuple[str, int], str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)

    def say(self, what: str, most: int) -> str:
        what = what.rstrip(" 0123456789")
        number = self.codes.setdefault(what, len(self.codes))
        code, payload = f"~{number:x}~", PAYLOADS[(self.round + number) % len(PAYLOADS)]
        text = f"{payload[: most - len(code)]}{code}"
        self.said[what, self.round] = text
        return text


class Page(HTMLParser):
    """A page as a browser takes it: `wrong` is what none of ours ever has, `words` all that it shows or keeps."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.words += given.values()
        self.wrong += [f"<{tag} {name}>" for name in given if name.startswith("on") or name == "style"]
        ours = given.get("src", "").startswith("/static/") or given.get("type") == "application/json"
        if tag in _NEVER or (tag == "script" and not ours):
            self.wrong.append(f"<{tag}>")
        for name in _ADDRESSES & given.keys():
            address = urlsplit(given[name])
            if address.scheme not in {"", "https", "data"} or "e.vil" in address.netloc:
                self.wrong.append(f'<{tag} {name}="{given[name]}">')
            if tag == "a" and not address.netloc and not address.scheme:
                self.links.append(given[name])

    def handle_data(self, data: str) -> None:
        self.words.append(data)
