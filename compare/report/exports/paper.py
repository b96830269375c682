"""A Word document that runs right to left where its language does: paragraphs, runs, tables, pictures.

Three things make Arabic right in Word: the paragraph is bidi, every run of Arabic letters is marked rtl and
names a font for complex script, and tables are laid out from the right (bidiVisual).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection, Sequence
from typing import Any

from compare.report.exports.words import NoOfficeError, pieces, xml_safe
from compare.report.exports.zipped import steadied

# Fonts that Word and LibreOffice have or replace well; the first is for Latin letters, the second for Arabic.
_FONTS = ("Calibri", "Arial")
_LATIN, _COMPLEX = 10.5, 11.5
_WIDTH = 9638  # between the margins of A4, in twentieths of a point
_HEAD_FILL, _CLASH_FILL = "E9E4D8", "F6D9D2"
_MADE = dt.datetime(2000, 1, 1)


class Paper:
    """Builds one document. `way` is the direction of the report, `lang` its language."""

    def __init__(self, lang: str, way: str, title: str) -> None:
        try:
            import docx
        except ImportError:
            raise NoOfficeError("DOCX") from None
        self.lang, self.way = lang, way
        self.document: Any = docx.Document()
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, "tawatur", ""
        properties.created = properties.modified = properties.last_printed = _MADE
        properties.revision = 1
        properties.language = lang
        self._drop()
        self._styles()
        self._page()

    def _drop(self) -> None:
        """Takes out what the template brings and nobody needs: a picture of itself, styles of Word 2010."""
        for rels in (self.document.part.package.rels, self.document.part.rels):
            for id, relation in list(rels.items()):
                if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                    del rels[id]

    def _styles(self) -> None:
        from docx.shared import Pt, RGBColor

        for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Caption"):
            style = self.document.styles[name]
            run = style.element.get_or_add_rPr()
            fonts = run.get_or_add_rFonts()
            for key in list(fonts.attrib):
                del fonts.attrib[key]
            for key, font in zip(
                ("ascii", "hAnsi", "cs", "eastAsia"), (*_FONTS[:1] * 2, *_FONTS[1:] * 2), strict=True
            ):
                fonts.set(_name(f"w:{key}"), font)
        self.document.styles["Normal"].font.size = Pt(_LATIN)
        run = self.document.styles["Normal"].element.get_or_add_rPr()
        _put(run, "w:szCs", val=int(2 * _COMPLEX))
        _put(run, "w:lang", val=_region(self.lang), bidi="ar-SA")
        for name, size in (("Title", 20), ("Heading 1", 15), ("Heading 2", 12)):
            style = self.document.styles[name]
            style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x18, 0x20, 0x2C)
            _put(style.element.get_or_add_rPr(), "w:szCs", val=2 * size)
            _put(style.element.get_or_add_rPr(), "w:bCs")

    def _page(self) -> None:
        from docx.shared import Mm

        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
        if self.way == "rtl":
            # Behind what the schema wants before it.
            _put(section._sectPr, "w:bidi", before=("w:rtlGutter", "w:docGrid", "w:printerSettings"))
        foot = section.footer.paragraphs[0]
        self._direct(foot)
        foot.alignment = 1
        run = foot.add_run()
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            part = _element("w:fldChar", fldCharType=kind) if kind else _element("w:instrText")
            if text:
                part.text = text
            run._r.append(part)

    def _direct(self, paragraph: Any) -> None:
        if self.way == "rtl":
            # The elements of a paragraph's properties have an order; python-docx keeps it for those it knows.
            properties = paragraph._p.get_or_add_pPr()
            _put(properties, "w:bidi", before=_AFTER_BIDI)

    def fill(self, paragraph: Any, text: str, *, bold: bool = False, grey: bool = False) -> None:
        """Adds text to a paragraph: a run for each stretch of one direction."""
        from docx.shared import RGBColor

        for piece, way in pieces(xml_safe(text), self.way):
            run = paragraph.add_run(piece)
            properties = run._r.get_or_add_rPr()
            if bold:
                run.bold = True
                _put(properties, "w:bCs", before=_AFTER_BCS)
            if grey:
                run.font.color.rgb = RGBColor(0x66, 0x70, 0x7D)
            if way == "rtl":
                _put(
                    properties,
                    "w:rtl",
                    before=("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish"),
                )

    def heading(self, text: str, level: int = 1) -> None:
        paragraph = self.document.add_paragraph(style="Title" if level == 0 else f"Heading {level}")
        self._direct(paragraph)
        self.fill(paragraph, text)

    def paragraph(self, text: str, *, bold: bool = False, grey: bool = False, kept: bool = False) -> None:
        """A paragraph; one that is `kept` stays on the page of what follows."""
        paragraph = self.document.add_paragraph()
        if kept:
            paragraph.paragraph_format.keep_with_next = True
        self._direct(paragraph)
        self.fill(paragraph, text, bold=bold, grey=grey)

    def bullet(self, lead: str, text: str) -> None:
        """One item of a list; `lead` stands before it in bold letters."""
        paragraph = self.document.add_paragraph(style="List Bullet")
        self._direct(paragraph)
        if lead:
            self.fill(paragraph, f"{lead} ", bold=True)
        self.fill(paragraph, text)

    def table(
        self,
        heads: Sequence[str],
        widths: Sequence[int],
        rows: Sequence[Sequence[str]],
        clashes: Collection[int] = (),
    ) -> None:
        """A table whose first row stands on top of every page. `widths` are shares of the page.

        The second cell of the rows numbered in `clashes` is set in bold letters on red: beside its word.
        """
        table = self.document.add_table(rows=0, cols=len(heads), style="Table Grid")
        table.autofit = False
        properties = table._tbl.tblPr
        if self.way == "rtl":
            _put(properties, "w:bidiVisual", before=_AFTER_VISUAL)
        whole = sum(widths)
        sides = [_WIDTH * width // whole for width in widths]
        for column, side in zip(table._tbl.tblGrid.gridCol_lst, sides, strict=True):
            column.set(_name("w:w"), str(side))
        for number, cells in enumerate((heads, *rows)):
            row = table.add_row()
            own = row._tr.get_or_add_trPr()
            _put(own, "w:cantSplit")
            if number == 0:
                _put(own, "w:tblHeader")
            for at, (cell, text, side) in enumerate(zip(row._tr.tc_lst, cells, sides, strict=True)):
                clash = at == 1 and number - 1 in clashes
                self._cell(cell, text, side, _HEAD_FILL if number == 0 else _CLASH_FILL if clash else "")
        self.document.add_paragraph()

    def _cell(self, cell: Any, text: str, side: int, fill: str) -> None:
        from docx.text.paragraph import Paragraph

        properties = cell.get_or_add_tcPr()
        _put(properties, "w:tcW", w=side, type="dxa")
        if fill:
            _put(properties, "w:shd", val="clear", color="auto", fill=fill)
        lines = text.split("\n")
        for number, line in enumerate(lines):
            element = cell.p_lst[0] if number == 0 else cell.add_p()
            paragraph = Paragraph(element, self.document)
            self._direct(paragraph)
            self.fill(paragraph, line, bold=bool(fill))

    def picture(self, png: bytes, alt: str) -> None:
        """A picture as wide as the text, with words for those who do not see it."""
        from docx.shared import Mm

        paragraph = self.document.add_paragraph()
        paragraph.alignment = 1
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(165))
        shape._inline.docPr.set("descr", xml_safe(alt))
        if shape.height > Mm(220):
            shape.width, shape.height = int(shape.width * Mm(220) / shape.height), Mm(220)

    def to_bytes(self) -> bytes:
        """The document; the same content gives the same bytes."""
        target = io.BytesIO()
        self.document.save(target)
        return steadied(target.getvalue())


_AFTER_BIDI = tuple(
    f"w:{name}"
    for name in (
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
        *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl"),
        *("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)
_AFTER_BCS = tuple(
    f"w:{name}"
    for name in (
        *("i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint"),
        *("noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz"),
        *(
            "szCs",
            "highlight",
            "u",
            "effect",
            "bdr",
            "shd",
            "fitText",
            "vertAlign",
            "rtl",
            "cs",
            "em",
            "lang",
        ),
    )
)
_AFTER_SZCS = _AFTER_BCS[_AFTER_BCS.index("w:szCs") + 1 :]
_AFTER_VISUAL = tuple(
    f"w:{name}"
    for name in (
        *("tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd"),
        *("tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
    )
)
_ORDERED = {"w:szCs": _AFTER_SZCS, "w:bCs": _AFTER_BCS}


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)


def _element(tag: str, **values: object) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    for key, value in values.items():
        made.set(_name(f"w:{key}"), str(value))
    return made


def _put(parent: Any, tag: str, before: Sequence[str] = (), **values: object) -> None:
    """Sets one child element, before those that the schema wants behind it."""
    for old in parent.findall(_name(tag)):
        parent.remove(old)
    made = _element(tag, **values)
    behind = {_name(name) for name in (before or _ORDERED.get(tag, ()))}
    for at, child in enumerate(parent):
        if child.tag in behind:
            parent.insert(at, made)
            return
    parent.append(made)


def _region(lang: str) -> str:
    return {"ar": "ar-SA", "en": "en-GB", "ru": "ru-RU", "fr": "fr-FR"}.get(lang, lang)
