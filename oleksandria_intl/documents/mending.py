"""What WeasyPrint leaves undone of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), done with pikepdf.

WeasyPrint claims one standard only; gives table heads no scope and list items no body; leaves page
numbers among the real content; dates nothing and cannot say of what type an attachment is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from oleksandria_intl.release import product

from .blocks import Blocks, Heading, Landscape
from .document import Attachment, Document
from .tag_grid import Tag, mend_grids
from .xmp import in_utc, packet

if TYPE_CHECKING:
    from pikepdf import Pdf

DIVISION = b" <2010>"
MARGIN_BOX = b"/Artifact\n<</Type/Pagination>>\nBDC"


def mend(content: bytes, document: Document) -> bytes:
    """Return the PDF with both standards claimed and kept; the same input gives the same bytes.

    The input is expected with its streams uncompressed: they are compressed here, once.
    """
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        _mend_structure(pdf)
        _mark_divisions(pdf)
        _describe_links(pdf, dict(_headings(document.blocks)))
        _describe(pdf, document)
        for attachment in document.attachments:
            _attach(pdf, attachment, _date(document.dated))
        mended = BytesIO()
        pdf.save(
            mended,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return mended.getvalue()


def _mend_structure(pdf: Pdf) -> None:
    """Mend the tree of tags: the scope of heads, the bodies of items, the numbers of pages."""
    root = pdf.Root.StructTreeRoot.K[0]
    placed = {kid.objgen for kid in root.K}
    tables = []
    for kind, element in _structure(pdf):
        if kind == "/TH":
            _give_scope(element)
        elif kind == "/TD":
            # WeasyPrint miscounts these below a rowspan; the scopes say it all.
            del element.A.Headers
        elif kind == "/LI":
            _give_body(pdf, element)
        elif kind == "/Table":
            tables.append(element)
        elif element.P.objgen == root.objgen and element.objgen not in placed:
            _make_artifact(pdf, element)
    mend_grids(pdf, tables)


def _structure(pdf: Pdf) -> Iterator[tuple[str, Tag]]:
    """Yield the tags, each with its kind; not the spans, which most are and which need no mending."""
    import pikepdf

    for each in list(pdf.objects):
        kind = str(each.get("/S", "")) if isinstance(each, pikepdf.Dictionary) else ""
        if kind not in ("", "/Span") and "/P" in each:
            yield kind, each


def _give_scope(head: Tag) -> None:
    from pikepdf import Name

    in_head = head.P.P.S == "/THead"
    head.A.Scope = Name.Column if in_head else Name.Row
    del head.ID


def _give_body(pdf: Pdf, item: Tag) -> None:
    """Put what stands beside the marker of an item into a body (ISO 14289-1, 7.2)."""
    from pikepdf import Array, Dictionary, Name

    kids = list(item.K)
    marks = [kid for kid in kids if _tag(kid) in ("/Lbl", "/LBody")]
    rest = [kid for kid in kids if _tag(kid) not in ("/Lbl", "/LBody")]
    if not rest:
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, Pg=item.Pg, K=Array(rest)))
    for kid in rest:
        if _tag(kid):
            kid.P = body
    item.K = Array([*marks, body])


def _tag(kid: Tag) -> str:
    from pikepdf import Dictionary

    return str(kid.get("/S", "")) if isinstance(kid, Dictionary) else ""


def _make_artifact(pdf: Pdf, element: Tag) -> None:
    """Take a margin box out of the real content (ISO 14289-1, 7.8)."""
    page = element.Pg
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * int(page.StructParents) + 1]
    stream = page.Contents.read_bytes()
    for span in element.K:
        mark = int(span.K[0])
        stream = stream.replace(b"/Span\n<</MCID %d>>\nBDC" % mark, MARGIN_BOX)
        parents[mark] = None
    page.Contents.write(stream)


def _mark_divisions(pdf: Pdf) -> None:
    """Have the hyphen of a divided word read as a soft one, which speech passes over (ISO 32000-1, 14.8.2.2.3).

    The stylesheet sets it as U+2010; nothing else in a paper is set so.
    """
    fonts = {font.objgen: font for page in pdf.pages for font in page.obj.Resources.get("/Font", {}).values()}
    for font in fonts.values():
        letters = font.ToUnicode.read_bytes()
        if DIVISION in letters:
            font.ToUnicode.write(letters.replace(DIVISION, b" <00ad>"))


def _headings(blocks: Blocks) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Heading) and block.anchor:
            yield block.anchor, block.line
        elif isinstance(block, Landscape):
            yield from _headings(block.blocks)


def _describe_links(pdf: Pdf, headings: dict[str, str]) -> None:
    """Say in words where a link within the paper leads (ISO 14289-1, 7.18.5)."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            anchor = str(annotation.get("/Dest", ""))
            if anchor in headings:
                annotation.Contents = headings[anchor]


def _describe(pdf: Pdf, document: Document) -> None:
    from pikepdf import Name

    dated = _date(document.dated)
    metadata = packet(document, creator=product(), producer=str(pdf.docinfo.Producer))
    pdf.Root.Metadata = pdf.make_stream(metadata, Type=Name.Metadata, Subtype=Name.XML)
    pdf.docinfo.Creator = product()
    for key in ("/CreationDate", "/ModDate"):
        pdf.docinfo[key] = dated


def _date(moment: datetime) -> str:
    return f"{in_utc(moment):D:%Y%m%d%H%M%SZ}"


def _attach(pdf: Pdf, attachment: Attachment, dated: str) -> None:
    """Embed the file and tie it to the whole paper as the data behind it (ISO 19005-3, 6.8)."""
    from pikepdf import Array, AttachedFileSpec, Name

    file = AttachedFileSpec(
        pdf,
        attachment.content,
        filename=attachment.name,
        description=attachment.description,
        mime_type=attachment.media_type,
        creation_date=dated,
        mod_date=dated,
        relationship=Name.Data,
    )
    pdf.attachments[attachment.name] = file
    if "/AF" not in pdf.Root:
        pdf.Root.AF = Array()
    pdf.Root.AF.append(file.obj)
