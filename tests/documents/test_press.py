import threading
import time
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from eventreg.documents import press as module
from eventreg.documents.press import (
    Limits,
    Picture,
    Press,
    RenderingFailed,
    RenderingTooSlow,
)

PAGE = '<!doctype html><html lang="lv"><title>.</title><h1>Sveiki, Ģirt!</h1>'


def render(press, html=PAGE, **more):
    return press.render(html, language="lv", title="Sveiki", **more)


@pytest.fixture
def hasty():
    press = Press(processes=1, limits=Limits(seconds=6, jobs=2))
    yield press
    press.close()


def a_picture():
    file = BytesIO()
    Image.new("RGB", (8, 8), "#7a1f2b").save(file, "PNG")
    return Picture("image/png", file.getvalue())


def test_it_gives_the_same_bytes_for_the_same_input(press):  # R17
    assert render(press).pdf == render(press).pdf


def test_it_gives_the_same_bytes_in_another_process(press, hasty):  # R17
    assert render(press).pdf == render(hasty).pdf


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "/etc/passwd",
        "http://127.0.0.1:9/picture.png",
        "https://example.org/picture.png",
        "ftp://example.org/picture.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "picture:of-another-job",
        "picture:../../etc/passwd",
    ],
)
def test_it_opens_no_address_that_was_not_given_to_it(press, address):
    picture = f'{PAGE}<img src="{address}" alt="x">'

    if address.startswith("/"):
        assert "Relative URI" in " ".join(render(press, picture).complaints)
    else:
        with pytest.raises(RenderingFailed, match="may not open"):
            render(press, picture)


@pytest.mark.parametrize(
    "css",
    [
        '@import "http://127.0.0.1:9/x.css";',
        "@font-face { font-family: x; src: url(file:///etc/passwd) } p { font-family: x }",
        "p { background: url(https://example.org/x.png) }",
    ],
)
def test_a_style_sheet_opens_no_address_either(press, css):
    with pytest.raises(RenderingFailed, match="may not open"):
        render(press, f'<html lang="lv"><title>.</title><style>{css}</style><p>x')


def test_it_prints_the_pictures_of_its_own_job(press):
    html = f'{PAGE}<img src="picture:logo" alt="Logo">'

    printed = render(press, html, pictures={"logo": a_picture()})

    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


@pytest.mark.slow
def test_a_document_that_takes_too_long_is_given_up(hasty):
    render(hasty)  # warm, so that only the document is timed
    endless = PAGE + "<table><tr><td>šķirba" * 300 + "<p>vārds " * 60_000

    started = time.monotonic()
    with pytest.raises(RenderingTooSlow):
        render(hasty, endless)
    assert time.monotonic() - started < 30


@pytest.mark.slow
def test_a_document_that_needs_too_much_memory_is_given_up():
    press = Press(processes=1, limits=Limits(memory_bytes=220 * 1024 * 1024))
    try:
        with pytest.raises(RenderingFailed):
            render(press, PAGE + "<p>vārds vārds vārds</p>" * 20_000)
    finally:
        press.close()


def test_the_press_goes_on_after_a_failure(press):
    with pytest.raises(RenderingFailed):
        render(press, f'{PAGE}<img src="http://127.0.0.1/" alt="x">')

    assert render(press).pages == 1


def test_a_renderer_that_did_its_share_is_replaced(hasty):
    assert [render(hasty).pages for _ in range(5)] == [1] * 5


def test_many_threads_may_print_at_once(press):
    results = []
    threads = [threading.Thread(target=lambda: results.append(render(press).pdf)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 6
    assert len(set(results)) == 1


def test_the_renderer_is_told_no_secret_of_ours(monkeypatch, tmp_path):
    monkeypatch.setenv("EVENTREG_SECRET_KEY", "very-secret")

    assert "very-secret" not in str(module._environment(tmp_path, Limits()))


def test_a_letter_no_bundled_font_has_is_marked_and_told(press):
    printed = render(press, PAGE + "<p>漢字 👍 Шевченко ā</p>")

    assert printed.unprintable == "字漢👍"


def test_a_letter_put_together_from_parts_prints_as_one(press):
    composed = render(press, PAGE + "<p>Āboliņa</p>")
    taken_apart = render(press, PAGE + "<p>A\u0304bolin\u0327a</p>")

    assert composed.pdf == taken_apart.pdf
