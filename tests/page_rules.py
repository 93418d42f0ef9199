"""What every page must keep. The test client asks these of each page that any test fetches."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from urllib.request import Request, urlopen
from xml.etree.ElementTree import Element, TreeBuilder

from lxml.etree import HTMLParser, XMLSyntaxError

CONTROLS = frozenset({"input", "select", "textarea"})
UNLABELLED_INPUTS = frozenset({"hidden", "submit", "button", "reset", "image"})
NAMED_BY_ATTRIBUTE = ("aria-label", "aria-labelledby", "title")
POINTING = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage", "for")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ADDRESSES = ("href", "src", "action", "formaction")

REQUIRED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
REQUIRED_SOURCES = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
}


class PageIsFaulty(AssertionError):
    """A page that a test fetched breaks a rule of the house."""


class _Builder(TreeBuilder):
    def start(self, tag: str, attributes: Mapping[str, str]) -> Element:
        return super().start(tag, dict(attributes))


def parse(text: str) -> Element:
    """The document's root; raises PageIsFaulty where the HTML does not even parse.

    Whether it parses without a fault is for the Nu Html Checker to say.
    """
    parser = HTMLParser(target=_Builder(), recover=False)
    try:
        parser.feed(text)
        root: Element = parser.close()
    except XMLSyntaxError as error:
        raise PageIsFaulty(f"HTML: {error}") from error
    return root


def faults(root: Element, path: str) -> Iterator[str]:
    """Every rule that the page at `path` breaks, in words."""
    yield from _head_faults(root, path)
    yield from _heading_faults(root)
    yield from _id_faults(root)
    yield from _control_faults(root)
    yield from _inline_faults(root)
    yield from _form_faults(root)


def text_of(element: Element) -> str:
    """The text of an element and all in it, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _head_faults(root: Element, path: str) -> Iterator[str]:
    language = root.get("lang", "")
    if language not in {"lv", "en"}:
        yield f'the html element has lang="{language}"'
    in_address = re.match(r"/(lv|en)(/|$)", path)
    if in_address and in_address[1] != language:
        yield f'the page at {path} has lang="{language}"'
    titles = [text_of(one) for one in root.findall("./head/title")]
    if len(titles) != 1 or not titles[0]:
        yield f"the head has the titles {titles}"


def _heading_faults(root: Element) -> Iterator[str]:
    found = [(int(one.tag[1]), text_of(one)) for one in root.iter() if one.tag in HEADINGS]
    top = [text for level, text in found if level == 1]
    if len(top) != 1:
        yield f"the page has {len(top)} h1: {top}"
    before = 0
    for level, text in found:
        if not text:
            yield f"an h{level} is empty"
        if level > before + 1:
            yield f"h{level} “{text}” follows h{before}: a level is skipped"
        before = level


def _id_faults(root: Element) -> Iterator[str]:
    ids = Counter(identity for one in root.iter() if (identity := one.get("id")) is not None)
    yield from (
        f"the id “{name}” is there {count} times" for name, count in ids.items() if count > 1
    )
    for element in root.iter():
        for attribute in POINTING:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute}=“{name}” of <{element.tag}> points nowhere"
        target = element.get("href") or ""
        if target.startswith("#") and target[1:] not in ids:
            yield f"the link to {target} leads nowhere"


def _control_faults(root: Element) -> Iterator[str]:
    labels = {one.get("for"): text_of(one) for one in root.iter("label")}
    inside = {id(control) for one in root.iter("label") if text_of(one) for control in one.iter()}
    for control in root.iter():
        if control.tag not in CONTROLS or control.get("type") in UNLABELLED_INPUTS:
            continue
        named = any(control.get(attribute) for attribute in NAMED_BY_ATTRIBUTE)
        if not (named or id(control) in inside or labels.get(control.get("id"))):
            yield f"<{control.tag} name=“{control.get('name')}”> has no label"
    for one in root.iter():
        if one.tag in {"button", "a"} and not (text_of(one) or one.get("aria-label")):
            yield f"a <{one.tag}> has no text: {one.attrib}"
        if one.tag == "img" and one.get("alt") is None:
            yield f"an image has no alt: {one.get('src')}"
    for one in root.iter("fieldset"):
        if one.find("legend") is None and not one.get("aria-label"):
            yield "a fieldset has no legend"


def _inline_faults(root: Element) -> Iterator[str]:
    for one in root.iter():
        if one.tag == "style":
            yield "a <style> element"
        data = one.get("type", "").endswith("json")  # data blocks are not run
        if one.tag == "script" and not one.get("src") and not data:
            yield "an inline <script>"
        for name, value in one.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"the attribute {name} of <{one.tag}>"
            if name in ADDRESSES and value.strip().lower().startswith("javascript:"):
                yield f"a javascript: address in <{one.tag}>"


def _names(button: Element, form: Element) -> bool:
    return button.get("form") == form.get("id")


def _form_faults(root: Element) -> Iterator[str]:
    for form in root.iter("form"):
        if form.get("method", "get").lower() != "post":
            continue
        if not any(one.get("name") == "csrf_token" for one in form.iter("input")):
            yield f"the form to {form.get('action') or 'this page'} has no csrf_token"
        # A button may stand elsewhere in the page and name its form.
        own = [one for one in root.iter("button") if form.get("id") and _names(one, form)]
        buttons = [
            one for one in (*form.iter("button"), *own) if one.get("type", "submit") == "submit"
        ]
        submits = [one for one in form.iter("input") if one.get("type") == "submit"]
        if not buttons and not submits:
            yield f"the form to {form.get('action') or 'this page'} has no button: scripts only"


def header_faults(headers: dict[str, str]) -> Iterator[str]:
    """Security headers that an answer lacks."""
    for name, value in REQUIRED_HEADERS.items():
        if headers.get(name) != value:
            yield f"{name}: {headers.get(name)}"
    policy = {
        words[0]: words[1:]
        for part in headers.get("Content-Security-Policy", "").split(";")
        if (words := part.split())
    }
    for name, sources in REQUIRED_SOURCES.items():
        if policy.get(name) != sources:
            yield f"Content-Security-Policy: {name} {policy.get(name)}"
    for name, sources in policy.items():
        for source in sources:
            if source in {"*", "https:", "http:", "'unsafe-inline'", "'unsafe-eval'"}:
                yield f"Content-Security-Policy: {name} {source}"


# Tokens and moments differ on each fetch; a page that differs in nothing else is checked once.
_CHANGING = re.compile(rb'(?<=value=")[\w.-]{30,}(?=")')
_checked: set[bytes] = set()
# A browser that does not know it shows its ordinary keyboard.
_HARMLESS = ("The “inputmode” attribute is not supported in all browsers.",)


def validate(checker: Callable[[], str], html: bytes) -> list[str]:
    """What the Nu Html Checker says against the page; `checker` gives its address."""
    fingerprint = hashlib.sha256(_CHANGING.sub(b"token", html)).digest()
    if fingerprint in _checked:
        return []
    request = Request(
        f"{checker()}?out=json", data=html, headers={"Content-Type": "text/html; charset=utf-8"}
    )
    with urlopen(request, timeout=60) as answer:
        messages = json.load(answer)["messages"]
    wrong = [
        f"HTML, line {one.get('lastLine')}: {one['message']}\n    {one.get('extract', '')!r}"
        for one in messages
        if (one["type"] in {"error", "non-document-error"} or one.get("subType") == "warning")
        and not one["message"].startswith(_HARMLESS)
    ]
    if not wrong:
        _checked.add(fingerprint)
    return wrong
