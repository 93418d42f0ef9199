"""The words of a mail: paragraphs, lists and links with `{names}` in them, as HTML and as text.

They are Markdown without HTML, pictures and code. A `{name}` is replaced after the Markdown is
read, so that nothing that a person wrote into a form can become a link or a heading.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

NAME = re.compile(r"\{([a-z_]{1,40})\}")
_NAME_IN_ADDRESS = re.compile(r"%7B([a-z_]{1,40})%7D", re.IGNORECASE)
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br"}
_SCHEMES = {"http", "https", "mailto"}

_markdown = (
    MarkdownIt("zero", {"breaks": True})
    .enable(["list", "link", "autolink", "emphasis", "newline", "escape", "balance_pairs"])
    .enable(["fragments_join"])
)


def names_in(text: str) -> set[str]:
    """The names that stand in braces."""
    return set(NAME.findall(text))


def filled(text: str, values: Mapping[str, Any]) -> str:
    """A line with its names replaced; a name that `values` lacks raises KeyError."""
    return NAME.sub(lambda found: _said(values[found[1]]), text)


def as_html(text: str, values: Mapping[str, Any]) -> Markup:
    """The words as HTML that is safe to show."""
    html = _markdown.renderer.render(_read(text, values), _markdown.options, {})
    cleaned = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES)
    return Markup(cleaned)  # noqa: S704 - cleaned just now


def as_text(text: str, values: Mapping[str, Any]) -> str:
    """The words as plain text; a link's address stands behind its text."""
    blocks, marks = [], _Marks()
    for token in _read(text, values):
        marks.see(token)
        if token.type == "inline":
            blocks.append(marks.before() + "".join(_spoken(token.children or [])))
    return _joined(blocks)


class _Marks:
    """What stands before a paragraph: a dash or a number when it begins an item of a list."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []
        self._begins = False

    def see(self, token: Token) -> None:
        if token.type == "bullet_list_open":
            self._lists.append(None)
        elif token.type == "ordered_list_open":
            self._lists.append(int(token.attrGet("start") or 1) - 1)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._lists.pop()
        elif token.type == "list_item_open":
            self._begins = True
            number = self._lists[-1]
            self._lists[-1] = None if number is None else number + 1

    def before(self) -> str:
        if not self._lists:
            return ""
        begins, self._begins = self._begins, False
        number = self._lists[-1]
        indent = "  " * (len(self._lists) - 1)
        if not begins:
            return f"{indent}  "
        return f"{indent}- " if number is None else f"{indent}{number}. "


def _read(text: str, values: Mapping[str, Any]) -> list[Token]:
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.children:
            token.children = [new for child in token.children for new in _filled(child, values)]
    return tokens


def _filled(child: Token, values: Mapping[str, Any]) -> Iterator[Token]:
    """The token with its names replaced; the lines of a value stay lines."""
    if child.type == "link_open":
        child.attrSet("href", _address(str(child.attrGet("href") or ""), values))
    if child.type != "text":
        yield child
        return
    for number, line in enumerate(filled(child.content, values).split("\n")):
        if number:
            yield Token("softbreak", "br", 0)
        yield Token("text", "", 0, content=line)


def _address(address: str, values: Mapping[str, Any]) -> str:
    return _NAME_IN_ADDRESS.sub(lambda found: _said(values[found[1].lower()]), address)


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return "; ".join(str(each) for each in value)
    return str(value)


def _spoken(children: Iterable[Token]) -> Iterator[str]:
    """The text of a paragraph; behind a link's text its address, unless they are the same."""
    address, since = "", ""
    for child in children:
        if child.type == "link_open":
            address, since = str(child.attrGet("href") or ""), ""
        elif child.type == "link_close":
            target = address.removeprefix("mailto:")
            if target != since:
                yield f": {address}"
            address = ""
        elif child.type in {"softbreak", "hardbreak"}:
            yield "\n"
        else:
            since += child.content
            yield child.content


def _joined(blocks: Iterable[str]) -> str:
    """Paragraphs apart, the items of a list close together."""
    text = ""
    before = ""
    for block in blocks:
        close = _is_item(block) and _is_item(before)
        text += ("\n" if close else "\n\n") + block if text else block
        before = block
    return text


def _is_item(block: str) -> bool:
    return bool(re.match(r"\s*(- |\d+\. |  )", block))
