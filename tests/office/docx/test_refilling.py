"""The short way says what the long way says, cold and warm, of whole and of damaged documents."""

from __future__ import annotations

import random
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.office.docx import cutting
from kejifupin.office.docx.refilling import _SKELETONS, forget, refill
from kejifupin.office.docx.walking import walk
from kejifupin.office.limits import Limits

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w="{W}" xmlns:w14="{W14}"'
HEAD += f' xmlns:x="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
LIMITS = Limits()


def document(body: str, *, head: str = HEAD) -> bytes:
    return f"{head}<w:body>{body}</w:body></w:document>".encode()


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str) -> str:
    return f'<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="left"/></w:pPr>{"".join(runs)}</w:p>'


def tc(content: str, properties: str = '<w:tcW w:w="9"/>') -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "<w:cantSplit/>") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(*runs: str, kind: str = "begin") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' + "".join(runs)


PROMPT = "<w:showingPlcHdr/>"
TICK = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
FORM_BOX = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
    '</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TEXTS = st.one_of(
    st.text(st.sampled_from("户名贫困原因3.5□☑√ ]"), max_size=6),
    st.sampled_from(
        ("", "R", "\uf0fe", "&lt;甲&gt;", "&#xF0FE;", "一\n二", "\t", "a:del b:move", "]]", "a>b",
         "\U000f0000", "\U0001f600", "Wingdings", "vanish", "altChunk", "\x7f", "&amp;")
    ),
)  # fmt: skip


@st.composite
def runs(draw: st.DrawFn) -> str:
    text = draw(TEXTS)
    plain = r(text)
    return draw(
        st.sampled_from(
            (
                *(plain, plain, plain, r(text) + r("尾"), f"<w:r><w:t>{text}</w:t><w:br/></w:r>"),
                r(text, '<w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr>'),
                r(text, '<w:rPr><w:rFonts w:ascii="Wingding&#115;"/></w:rPr>'),
                r(text, "<w:rPr><w:vanish/></w:rPr>"),
                sdt(plain),
                sdt(plain, PROMPT),
                sdt(plain, TICK),
                sdt("", TICK) + plain,
                FORM_BOX + plain,
                field(plain),
                field(plain, field("", kind="separate") + plain, field("", kind="end")),
                field(r"<w:r><w:instrText>eq \o\ac(□,√)</w:instrText></w:r>")
                + field("", kind="end")
                + plain,
                f"<w:ins>{plain}</w:ins>",
                (
                    f'<w:ins w:id="1">{plain}</w:ins><w:del w:id="2"><w:r><w:delText>删</w:delText>'
                    "</w:r></w:del>"
                ),
                f'<w:bookmarkStart w:id="1" w:name="kjfp_{draw(st.sampled_from("ab"))}"/>{plain}',
                '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + plain,
                f"<w:r><w:ruby><w:rubyBase>{plain}</w:rubyBase></w:ruby></w:r>",
                f"<w:r><w:pict><w:txbxContent>{p(plain)}{p()}</w:txbxContent></w:pict></w:r>",
                (
                    f"<w:r><w:pict><w:txbxContent>{tbl(tr(tc(p(plain))))}</w:txbxContent></w:pict>"
                    "</w:r>"
                ),
                f"<mc:AlternateContent><mc:Choice>{plain}</mc:Choice></mc:AlternateContent>",
                f"<x:r><x:t>{text}</x:t></x:r>",
                f"<w:t>{text}</w:t>",
                f"<w:r><w:t><w:x/>{text}</w:t></w:r>",
                f"<!-- {plain} -->",
                "<w:r><w:t><![CDATA[</w:t></w:r>]]></w:t></w:r>",
            )
        )
    )


@st.composite
def lines(draw: st.DrawFn) -> str:
    inner = "".join(draw(st.lists(runs(), max_size=2)))
    plain = p(inner)
    return draw(
        st.sampled_from(
            (
                *(plain, plain, plain, plain + plain, f"<w:p>{inner}</w:p>", "<w:p/>"),
                '<w:p w:rsidR="1"/>',
                f'<w:p w:rsidR="1"/><w:p\n>{inner}</w:p>',
                f"<x:p>{inner}</x:p>",
                f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{inner}</w:p>{plain}",
                sdt(plain),
                sdt(plain, PROMPT),
                sdt(plain + plain, TICK),
                f"<w:p>{inner}<w:p>{inner}</w:p></w:p>",
            )
        )
    )


