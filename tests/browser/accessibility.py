"""axe-core on a page, as a person meets it: both colour schemes, on a phone and on a desktop."""

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

WIDTHS: dict[str, ViewportSize] = {
    "phone": {"width": 320, "height": 640},
    "desktop": {"width": 1280, "height": 900},
}
Scheme = Literal["light", "dark"]
Look = tuple[str, Scheme]

# Words decide how wide things are, and colours do not depend on words: so a page in both languages
# shows each width in both languages and each width in both schemes in half of all looks.
LOOKS: dict[str, Sequence[Look]] = {
    "lv": (("phone", "light"), ("desktop", "dark")),
    "en": (("phone", "dark"), ("desktop", "light")),
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_AXE = Axe().axe_script


def violations(page: Page, path: str) -> list[str]:
    """What axe finds against the page at `path` in the looks of its language: ask in both."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, f"{path} answers {answer.status}"
    page.evaluate(_AXE)
    found: list[str] = []
    for device, scheme in LOOKS[path.split("/")[1]]:
        size = WIDTHS[device]
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
        if wide := _scrolls_sideways(page):
            found.append(f"{page.url} at {size['width']} px scrolls sideways: {wide}")
        found += [f"{page.url} ({device}, {scheme}): {one}" for one in _axe_says(page)]
    return found


def _axe_says(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    # Only what is wrong crosses over to the test: what is right is most of what axe says.
    found = page.evaluate("options => axe.run(options).then(said => said.violations)", options)
    return [
        f"{violation['id']}: {violation['help']}: {[node['target'] for node in violation['nodes']]}"
        for violation in found
    ]


def _scrolls_sideways(page: Page) -> str:
    """The first element that sticks out of the page, or nothing when none does (WCAG 1.4.10)."""
    return str(
        page.evaluate(
            """() => {
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) return "";
                const out = [...document.querySelectorAll("body *")].find(
                    one => one.getBoundingClientRect().right > width + 1);
                return out ? out.outerHTML.slice(0, 120) : "the page";
            }"""
        )
    )
