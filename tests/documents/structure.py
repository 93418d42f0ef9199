"""The tag tree of a PDF, for tests."""

from collections.abc import Iterator

import pikepdf


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """All structure elements in reading order."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        waiting.extend(reversed([kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]))


def reading_order(pdf: pikepdf.Pdf) -> dict[tuple[int, int], list[int]]:
    """The marks of each page, by the page's object, in the order in which the tree says them."""
    found: dict[tuple[int, int], list[int]] = {}
    waiting: list[tuple[object, pikepdf.Object | None]] = [(pdf.Root.StructTreeRoot, None)]
    while waiting:
        kid, page = waiting.pop()
        if not isinstance(kid, pikepdf.Dictionary):
            if page is not None:
                found.setdefault(page.objgen, []).append(int(kid))
            continue
        page = kid.get("/Pg", page)
        if "/MCID" in kid:
            waiting.append((int(kid.MCID), page))
            continue
        kids = kid.get("/K", pikepdf.Array())
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        waiting.extend((each, page) for each in reversed(list(kids)))
    return found


def tagged(pdf: pikepdf.Pdf, *tags: str) -> list[pikepdf.Dictionary]:
    """The elements with one of these tags."""
    return [element for element in elements(pdf) if str(element.S).removeprefix("/") in tags]


def marks(element: pikepdf.Dictionary) -> list[int]:
    """The numbers of the marked content that the element holds itself."""
    return [kid for kid in element.K if isinstance(kid, int)]


def tags_within(element: pikepdf.Dictionary) -> list[str]:
    """What stands directly in the element: tags, "Lang" for what is in another language, "text"."""
    return [
        "text" if isinstance(kid, int) else "Lang" if "/Lang" in kid else str(kid.S)[1:]
        for kid in element.K
    ]


def heading_levels(pdf: pikepdf.Pdf) -> list[int]:
    """The levels of the headings in reading order."""
    headings = tagged(pdf, "H1", "H2", "H3", "H4", "H5", "H6")
    return [int(str(element.S)[-1]) for element in headings]


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """The descendant fonts of all fonts."""
    found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    return [
        font for font in found if font.get("/Type") == "/Font" and font.get("/Subtype") != "/Type0"
    ]


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    """The titles of the outline, in order, children after their parent."""
    with pdf.open_outline() as outline:
        waiting = list(reversed(outline.root))
        titles = []
        while waiting:
            item = waiting.pop()
            titles.append(item.title)
            waiting.extend(reversed(item.children))
    return titles