@st.composite
def cells(draw: st.DrawFn) -> str:
    inner = "".join(draw(st.lists(lines(), min_size=1, max_size=2)))
    properties = draw(
        st.sampled_from(
            ("", "", "", '<w:gridSpan w:val="2"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>',
             "<w:hMerge/>", "<w:cellDel/>", '<w:gridSpan w:val="64"/>')
        )
    )  # fmt: skip
    plain = tc(inner, properties)
    return draw(
        st.sampled_from(
            (
                *(plain, plain, plain, plain, f"<w:tc>{inner}</w:tc>", "<w:tc/>"),
                f"<w:tc><w:tcPr/>{inner}</w:tc>",
                f"<w:tc><x:tcPr>{properties}</x:tcPr>{inner}</w:tc>",
                f"<w:tc>{inner}<w:tcPr>{properties}</w:tcPr>{inner}</w:tc>",
                (
                    f"<w:tc><w:tcPr>{properties}</w:tcPr><w:tcPr><w:gridSpan w:val='3'/></w:tcPr>"
                    f"{inner}</w:tc>"
                ),
                f"<w:tc >{inner}</w:tc >",
                f"<x:tc>{inner}</x:tc>",
                tc(tbl(tr(plain)) + inner, properties),
                tc(f"{inner}<x:tbl><x:tr><x:tc>{inner}</x:tc></x:tr></x:tbl>"),
                sdt(plain),
                sdt(plain, PROMPT),
                sdt(plain, TICK),
                f"<w:customXml>{plain}</w:customXml>",
                f"{plain}<w:bookmarkStart w:name='kjfp_c'/>",
                f"<w:tc><w:tcPr xmlns:w='other'></w:tcPr>{inner}</w:tc>",
            )
        )
    )


@st.composite
def bodies(draw: st.DrawFn) -> str:
    blocks = []
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            blocks.append(draw(lines()))
            continue
        rows = [
            tr(
                *draw(st.lists(cells(), min_size=1, max_size=3)),
                properties=draw(
                    st.sampled_from(("", "", "", '<w:del w:id="1"/>', '<w:gridBefore w:val="1"/>'))
                ),
            )
            for _ in range(draw(st.integers(1, 3)))
        ]
        blocks.append(tbl(*rows))
    return "".join(blocks)


HEADS = st.sampled_from(
    (
        *(HEAD, HEAD, HEAD, HEAD.replace('"1.0"', "'1.0'"), HEAD.split("\n")[1], "\ufeff" + HEAD),
        HEAD.replace("UTF-8", "GBK"),
        HEAD.replace('<?xml version="1.0"', '<?xml version="1.1"'),
        HEAD.replace("<w:document", '<w:document a=">"'),
        HEAD.replace(f'xmlns:w="{W}"', 'xmlns:w="other"'),
        HEAD.replace("<w:document", "<!-- 注 --><w:document"),
        HEAD.replace(f'xmlns:x="{W}"', 'xmlns:x="other"'),
    )
)


@given(bodies(), HEADS)
def test_both_ways_say_the_same(check_both_ways, body, head):
    """Whatever stands in a document, in whatever order documents come."""
    check_both_ways(document(body, head=head))


@given(body=bodies(), seed=st.integers(0, 10**9))
def test_both_ways_say_the_same_of_damage(check_both_ways, body, seed):
    """Bytes changed, lost, doubled and moved; what the long way refuses the short leaves alone."""
    data = document(body)
    check_both_ways(data)
    chance = random.Random(seed)
    for _ in range(6):
        damaged = bytearray(data)
        at, end = sorted(chance.choices(range(len(data)), k=2))
        match chance.randrange(5):
            case 0:
                damaged[at] = chance.randrange(256)
            case 1:
                del damaged[at:end]
            case 2:
                del damaged[at:]
            case 3:
                damaged[at:at] = damaged[at:end]
            case 4:
                tags = data.split(b"<")
                tags.insert(
                    chance.randrange(2, len(tags)), tags.pop(chance.randrange(2, len(tags)))
                )
                damaged = bytearray(b"<".join(tags))
        check_both_ways(bytes(damaged))


