"""Packages that other readers refuse although the document in them is fine."""

from __future__ import annotations

import io

import docx
import pytest

from kejifupin.office import read_document
from kejifupin.office.archive import open_archive
from kejifupin.office.limits import Limits
from kejifupin.office.package import Package
from kejifupin.office.refusal import RefusedFileError

RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.fixture
def body(words) -> str:
    return words.tbl(words.tr("户名", "李四"))


@pytest.fixture
def reads(body, make_docx):
    """Whether a package with the parts given still reads."""

    def check(**parts) -> bool:
        document = read_document(make_docx(body, **parts), "a.docx")
        return [c.text for g in document.grids for c in g.cells] == ["户名", "李四"]

    return check


def links(*entries: str) -> str:
    return f'<Relationships xmlns="{RELS}">{"".join(entries)}</Relationships>'


def link(kind: str, target: str, extra: str = "") -> str:
    return f'<Relationship Id="r{kind}" Type="{KIND}/{kind}" Target="{target}" {extra}/>'


@pytest.mark.parametrize("target", ["NULL", "media/gone.png", "theme/theme1.xml", "../../up.xml"])
def test_links_that_lead_nowhere(reads, target):
    assert reads(**{"word/_rels/document.xml.rels": links(link("image", target))})


def test_python_docx_stops_at_such_a_link(body, make_docx):
    """The witness for the line above: the package really is one of those."""
    content = make_docx(body, **{"word/_rels/document.xml.rels": links(link("image", "NULL"))})
    with pytest.raises(KeyError):
        docx.Document(io.BytesIO(content))


@pytest.mark.parametrize(
    "main",
    [
        "/word/document.xml",
        "word\\document.xml",
        "word/Document.xml",
        "./word/../word/document.xml",
    ],
)
def test_the_main_part_is_found_however_it_is_written(reads, main):
    assert reads(**{"_rels/.rels": links(link("officeDocument", main))})


def test_the_main_part_may_have_another_name(words, make_docx):
    main = make_docx("", document=None)
    assert read_document(main, "a").issues == ()
    other = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{words.p('正文')}</w:body></w:document>"
    )
    parts = {
        "_rels/.rels": links(link("officeDocument", "word/document2.xml")),
        "word/document2.xml": other,
        "word/document.xml": "",
    }
    assert read_document(make_docx("", **parts), "a").paragraphs[0].text == "正文"


def test_names_with_backslashes_in_the_zip(body, make_zip):
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    content = make_zip({"word\\document.xml": document, "[Content_Types].xml": "<Types/>"})
    assert len(read_document(content, "a").grids) == 1


def test_no_relationships_and_no_content_types(reads):
    assert reads(**{"_rels/.rels": "", "[Content_Types].xml": ""})


@pytest.mark.parametrize(
    "kind",
    [f"{TYPES}.template.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"],
)
def test_templates_and_macro_documents(reads, kind):
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    assert reads(**{"[Content_Types].xml": types})


def test_strict_documents(words, body, make_docx):
    """ISO/IEC 29500 Strict says the same under other namespaces."""
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    rels = links(
        '<Relationship Id="r1" Target="word/document.xml"'
        ' Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/>'
    )
    content = make_docx("", document=strict, **{"_rels/.rels": rels})
    assert [c.text for c in read_document(content, "a").grids[0].cells] == ["户名", "李四"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
def test_other_encodings(words, body, make_docx, encoding):
    text = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    content = make_docx("", document=text.encode(encoding))
    assert [c.text for c in read_document(content, "a").grids[0].cells] == ["户名", "李四"]


def test_rare_constructions_are_seen_in_utf_16_too(words, make_docx):
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    hidden = words.r("隐", "<w:vanish/>")
    text = (
        '<?xml version="1.0" encoding="utf-16"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"<w:p>{box}{hidden}{words.r(chr(0xF0A8))}</w:p></w:body></w:document>"
    )
    content = make_docx("", document=text.encode("utf-16"))
    assert read_document(content, "a").paragraphs[0].text == "☑□"


class TestProperties:
    CUSTOM = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="x" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-11.1.0.9175'
        "</vt:lpwstr></property></Properties>"
    )
    CORE = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:identifier>kejifupin?form=a%2Fb&amp;version=2</dc:identifier>"
        "<cp:keywords>一户一策</cp:keywords></cp:coreProperties>"
    )

    def test_wps_says_that_it_wrote_the_file(self, make_docx):
        content = make_docx("", **{"docProps/custom.xml": self.CUSTOM})
        assert read_document(content, "a").producer == "WPS 2052-11.1.0.9175"

    def test_the_identifier_serves_when_custom_properties_are_lost(self, make_docx):
        content = make_docx("", **{"docProps/core.xml": self.CORE})
        properties = read_document(content, "a").properties
        assert (properties["form"], properties["version"]) == ("a/b", "2")
        assert properties["keywords"] == "一户一策"

    def test_damaged_properties_do_not_spoil_the_document(self, reads):
        assert reads(**{"docProps/core.xml": "<broken", "docProps/custom.xml": "<broken"})


def test_parts_alike_in_many_files_count_in_each(make_docx):
    """A part that was unpacked before is held to the limits as if it were new."""
    relations = f"<Relationships>{' ' * 3000}</Relationships>"
    content = make_docx(
        "<w:p><w:r><w:t>甲</w:t></w:r></w:p>", **{"word/_rels/document.xml.rels": relations}
    )
    tight = Limits(total_bytes=3000), Limits(part_bytes=2000)
    for limits in (None, *tight, None):
        codes = [issue.code for issue in read_document(content, "a", limits=limits).issues]
        assert codes == ([] if limits is None else ["file.dangerous"])


def test_parts_packed_alike_are_still_verified(make_docx):
    """A checksum that does not fit is told, though the same bytes were read before."""
    content = make_docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")
    assert read_document(content, "a").blocks
    at = content.index(b"_rels/.rels") - 30 + 14
    crc = content[at : at + 4]
    assert content.count(crc) == 2
    archive = open_archive(content.replace(crc, bytes(4)), Limits())
    with pytest.raises(RefusedFileError):
        Package(archive, Limits()).read_common("_rels/.rels")
