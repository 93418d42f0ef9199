"""Puts a file with the data into a finished PDF, which is PDF/A-3 then; run by the renderer."""

import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_PART, _PART_3 = b'pdfaid:part="2"', b'pdfaid:part="3"'


def attach(head: Mapping[str, Any], blobs: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """The PDF with the file in it: `name`, `media_type`, `says` in words, `made_at` as PDF says it.

    The file is associated with the whole document as its data. Same input, same bytes.
    """
    paper, data = blobs
    with pikepdf.open(BytesIO(paper)) as pdf:
        pages = len(pdf.pages)
        about = pdf.Root.Metadata.read_bytes()
        if about.count(_PART) != 1:
            raise ValueError("the paper does not say which part of PDF/A it keeps")
        pdf.Root.Metadata.write(about.replace(_PART, _PART_3))
        held = pdf.make_stream(data)
        held.Type, held.Subtype = Name.EmbeddedFile, Name("/" + head["media_type"])
        held.Params = Dictionary(
            Size=len(data),
            ModDate=String(head["made_at"]),
            CheckSum=String(hashlib.md5(data, usedforsecurity=False).digest()),
        )
        file = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(head["name"]),
                UF=String(head["name"]),
                Desc=String(head["says"]),
                AFRelationship=Name.Data,
                EF=Dictionary(F=held, UF=held),
            )
        )
        pdf.Root.AF = Array([file])
        names = pdf.Root.get("/Names", Dictionary())
        names.EmbeddedFiles = Dictionary(Names=Array([String(head["name"]), file]))
        pdf.Root.Names = names
        whole = BytesIO()
        pdf.save(whole, deterministic_id=True, fix_metadata_version=False)
    return {"ok": True, "pages": pages}, [whole.getvalue()]
