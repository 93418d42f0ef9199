import contextlib
import signal
import socket
import threading
import time
import zlib
from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from structlog.testing import capture_logs

from eventreg.documents import press as module
from eventreg.documents.press import (
    Cancelled,
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


def test_neither_order_of_hashes_nor_the_hour_change_the_bytes(press, monkeypatch):  # R17
    whole = module._environment

    def elsewhere(scratch, limits):
        return {**whole(scratch, limits), "PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati"}

    monkeypatch.setattr(module, "_environment", elsewhere)
    other = Press(processes=1)
    try:
        assert render(other).pdf == render(press).pdf
    finally:
        other.close()


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
    started = time.monotonic()
    with pytest.raises(RenderingTooSlow):
        render(hasty, ENDLESS)
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


def test_a_renderer_killed_in_the_middle_is_replaced_and_the_document_comes_out(press, monkeypatch):
    long = PAGE + "<p>vārds vārds</p>" * 1500
    expected = render(press, long).pdf
    killed = []
    whole = module._Renderer.ask

    def ask(renderer, *more):
        if not killed:
            killed.append(renderer._process)
            threading.Timer(0.3, renderer._process.kill).start()
        return whole(renderer, *more)

    monkeypatch.setattr(module._Renderer, "ask", ask)

    assert render(press, long).pdf == expected
    assert killed[0].returncode == -signal.SIGKILL


ENDLESS = PAGE + "<table><tr><td>šķirba" * 300 + "<p>vārds " * 60_000


def test_a_document_that_nobody_wants_any_more_is_given_up_in_the_middle(press):
    render(press)  # warm
    asked = []

    def wanted():
        asked.append(press)
        return len(asked) < 3

    started = time.monotonic()
    with pytest.raises(Cancelled):
        render(press, ENDLESS, wanted=wanted)

    assert time.monotonic() - started < 20
    assert render(press).pages == 1


def test_what_fails_stands_in_the_log_and_what_is_given_up_does_not(press):
    with capture_logs() as said:
        with pytest.raises(RenderingFailed):
            render(press, f'{PAGE}<img src="http://127.0.0.1/" alt="x">')
        with pytest.raises(Cancelled):
            render(press, ENDLESS, wanted=lambda: False)

    (one,) = said
    assert (one["event"], one["log_level"]) == ("rendering failed", "error")
    assert "may not open http://127.0.0.1/" in one["reason"]


def test_a_renderer_that_is_killed_again_and_again_is_given_up(press, monkeypatch):
    whole = module._Renderer.ask

    def ask(renderer, head, blobs, *more):
        renderer._process.kill()
        return whole(renderer, head, blobs, *more)

    monkeypatch.setattr(module._Renderer, "ask", ask)
    with pytest.raises(RenderingFailed):
        render(press)
    monkeypatch.undo()

    assert render(press).pages == 1


ATTACKS = {
    "a frame": '<iframe src="http://127.0.0.1:{port}/"></iframe>',
    "an object": '<object data="http://127.0.0.1:{port}/"></object>',
    "an embedded file": '<embed src="http://127.0.0.1:{port}/">',
    "a sheet": '<link rel="stylesheet" href="http://127.0.0.1:{port}/">',
    "an attachment": '<link rel="attachment" href="http://127.0.0.1:{port}/">',
    "a picture in SVG": '<svg><title>x</title><image href="http://127.0.0.1:{port}/"/></svg>',
    "a use in SVG": '<svg><title>x</title><use href="http://127.0.0.1:{port}/#a"/></svg>',
    "a list mark": '<ul style="list-style-image: url(http://127.0.0.1:{port}/)"><li>x</ul>',
    "a content": "<style>p::before {{ content: url(http://127.0.0.1:{port}/) }}</style><p>x",
    "a base": '<base href="http://127.0.0.1:{port}/"><img src="a.png" alt="x">',
    "a script": "<script>fetch('http://127.0.0.1:{port}/')</script>",
    "a refresh": '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:{port}/">',
    "a file": '<img src="file:///etc/passwd" alt="x">',
    "an entity": '<!ENTITY x SYSTEM "file:///etc/passwd"><p>&x;</p>',
    "deep markup": "<div>" * 3000 + "x",
    "a huge length": '<p style="font-size: 1e9px; margin: 1e12px">x',
    "a huge span": '<table><tr><td colspan="1000" rowspan="65534">x</table>',
    "a huge number": '<ol start="99999999999999999999"><li>x</ol>',
    "a huge picture": '<svg width="1e9" height="1e9"><title>x</title><rect width="1e9"/></svg>',
    "nested uses": '<svg><title>x</title><g id="a"><use href="#a"/><use href="#a"/></g></svg>',
    "a laughing drawing": "<svg><title>x</title>"
    + "".join(f'<g id="l{n}">' + f'<use href="#l{n + 1}"/>' * 10 + "</g>" for n in range(9))
    + '<rect id="l9" width="1"/></svg>',
    "a font": "<style>@font-face {{ font-family: x; src: url(http://127.0.0.1:{port}/) }}</style>",
    "a filter": '<svg><title>x</title><image filter="url(http://127.0.0.1:{port}/#f)"/></svg>',
    "variables that swell": "<style>p {{ --a0: x; "
    + "".join(f"--a{n + 1}: var(--a{n}) var(--a{n}); " for n in range(40))
    + "content: var(--a40) }}</style><p>x",
    "a grid without end": '<p style="display: grid; grid: repeat(99999999, 1px) / 1px">x',
    "zero bytes": "<p>a\0b\x0b\ufffe\u202e</p>",
}


@pytest.mark.slow
def test_nothing_leaves_the_renderer_and_the_next_document_is_fine(listener):
    press = Press(processes=1, limits=Limits(seconds=4, memory_bytes=900 * 1024 * 1024))
    try:
        for attack in ATTACKS.values():
            with contextlib.suppress(RenderingFailed):
                render(press, PAGE + attack.format(port=listener.port))
            assert render(press).pages == 1
    finally:
        press.close()

    assert listener.asked == 0


@pytest.mark.parametrize("kind", ["image/png", "image/svg+xml", "text/css"])
def test_a_picture_that_leads_elsewhere_is_not_followed(press, listener, kind):
    elsewhere = f"http://127.0.0.1:{listener.port}/"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{elsewhere}"/>'
        f'<style>@import "{elsewhere}";</style></svg>'
    )
    leading = Picture(
        f"{kind}\r\nLocation: {elsewhere}\r\nRefresh: 0;url={elsewhere}", svg.encode()
    )

    for given in (leading, Picture(kind, svg.encode())):
        html = f'{PAGE}<img src="picture:p" alt="x"><link rel="stylesheet" href="picture:p">'
        with contextlib.suppress(RenderingFailed):
            render(press, html, pictures={"p": given})
        assert render(press).pages == 1

    assert listener.asked == 0


@pytest.fixture
def listener():
    """Counts who knocks at a port of this machine."""

    class Listener:
        asked = 0

        def __init__(self, server):
            self.server, self.port = server, server.getsockname()[1]

        def listen(self):
            while True:
                try:
                    connection, _ = self.server.accept()
                except OSError:
                    return
                self.asked += 1
                connection.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(server)
        thread = threading.Thread(target=listener.listen)
        thread.start()
        yield listener
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_picture_that_unpacks_to_a_bomb_is_refused(press):
    bomb = Picture("image/png", _png_of(60_000))

    with contextlib.suppress(RenderingFailed):
        render(press, f'{PAGE}<img src="picture:bomb" alt="x">', pictures={"bomb": bomb})

    assert render(press).pages == 1


def _png_of(side):
    """A picture of so many pixels a side, in a few bytes."""

    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return len(data).to_bytes(4, "big") + kind + data + check.to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress(bytes((side // 8 + 1) * 1000), 9)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
