"""Takes apart what WeasyPrint laid out: blocks with slots, to be stamped as often as one likes.

A template puts each block on a page of its own (`data-block`) and marks in it what will differ
(`data-slot`). What is kept are the operators that paint the block, the places of its slots, and its
part of the tag tree. A block that could not be stamped faithfully is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from eventreg.documents.binding.shaping import NeedsLayout, shaped
from eventreg.documents.binding.typefaces import resource_name
from eventreg.documents.tagging import Tagging

SCALE = 0.75  # points in a CSS pixel
FILLER = "-"  # a slot that only makes its block taller
_FONT = re.compile(rb"/(\w+) ([\d.]+) Tf")
_SHOWN = re.compile(rb"<([0-9a-f]+)>")
_OPENING = re.compile(rb"1 0 0 -1 0 [\d.]+ cm")
_SCALE = b"0.75 0 0 0.75 0 0 cm"
_KEPT = ("ColSpan", "RowSpan", "Scope", "O")

Piece = list[Any]


class NotStampable(ValueError):
    """The block holds something that stamping cannot repeat."""


@dataclass(frozen=True)
class _Page:
    """A page's operators, and where each marked box of it stands."""

    tokens: list[Any]
    marks: dict[int, Any]
    marginal: set[int]
    places: dict[int, tuple[Any, Any, int]]
    faces: dict[bytes, str]


def captured_blocks(
    document: Any, pdf: pydyf.PDF, tagging: Tagging, faces: dict[bytes, str]
) -> dict[str, dict[str, Any]]:
    """All named blocks as plain values; raises NotStampable."""
    _refuse_drawings(pdf)
    found = {}
    for name, (number, box, element) in tagging.blocks.items():
        page = _page(document, pdf, tagging, number, faces)
        pieces, slots, marks = _pieces(page)
        _refuse_missing(name, box, slots)
        linked = {
            mark
            for mcid, mark in marks.items()
            if page.marks[mcid].element is not None and page.marks[mcid].element.get("data-link")
        }
        tree = [_tree(pdf, element, marks, linked)]
        found[name] = {
            "x": box.border_box_x(),
            "y": box.border_box_y(),
            "width": box.border_width(),
            "height": box.border_height(),
            "before": box.margin_top if isinstance(box, boxes.BlockBox) else 0,
            "after": box.margin_bottom if isinstance(box, boxes.BlockBox) else 0,
            "pieces": pieces,
            "slots": slots,
            "tree": tree,
        }
    return found


def captured_frames(
    document: Any, pdf: pydyf.PDF, tagging: Tagging, faces: dict[bytes, str]
) -> list[dict[str, Any]]:
    """The margins of each page, the place of the page's number, and the room for contents."""
    frames = []
    for number, page in enumerate(document.pages):
        box = page._page_box  # noqa: SLF001
        pieces, slots, _ = _pieces(_page(document, pdf, tagging, number, faces))
        frames.append(
            {
                "width": page.width,
                "height": page.height,
                "content": [box.content_box_x(), box.content_box_y(), box.width, box.height],
                "pieces": pieces,
                "slots": slots,
            }
        )
    return frames


def _page(
    document: Any, pdf: pydyf.PDF, tagging: Tagging, number: int, faces: dict[bytes, str]
) -> _Page:
    page = pdf.objects[int(pdf.page_references[number].split()[0])]
    stream = pdf.objects[int(page["Contents"].split()[0])]
    box = document.pages[number]._page_box  # noqa: SLF001
    places = {id(inner): place for inner, *place in _placed(box, None, None, 0)}
    return _Page(
        tokens=stream.stream,
        marks=tagging.marks.get(number, {}),
        marginal=tagging.marginal.get(number, set()),
        places={key: (one, two, three) for key, (one, two, three) in places.items()},
        faces=faces,
    )


def _placed(box: Any, container: Any, line: Any, index: int) -> Iterator[tuple[Any, Any, Any, int]]:
    """Each box with the block around it and its line's number there."""
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        yield box, container, line, index
    children = box.all_children() if isinstance(box, boxes.ParentBox) else ()
    for number, child in enumerate(children):
        if isinstance(child, boxes.LineBox):
            yield from _placed(child, box, child, number)
        else:
            yield from _placed(child, container, line, index)


def _pieces(page: _Page) -> tuple[list[Piece], list[dict[str, Any]], dict[int, int]]:
    """The operators in pieces; the slots among them; the place of each mark among the kept ones."""
    tokens = _inner(page.tokens)
    pieces: list[Piece] = []
    slots: list[dict[str, Any]] = []
    marks: dict[int, int] = {}
    index = 0
    while index < len(tokens):
        begins = index + 2 < len(tokens) and tokens[index + 2] == b"BDC"
        mcid = tokens[index + 1].get("MCID") if begins else None
        if mcid is None:
            _add(pieces, tokens[index], page.faces)
            index += 1
            continue
        end = tokens.index(b"EMC", index)
        inside = tokens[index + 3 : end]
        slot = _slot(page, mcid, inside)
        if mcid in page.marginal:
            pieces.append(["a"])
        elif slot is None or slot["name"] != FILLER:
            marks[mcid] = len(marks)
            pieces.append(["b", str(tokens[index])])
        index = end + 1
        if slot is None:
            for token in inside:
                _add(pieces, token, page.faces)
        elif slot["name"] != FILLER:
            for token in _before_text(inside):
                _add(pieces, token, page.faces)
            pieces.append(["s", len(slots)])
            slots.append(slot)
        else:
            continue
        pieces.append(["e"])
    return pieces, slots, marks


