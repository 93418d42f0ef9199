"""What WeasyPrint leaves out of a tagged PDF, added while it writes.

WeasyPrint tags no language inside a document, gives header cells no scope, leaves the text of the
margins in the reading order's map and writes either PDF/A or PDF/UA into the metadata. This module
hooks into the one function that builds the tag tree; pyproject pins the version it knows.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags as weasyprint_tags

_build_box_tree = weasyprint_tags._build_box_tree  # noqa: SLF001, the only place to hook in

# Inline and grouping elements that say nothing where a line or a page broke inside them.
_PRUNED = frozenset({"/Span", "/NonStruct", "/Div", "/P"})
# Elements that hold text themselves; WeasyPrint wraps each stretch of it in a Span of its own.
_HOLDING_TEXT = frozenset(
    {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/TH", "/TD", "/Lbl", "/LBody", "/Span"}
)
_ROOTS = frozenset({"html", "body"})
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# The hyphen at the end of a line is no part of the word: read aloud and copied as a soft one.
LINE_END, SOFT = b"> <2010>", b"> <00ad>"

PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard this file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class Tagging:
    """Collects, for one document, what the finisher has to mend.

    `marks` are the boxes of each page by the number of their marked content; `blocks` the parts
    that templates name by `data-block`, with their page, box and structure element.
    """

    def __init__(self) -> None:
        self.marginal: dict[int, set[int]] = defaultdict(set)
        self.marks: dict[int, dict[int, Any]] = {}
        self.blocks: dict[str, tuple[int, Any, pydyf.Dictionary]] = {}
        self._tables: dict[Any, pydyf.Dictionary] = {}
        self._texts: dict[bytes, list[pydyf.Dictionary]] = defaultdict(list)

    def take_over(self) -> None:
        """Let WeasyPrint build the tags of its next document through here."""
        weasyprint_tags._build_box_tree = self.build  # noqa: SLF001

    def build(  # noqa: PLR0917, WeasyPrint's own signature
        self,
        box: Any,
        parent: Any,
        pdf: pydyf.PDF,
        page_number: int,
        nums: dict[int, Any],
        annotations: list[Any],
        tags: dict[Any, dict[str, Any]],
    ) -> Iterator[Any]:
        """Build the tags of a box and of all within it, as WeasyPrint does and a little more."""
        if page_number not in self.marks:
            self.marks[page_number] = {kid["mcid"]: inner for inner, kid in tags.items()}
            pdf.add_object = partial(self._add_object, pdf)
        if isinstance(box, boxes.MarginBox):
            self._set_apart(box, page_number, nums, tags)
            return
        for element in _build_box_tree(box, parent, pdf, page_number, nums, annotations, tags):
            self._hold_text(pdf, element, nums)
            _add_language(box, element)
            _add_scope(box, element)
            _add_body(pdf, element)
            _describe_link(box)
            if name := _named_block(box):  # the outermost box of the element comes last
                self.blocks[name] = page_number, box, element
            if element["S"] == "/Table" and not self._is_new_table(box, element):
                self._continue_table(pdf, self._tables[box.element], element, page_number, nums)
            elif element["K"] or element["S"] not in _PRUNED:
                yield element

    def _add_object(self, pdf: pydyf.PDF, item: Any) -> None:
        """Add an object, but for a Span about one stretch of text: it waits for `_hold_text`.

        WeasyPrint enters its reference in the element and in the map of the page: the element's
        own, which is right for the map if the Span is not needed.
        """
        if not _is_wrapped_text(item) or _object(pdf, item["P"])["S"] not in _HOLDING_TEXT:
            pydyf.PDF.add_object(pdf, item)
            return
        item.number = _object(pdf, item["P"]).number
        self._texts[item.reference].append(item)

    def _hold_text(self, pdf: pydyf.PDF, element: pydyf.Dictionary, nums: dict[int, Any]) -> None:
        """Let an element of nothing but text hold it itself; beside others it stays in Spans.

        Checkers of the reading order read all that an element holds itself before its parts.
        """
        own = element.reference
        spans = self._texts.pop(own, [])
        if len(spans) == len(element["K"]):
            element["K"][:] = [mark for span in spans for mark in span["K"]]
            return
        waiting = iter(spans)
        for index, kid in enumerate(element["K"]):
            if kid == own:
                span = next(waiting)
                pydyf.PDF.add_object(pdf, span)
                nums[span["K"][0]] = element["K"][index] = span.reference

    def _set_apart(
        self, box: Any, page_number: int, nums: dict[int, Any], tags: dict[Any, dict[str, Any]]
    ) -> None:
        for inner in (box, *box.descendants()):
            if kid := tags.pop(inner, None):
                nums[kid["mcid"]] = "null"
                self.marginal[page_number].add(kid["mcid"])

    def _is_new_table(self, box: Any, element: pydyf.Dictionary) -> bool:
        return self._tables.setdefault(box.element, element) is element

    def _continue_table(
        self,
        pdf: pydyf.PDF,
        table: pydyf.Dictionary,
        rest: pydyf.Dictionary,
        page_number: int,
        nums: dict[int, Any],
    ) -> None:
        """A table over many pages is one table; its repeated head is no content."""
        for reference in rest["K"]:
            part = _object(pdf, reference)
            if part["S"] == "/THead":
                for mcid in _marked_in(pdf, part):
                    nums[mcid] = "null"
                    self.marginal[page_number].add(mcid)
            else:
                part["P"] = table.reference
                table["K"].append(reference)

    def finish(self, document: Any, pdf: pydyf.PDF) -> None:
        """WeasyPrint's finisher: margins to artifacts, scopes alone, both standards named."""
        del pdf.add_object
        for number, marked in self.marginal.items():
            _turn_to_artifacts(_page_stream(pdf, number), marked)
        for item in pdf.objects:
            if isinstance(item, pydyf.Dictionary) and item.get("S") in ("/TH", "/TD"):
                item.pop("ID", None)
                item["A"].pop("Headers", None)
            elif isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
                item.stream = [b"".join(item.stream).replace(b"</rdf:RDF>", PDF_UA)]
            elif isinstance(item, pydyf.Stream) and b"begincmap" in item.stream:
                item.stream = [line.replace(LINE_END, SOFT) for line in item.stream]