def form(*values: str) -> bytes:
    rows = [tr(tc(p(r(f"标签{n}"))), tc(p(r(value)))) for n, value in enumerate(values)]
    return document(p(r("调查表")) + tbl(*rows) + p(r(values[0])))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("form", tbl(tr(tc(p(r("户名"))), tc(p(r("李四")))))),
        ("blank", tbl(tr(tc(p(r("户名"))), tc(p())))),
        ("line", p(r("填表单位：靖宇县科协"))),
        ("boxes", tbl(tr(tc(p(r("种植☑养殖□")) + p(r("其它："), r("人参")))))),
        (
            "merged",
            tbl(
                tr(tc(p(r("甲")), "<w:vMerge w:val='restart'/>"), tc(p(r("乙")))),
                tr(tc(p(r("藏")), "<w:vMerge/>"), tc(p())),
            ),
        ),
        ("control", tbl(tr(sdt(tc(p(r("单击此处"))), PROMPT), tc(sdt(p(r("乙"))))))),
        ("check boxes", tbl(tr(tc(p(sdt(r("☐"), TICK), r("种植")))))),
        ("symbols", tbl(tr(tc(p(r("R", '<w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr>')))))),
        ("references", tbl(tr(tc(p(r("&lt;3&gt;")))))),
    ],
)  # fmt: skip
def test_what_forms_are_made_of_goes_the_short_way(check_both_ways, name, body):
    """So that the comparisons compare something."""
    assert check_both_ways(document(body)), name


WINGDINGS = r("R", '<w:rPr><w:rFonts w:ascii="Wingding&#115;"/></w:rPr>')
ONE = tbl(tr(tc(p(r("甲")))))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("font by number", p(WINGDINGS) + p(r("Wingdings"))),
        ("font by number alone", p(WINGDINGS)),
        ("font by number and hidden text", p(WINGDINGS) + p(r("隐", "<w:rPr><w:vanish/></w:rPr>"))),
        ("private character", p(r("\uf0fe")) + p(r("乙"))),
        ("nested table", p("<w:r><w:pict><w:txbxContent><x:tbl><x:tr><x:tc>乙</x:tc></x:tr></x:tbl>"
                           "</w:txbxContent></w:pict></w:r>") + ONE),
        ("text box", p("<w:r><w:pict><w:txbxContent><x:p><x:r><x:t>乙</x:t></x:r></x:p>"
                       "</w:txbxContent></w:pict></w:r>", r("甲"))),
        ("late properties", tbl(tr(
            f"<w:tc><x:p>{r('甲')}</x:p><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p(r('乙'))}</w:tc>"
        ))),
        ("properties twice", tbl(tr(f"<w:tc><w:tcPr></w:tcPr><x:tcPr/><w:tcPr></w:tcPr>{p(r('乙'))}"
                                    "</w:tc>"))),
        ("namespace of a table",
         f"<w:tbl xmlns:x='other'>{tr(tc('<x:p><x:r><x:t>甲</x:t></x:r></x:p>'))}</w:tbl>"),
        ("namespace of a cell",
         tbl(tr(f"<w:tc xmlns:x='other'><w:tcPr></w:tcPr><x:p>{r('甲')}</x:p></w:tc>"))),
        ("hyphens in a comment", p("<!-- >a--b</w:t> -->", r("甲"))),
        ("comment over cells", tbl(tr(tc(p(r("甲")) + "<!--"), tc("-->" + p(r("乙")))))),
        ("comment around cells", tbl(tr(tc(p()), "<!--", tc(p()), "-->", tc(p(r("甲")))))),
        ("data over cells", tbl(tr(tc(p("<![CDATA[")), tc(p("]]>", r("乙")))))),
        ("instruction", p("<?x >a</w:t> ?>", r("甲"))),
        ("gap", tbl(tr(tc("<w:kejifupinGap/>" + p(r("甲"))))) + "<w:kejifupinGap/>"),
        ("gap of another name", "<x:kejifupinGap/>" + ONE),
        ("gap in a piece", tbl(tr(
            tc(p("</w:p></w:kejifupinGap><w:kejifupinGap><w:p>", r("甲"))), tc(p()),
        ))),
        ("balance across pieces", tbl(tr(tc("<w:tc >"), tc(p(r("甲"))), tc("</w:tc >")))),
        ("stand-in", p(r("甲"), '<w:r><w:ruby><w:rubyBase><w:r><w:sym w:char="F0000"/></w:r>'
                                "</w:rubyBase></w:ruby></w:r>")),
        ("two paragraphs as one", '<w:p w:rsidR="1"/><w:p\n><w:r><w:t>甲</w:t></w:r></w:p>' + ONE),
        ("no text end", p("<w:r><w:t>甲</w:r>")),
        ("text outside", "甲</w:t>" + ONE),
        ("empty text", p("<w:r><w:t></w:t></w:r>", r("甲"), "<w:r><w:t/></w:r>")),
        ("end of data", p(r("]]>"))),
        ("nothing to cut", "<w:tbl><w:tr><w:tc/></w:tr></w:tbl><w:p/>"),
        ("unescaped", p(r("a>b")) + p(r("a &gt; b")) + p(r(">"))),
        ("text after an element", p("<w:r><w:t><w:x/>甲</w:t><w:t>乙<w:x/>丙</w:t></w:r>")),
    ],
)  # fmt: skip
def test_traps(check_both_ways, name, body):
    """What looks like a cell or text where bytes are searched, and is none, or not alone."""
    for each in (body, ONE + body, body + ONE, body):
        check_both_ways(document(each))