def _inner(tokens: list[Any]) -> list[Any]:
    """The page's operators within the matrix that turns and scales it."""
    head, saved, scale = tokens[:3]
    if not _OPENING.fullmatch(head) or (saved, scale) != (b"q", _SCALE) or tokens[-1] != b"Q":
        raise NotStampable("the page does not begin as expected")
    return tokens[3:-1]


def _add(pieces: list[Piece], token: Any, faces: dict[bytes, str]) -> None:
    if isinstance(token, pydyf.Object):
        text = token.data.decode("latin-1")
    elif isinstance(token, bytes):
        text = _FONT.sub(lambda found: _named_font(found, faces), token).decode("latin-1")
    else:
        text = str(token)
    if pieces and pieces[-1][0] == "o":
        pieces[-1][1] += "\n" + text
    else:
        pieces.append(["o", text])


def _named_font(found: re.Match[bytes], faces: dict[bytes, str]) -> bytes:
    return b"/%s %s Tf" % (resource_name(faces[found[1]]).encode(), found[2])


def _before_text(tokens: list[Any]) -> list[Any]:
    """The colours that a slot is set in."""
    return tokens[: tokens.index(b"BT")] if b"BT" in tokens else []


def _slot(page: _Page, mcid: int, inside: list[Any]) -> dict[str, Any] | None:
    box = page.marks[mcid]
    if mcid in page.marginal:
        name = "number" if _is_number(box) else ""
    else:
        name = box.element.attrib.get("data-slot", "") if box.element is not None else ""
    if not name:
        return None
    if name == FILLER:
        return {"name": FILLER}
    if isinstance(box, boxes.ReplacedBox):
        return {
            "name": name,
            "kind": "code",
            "x": box.content_box_x(),
            "y": box.content_box_y(),
            "width": box.width,
            "height": box.height,
        }
    return _text_slot(page, name, box, inside)


def _is_number(box: Any) -> bool:
    """Whether the text is the page's number: templates of frames say `#` in its place."""
    return isinstance(box, boxes.TextBox) and box.text == "#"


def _text_slot(page: _Page, name: str, box: Any, inside: list[Any]) -> dict[str, Any]:
    container, line, index = page.places[id(box)]
    font = next((found for token in inside if (found := _font(token))), None)
    if font is None:
        raise NotStampable(f"the slot {name} has no text")
    face, size = page.faces[font[1]], float(font[2])
    align = box.style["text_align_all"]
    align = {"start": "left", "end": "right", "justify": "left"}.get(align, align)
    left, room = container.content_box_x(), container.width
    if align == "left":
        left, room = box.position_x, left + room - box.position_x
    data = box.element.attrib if box.element is not None else {}
    _compare(box.text, face, inside)
    return {
        "name": name,
        "kind": "text",
        "face": face,
        "size": size,
        "x": left + {"left": 0, "center": room / 2, "right": room}[align],
        "y": box.position_y + box.baseline,
        "room": room,
        "align": align,
        "leading": line.height,
        "line": index,
        "link": str(data.get("data-link", "")),
        "cell": round(container.content_box_x()),
        "lines": int(data.get("data-lines", 0)),
        "least": float(data.get("data-least", 0)) / SCALE,
    }


def _font(token: Any) -> re.Match[bytes] | None:
    return _FONT.fullmatch(token) if isinstance(token, bytes) else None


def _compare(text: str, face: str, inside: list[Any]) -> None:
    """Our own glyphs of the sample text have to be WeasyPrint's."""
    theirs = b"".join(b"".join(_SHOWN.findall(token)) for token in inside if _shows(token))
    try:
        runs = shaped(text, face).runs
    except NeedsLayout as error:
        raise NotStampable(str(error)) from error
    ours = b"".join(b"".join(_SHOWN.findall(operand)) for _, operand in runs)
    if ours.rstrip(b"\0") != theirs:
        raise NotStampable(f"other glyphs than expected for {text!r}")


def _shows(token: Any) -> bool:
    return isinstance(token, bytes) and token.endswith(b"TJ")


def _tree(
    pdf: pydyf.PDF, element: pydyf.Dictionary, marks: dict[int, int], linked: set[int]
) -> dict[str, Any]:
    """A part of the tag tree; spans that say nothing are left out."""
    node: dict[str, Any] = {"S": str(element["S"]), "K": []}
    for key in ("Lang", "Alt"):
        if key in element:
            node[key] = element[key].string
    about = {key: str(value) for key, value in element.get("A", {}).items() if key in _KEPT}
    if len(about) > 1:
        node["A"] = about
    for kid in element["K"]:
        if isinstance(kid, int):
            mark = marks.get(kid)
            if mark in linked:
                node["K"].append({"S": "/Link", "K": [mark]})
            elif mark is not None:
                node["K"].append(mark)
            continue
        child = _tree(pdf, pdf.objects[int(kid.split()[0])], marks, linked)
        bare = child["S"] in ("/Span", "/NonStruct") and "Lang" not in child
        node["K"].extend(child["K"] if bare else [child])
    return node


def _refuse_drawings(pdf: pydyf.PDF) -> None:
    for each in pdf.objects:
        if isinstance(each, pydyf.Dictionary):
            if each.get("Subtype") == "/Link":
                raise NotStampable("a link")
            if any(each.get(key) for key in ("XObject", "Pattern", "Shading")):
                raise NotStampable("a picture or a pattern")


def _refuse_missing(name: str, box: Any, slots: list[dict[str, Any]]) -> None:
    wanted = sorted(
        each.attrib["data-slot"]
        for each in box.element.iter()
        if each.attrib.get("data-slot", FILLER) != FILLER
    )
    if wanted != sorted(slot["name"] for slot in slots):
        raise NotStampable(f"{name}: not every slot stands on its page once")
