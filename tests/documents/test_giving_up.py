"""Bound documents whose renderer dies, or that nobody wants any more, in the middle."""

import pytest

from eventreg.documents import press as module
from eventreg.documents.bookbinder import Bookbinder
from eventreg.documents.part_cache import PartCache
from eventreg.documents.press import Cancelled
from eventreg.documents.printing import book_of
from tests.documents.matrix import plain, sign_in_of_a_day
from tests.documents.samples import FIRST


@pytest.fixture
def bind(press, words, tmp_path):
    """Binds a sheet of 600 lines, telling how far it is."""
    binder = Bookbinder(press, PartCache(tmp_path / "parts"), at_once=1)

    def bind(tell=lambda _done, _total: None):
        with words.app_context():
            facts = sign_in_of_a_day("lv", 600, plain(), bare=False)
            return binder.bind(book_of(facts, FIRST), tell)

    return bind


def test_a_document_comes_out_though_its_renderer_is_killed_while_it_is_bound(bind, monkeypatch):
    expected = bind().pdf
    asked, killed = [], []
    whole = module._Renderer.ask
    monkeypatch.setattr(
        module._Renderer,
        "ask",
        lambda renderer, *more: asked.append(renderer) or whole(renderer, *more),
    )

    def kill_at_the_first_pages(done, total):
        if total > 20 and not killed:
            killed.append(asked[-1])
            asked[-1]._process.kill()

    assert bind(kill_at_the_first_pages).pdf == expected
    assert len(killed) == 1


def test_a_document_that_is_given_up_while_it_is_bound_leaves_the_press_fit(bind):
    heard = []

    def give_up(done, total):
        heard.append((done, total))
        if total > 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        bind(give_up)

    assert heard[-1][0] < heard[-1][1]
    assert bind().pages > 20
