"""What WeasyPrint leaves out of a tagged PDF, added while it writes.

WeasyPrint tags no language inside a document, gives header cells no scope, leaves the text of the
margins in the reading order's map and writes either PDF/A or PDF/UA into the metadata. This module
hooks into the one function that builds the tag tree; pyproject pins the version it knows.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags as weasyprint_tags

_build_box_tree = weasyprint_tags._build_box_tree  # noqa: SLF001, the only place to hook in

_ROOTS = frozenset({"html", "body"})
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

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
    """Collects, for one document, what the finisher has to mend."""

    def __init__(self) -> None:
        self.marginal: dict[int, set[int]] = defaultdict(set)

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
        if isinstance(box, boxes.MarginBox):
            self._set_apart(box, page_number, nums, tags)
            return
        for element in _build_box_tree(box, parent, pdf, page_number, nums, annotations, tags):
            _add_language(box, element)
            _add_scope(box, element)
            yield element

    def _set_apart(
        self, box: Any, page_number: int, nums: dict[int, Any], tags: dict[Any, dict[str, Any]]
    ) -> None:
        for inner in (box, *box.descendants()):
            if kid := tags.pop(inner, None):
                nums[kid["mcid"]] = "null"
                self.marginal[page_number].add(kid["mcid"])

    def finish(self, document: Any, pdf: pydyf.PDF) -> None:
        """WeasyPrint's finisher: margins to artifacts, scopes alone, both standards named."""
        for number, marked in self.marginal.items():
            _turn_to_artifacts(_page_stream(pdf, number), marked)
        for item in pdf.objects:
            if isinstance(item, pydyf.Dictionary) and item.get("S") in ("/TH", "/TD"):
                item.pop("ID", None)
                item["A"].pop("Headers", None)
            elif isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
                item.stream = [b"".join(item.stream).replace(b"</rdf:RDF>", PDF_UA)]


def _add_language(box: Any, element: Any) -> None:
    if box.element is None or box.element_tag in _ROOTS or not hasattr(box.element, "attrib"):
        return
    attributes = box.element.attrib
    language = attributes.get("lang") or attributes.get(_XML_LANG)
    if language:
        element["Lang"] = pydyf.String(language)


def _add_scope(box: Any, element: Any) -> None:
    if element["S"] == "/TH":
        by_row = box.element is not None and box.element.attrib.get("scope", "").startswith("row")
        element["A"]["Scope"] = "/Row" if by_row else "/Column"


def _page_stream(pdf: pydyf.PDF, number: int) -> pydyf.Stream:
    page = pdf.objects[int(pdf.page_references[number].split()[0])]
    return pdf.objects[int(page["Contents"].split()[0])]


def _turn_to_artifacts(stream: pydyf.Stream, marked: set[int]) -> None:
    operators = stream.stream
    for index, operator in enumerate(operators):
        if operator == b"BDC" and operators[index - 1].get("MCID") in marked:
            operators[index - 2] = "/Artifact"
            operators[index - 1] = pydyf.Dictionary({"Type": "/Pagination"})
