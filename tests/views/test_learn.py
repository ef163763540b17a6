import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tracker.learning.evidence import STRENGTHS
from tracker.learning.pages import PAGES, LearnPage
from tracker.learning.sources import SOURCES, Citations
from tracker.models import Person

SLUGS = [
    "what-a-knot-is",
    "what-sets-them-off",
    "why-they-come-back",
    "why-one-recruits-its-neighbours",
    "what-people-do",
    "when-to-have-it-looked-at",
]


def main_of(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().partition('<main id="main">')[2].partition("</main>")[0].split())


def words_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


@pytest.fixture
def stranger(db: None) -> Client:
    return Client()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_is_open_to_everybody_and_says_what_it_is(
    stranger: Client, page: LearnPage, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        shown = main_of(stranger, "learn-page", page.slug)
    assert "General information, the same for everybody." in shown
    assert 'class="evidence"' in shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_numbers_its_sources_in_the_order_in_which_it_names_them(stranger: Client, page: LearnPage):
    shown = main_of(stranger, "learn-page", page.slug)
    cited = [int(number) for number in re.findall(r'href="#source-(\d+)"', shown)]
    listed = [int(number) for number in re.findall(r'id="source-(\d+)"', shown)]
    assert list(dict.fromkeys(cited)) == listed == list(range(1, len(listed) + 1))
    assert len(listed) >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_stays_calm_and_promises_nothing(stranger: Client, page: LearnPage):
    words = words_of(main_of(stranger, "learn-page", page.slug).partition('id="sources"')[0]).lower()
    banned = (
        r"!|\b(causes?|caused|cures?|heals?|significant|abnormal|risks?|patients?|you should|you have a)\b"
    )
    assert re.findall(banned, words) == []


def test_the_index_leads_to_every_page_and_each_page_to_the_next(stranger: Client):
    index = main_of(stranger, "learn")
    addresses = [reverse("learn-page", args=[slug]) for slug in SLUGS]
    assert re.findall(r'<h2><a href="([^"]+)"', index) == addresses
    for slug, following in zip(SLUGS, addresses[1:], strict=False):
        assert f'rel="next" href="{following}"' in main_of(stranger, "learn-page", slug)
    assert 'rel="prev"' not in main_of(stranger, "learn-page", SLUGS[0])
    assert 'rel="next"' not in main_of(stranger, "learn-page", SLUGS[-1])
    assert stranger.get(reverse("learn-page", args=["no-such-page"])).status_code == 404


def test_every_source_stands_on_some_page(stranger: Client):
    text = " ".join(main_of(stranger, "learn-page", slug) for slug in SLUGS).replace("&#x27;", "'")
    assert [key for key, source in SOURCES.items() if source.citation not in text.replace("&amp;", "&")] == []


def test_the_index_says_what_each_word_for_strength_means(stranger: Client):
    index = main_of(stranger, "learn")
    for strength in STRENGTHS.values():
        assert strength.words in index
        assert strength.meaning in index


def test_a_source_that_there_is_not_is_no_citation():
    citations = Citations()
    assert [citations.number(key) for key in ("GUZ20", "LU22", "GUZ20")] == [1, 2, 1]
    with pytest.raises(KeyError):
        citations.number("NOBODY99")


def test_more_and_the_warning_signs_lead_to_what_there_is_to_read(
    alice: Person, client_of: Callable[[Person], Client]
):
    client = client_of(alice)
    assert f'href="{reverse("learn")}"' in main_of(client, "more")
    assert reverse("learn-page", args=["when-to-have-it-looked-at"]) in main_of(client, "help-now")