def test_nul_is_no_text(check_both_ways):
    """The stand-in of a text in the search, standing in a file, is an error as ever."""
    check_both_ways(document(p(r("甲"))))
    broken = document(p('<w:r><w:t xml:space="preserve">\0</w:r>'))
    assert not check_both_ways(broken)


def test_interleaved_forms_keep_to_themselves(check_both_ways):
    """Two blanks and many fillings, in any order; labels are shared, values are not."""
    chance = random.Random(7)
    for _ in range(200):
        values = [
            chance.choice(("甲", "乙", "", "丙&amp;", "☑")) for _ in range(chance.choice((2, 3)))
        ]
        assert check_both_ways(form(*values))


def test_the_first_of_a_kind_is_walked():
    """What comes once costs nothing but the search."""
    forget()
    assert refill(form("甲"), "a", LIMITS) is None
    assert refill(form("乙"), "a", LIMITS) is not None


def test_cells_that_say_the_same_are_one_object():
    forget()
    for value in "甲乙己":
        refill(form(value, value), "a", LIMITS)
    first, second = (refill(form(value, "丁"), "a", LIMITS) for value in "丙戊")
    labels = [read[0].blocks[1].cells[0] for read in (first, second)]
    values = [read[0].blocks[1].cells[1] for read in (first, second)]
    assert labels[0] is labels[1]
    assert [cell.text for cell in values] == ["丙", "戊"]


def test_a_name_means_what_the_root_says(check_both_ways):
    """The same bytes under other declarations are another document."""
    body = tbl(tr(tc("<x:p><x:r><x:t>甲</x:t></x:r></x:p>")))
    other = HEAD.replace(f'xmlns:x="{W}"', 'xmlns:x="other"')
    for head in (HEAD, other, HEAD, other):
        assert check_both_ways(document(body, head=head))
    read = [refill(document(body, head=head), "a", LIMITS) for head in (HEAD, other)]
    assert [each[0].blocks[0].cells[0].text for each in read] == ["甲", ""]


@pytest.mark.parametrize("depth", [*range(9, 260, 11), 250, 251, 252, 253, 254, 255, 256])
def test_depth_is_bounded_as_a_whole(check_both_ways, depth):
    """A piece that is not too deep alone may be so in its document."""
    piece = p("<w:smartTag>" * depth + r("深") + "</w:smartTag>" * depth)
    check_both_ways(document(tbl(tr(tc(piece)))))
    for around in (5, 30, 100, 248 - depth):
        wrapped = tbl(tr("<w:ins>" * around + tc(piece) + "</w:ins>" * around))
        check_both_ways(document(wrapped))
        check_both_ways(document(wrapped.replace("w:ins", "w:smartTag")))


def test_threads_may_share_what_is_remembered():
    forget()
    refill(form(*"甲乙丙丁戊"), "a", LIMITS)
    forms = [form(*(f"{a}{b}" for b in range(5))) for a in range(40)]
    expected = [walk(data, "a", LIMITS)[0].blocks for data in forms]
    wrong: list[int] = []

    def work(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(150):
            at = chance.randrange(len(forms))
            read = refill(forms[at], "a", LIMITS)
            if read is None or read[0].blocks != expected[at]:
                wrong.append(at)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_memory_is_bounded():
    """Ever new skeletons push the old ones out."""
    forget()
    for number in range(300):
        rows = [tr(tc(p(r("甲")))) for _ in range(40)]
        for _ in range(2):
            refill(document(f"<w:x{number}/>" + tbl(*rows)), "a", LIMITS)
    kept = _SKELETONS._young, _SKELETONS._old
    assert sum(cost for each in kept for _, cost in each.values()) <= _SKELETONS._most * 2
    assert sum(map(len, kept)) < 300


def test_large_parts_are_not_cut():
    data = document(tbl(*(tr(tc(p(r("甲" * 100)))) for _ in range(2000))))
    assert cutting.cut(data, LIMITS) is None
    assert cutting.cut(form("甲"), Limits(nodes=50)) is None