def _is_wrapped_text(item: Any) -> bool:
    """Whether it is a Span as WeasyPrint makes for a stretch of text; an element begins empty."""
    return isinstance(item, pydyf.Dictionary) and item.get("S") == "/Span" and bool(item["K"])


def _named_block(box: Any) -> str:
    """The name that a template gave to a part which is to be stamped."""
    return "" if box.element is None else str(box.element.attrib.get("data-block", ""))


def _add_language(box: Any, element: Any) -> None:
    if box.element is None or box.element_tag in _ROOTS or not hasattr(box.element, "attrib"):
        return
    attributes = box.element.attrib
    language = attributes.get("lang") or attributes.get(_XML_LANG)
    if language:
        element["Lang"] = pydyf.String(language)


def _add_body(pdf: pydyf.PDF, element: pydyf.Dictionary) -> None:
    """What stands in a list item beside its label stands in the item's body."""
    if element["S"] != "/LI":
        return
    apart = [k for k in element["K"] if _object(pdf, k)["S"] not in ("/Lbl", "/LBody", "/L")]
    if not apart:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(apart),
            "P": element.reference,
        }
    )
    pdf.add_object(body)
    for reference in apart:
        _object(pdf, reference)["P"] = body.reference
    element["K"] = pydyf.Array([k for k in element["K"] if k not in apart] + [body.reference])


def _object(pdf: pydyf.PDF, reference: bytes) -> pydyf.Dictionary:
    return pdf.objects[int(reference.split()[0])]


def _marked_in(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[int]:
    for kid in element["K"]:
        if isinstance(kid, int):
            yield kid
        else:
            yield from _marked_in(pdf, _object(pdf, kid))


def _describe_link(box: Any) -> None:
    """A link within the document is described by its words, not by the name of its target."""
    link = box.link_annotation
    if link is None or not ("Dest" in link or _leads_to_part(link)):
        return
    text = "".join(inner.text for inner in box.descendants() if isinstance(inner, boxes.TextBox))
    if text.strip():
        link["Contents"] = pydyf.String(text.strip())


def _leads_to_part(link: Any) -> bool:
    """Whether the link leads to an anchor in another part of a document that is bound later."""
    address = link.get("A", {}).get("URI")
    return bool(address is not None and address.string.startswith("anchor:"))


def _add_scope(box: Any, element: Any) -> None:
    if element["S"] == "/TH":
        by_row = box.element is not None and box.element.attrib.get("scope", "").startswith("row")
        element["A"]["Scope"] = "/Row" if by_row else "/Column"


def _page_stream(pdf: pydyf.PDF, number: int) -> pydyf.Stream:
    return _object(pdf, _object(pdf, pdf.page_references[number])["Contents"])


def _turn_to_artifacts(stream: pydyf.Stream, marked: set[int]) -> None:
    operators = stream.stream
    for index, operator in enumerate(operators):
        if operator == b"BDC" and operators[index - 1].get("MCID") in marked:
            operators[index - 2] = "/Artifact"
            operators[index - 1] = pydyf.Dictionary({"Type": "/Pagination"})
