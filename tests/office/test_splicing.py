"""Pieces set into XML: they stand where they were put, and no other byte changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kejifupin.office.limits import Limits
from kejifupin.office.markup import W
from kejifupin.office.refusal import RefusedFileError
from kejifupin.office.splicing import SplicedPart

LIMITS = Limits()
NAMES = st.sampled_from(["a", "b", "n:c", "长"])
TEXTS = st.text(st.sampled_from("x 甲&<>\"'\n"), max_size=4)
PIECE = "<i>改</i>"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """XML as careless programs write it: comments, CDATA, both quotes, tags inside texts."""
    name = draw(NAMES)
    value = escaped(draw(TEXTS))
    attribute = draw(st.sampled_from(["", " ", f' k="{value}>"', " k = '/>'", '\n k="<!--"']))
    attribute = attribute.replace("<", "&lt;")
    children = draw(st.lists(elements(depth - 1), max_size=3)) if depth else []
    noise = st.sampled_from(["", "<!-- <a> -->", "<![CDATA[</a>]]>", "<?pi <b>?>", "甲"])
    inner = "".join(child + draw(noise) for child in children) + draw(noise)
    if not inner and draw(st.booleans()):
        return f"<{name}{attribute}/>"
    return f"<{name}{attribute}>{inner}</{name}>"


@given(data=st.data())
def test_pieces_stand_where_they_were_put_and_nothing_else_changes(data):
    body = data.draw(elements())
    source = f"<?xml version='1.0'?><!-- <r> --><r xmlns:n='urn:n'>{body}</r>"
    part = SplicedPart(source.encode(), LIMITS)
    every = list(part.root.iter())
    chosen = data.draw(st.sampled_from(every))
    sides = ["first", "last"] if chosen is part.root else ["before", "after", "first", "last"]
    side = data.draw(st.sampled_from(sides))
    part.put(chosen, side, PIECE)
    content = part.content()

    wanted = etree.fromstring(source.encode(), etree.XMLParser(remove_comments=False))
    numbered = [element for element in wanted.iter() if isinstance(element.tag, str)]
    target = numbered[every.index(chosen)]
    piece = etree.fromstring(PIECE.encode())
    if side == "first":
        piece.tail, target.text = target.text, None
        target.insert(0, piece)
    elif side == "last":
        target.append(piece)
    elif side == "before":
        target.addprevious(piece)
    else:
        tail, target.tail = target.tail, None
        target.addnext(piece)
        piece.tail = tail
    assert etree.tostring(etree.fromstring(content), method="c14n") == etree.tostring(
        wanted, method="c14n"
    )
    without = content.replace(PIECE.encode(), b"")
    name = etree.QName(chosen).localname
    closing = f"</{chosen.prefix}:{name}>" if chosen.prefix else f"</{name}>"
    # A lone tag that got content is opened, and is so much longer.
    assert len(without) - len(source.encode()) in (0, len(closing.encode()) - 1)


def test_nothing_put_gives_the_very_same_bytes():
    source = b"\xef\xbb\xbf<?xml version='1.0'  ?>\r\n<a  b = 'c'/>\r\n"
    assert SplicedPart(source, LIMITS).content() == source


def test_several_pieces_at_one_place_stand_in_the_order_given():
    part = SplicedPart(b"<r><p/></r>", LIMITS)
    for number in "123":
        part.put(part.root[0], "last", f"<i{number}/>")
    assert part.content() == b"<r><p><i1/><i2/><i3/></p></r>"


def test_another_encoding_keeps_its_bytes():
    source = '<?xml version="1.0" encoding="GB2312"?><r>县<p/></r>'.encode("gb2312")
    part = SplicedPart(source, LIMITS)
    part.put(part.root[0], "before", "<i>改</i>")
    assert part.content() == source.replace(b"<p/>", b"<i>&#25913;</i><p/>")
    assert etree.fromstring(part.content())[0].text == "改"


def test_utf_16_becomes_utf_8():
    part = SplicedPart('<?xml version="1.0" encoding="UTF-16"?><r>县</r>'.encode("utf-16"), LIMITS)
    part.put(part.root, "last", "<i/>")
    assert part.content().decode() == "<r>县<i/></r>"


def test_utf_16_without_its_mark_is_refused_rather_than_spoilt():
    part = SplicedPart(
        '<?xml version="1.0" encoding="UTF-16LE"?><r>县</r>'.encode("utf-16-le"), LIMITS
    )
    part.put(part.root, "last", "<i/>")
    with pytest.raises(RefusedFileError):
        part.content()


def test_names_are_declared_only_where_nothing_declares_them():
    bare = SplicedPart(f'<document xmlns="{W[1:-1]}"><p/></document>'.encode(), LIMITS)
    assert bare.prefix(bare.root[0], W[1:-1], "w") == ("w", f' xmlns:w="{W[1:-1]}"')
    other = SplicedPart(f'<x:document xmlns:x="{W[1:-1]}"><x:p/></x:document>'.encode(), LIMITS)
    assert other.prefix(other.root[0], W[1:-1], "w") == ("x", "")


def test_strict_names_stay_strict():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    part = SplicedPart(f'<document xmlns="{strict}"/>'.encode(), LIMITS)
    assert part.strict
    assert part.written(W[1:-1]) == strict
