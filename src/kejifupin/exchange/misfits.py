"""A value that does not fit where it stands: of the wrong type, or outside a closed set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kejifupin.errors import DefinitionError
from kejifupin.exchange.config_codes import NOT_A_CHOICE, WRONG_TYPE
from kejifupin.exchange.remedies import remedy_for
from kejifupin.exchange.wording import joined, shortened, shown, type_name
from kejifupin.terms.text import clean, nearest

MAX_CHOICES = 30


class MisfitError(DefinitionError):
    """A value that does not fit, with the code of the issue that it becomes.

    Args:
        code: Code of the issue.
        chinese: What is wrong, in Chinese.
        remedy: What to write instead, in Chinese.
    """

    def __init__(self, code: str, chinese: str, remedy: str = "") -> None:
        super().__init__(f"{code}: {chinese}", chinese, remedy)
        self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.code, self.chinese, self.remedy)


def wrong_type(value: object, expected: Iterable[object]) -> MisfitError:
    """The misfit of a value whose type is not among those expected.

    Args:
        value: What stands there.
        expected: Types that would do: ``str``, ``int``, ``Decimal``, ``bool``, ``date``, ``list``,
            ``dict``.

    >>> wrong_type("3", (int,)).chinese
    '写的是文字“3”，应为整数'
    """
    types = tuple(expected)
    chinese = f"写的是{shown(value)}，应为{joined(map(type_name, types))}"
    return MisfitError(WRONG_TYPE, chinese, remedy_for(value, types))


def not_a_choice(value: object, choices: Iterable[str], labels: Mapping[str, str]) -> MisfitError:
    """The misfit of a value outside a closed set.

    Args:
        value: What stands there.
        choices: The values to choose from.
        labels: Chinese word → choice, for people who wrote the word.

    >>> not_a_choice("县", ("county", "village"), {"县": "county"}).remedy
    '是否应为 “county”？'
    """
    known = tuple(choices)
    written = clean(str(value))
    close = closest(written, (*known, *labels))
    close = labels.get(close, close) if close else None
    listing = "、".join(known[:MAX_CHOICES]) + ("等" if len(known) > MAX_CHOICES else "")
    chinese = f"没有“{shortened(str(value))}”这个选项，可选：{listing}"
    remedy = f"是否应为 “{close}”？" if close else "照抄可选的一个，别的词不认"
    return MisfitError(NOT_A_CHOICE, chinese, remedy)


def closest(word: str, known: Iterable[str]) -> str | None:
    """The nearest of the names known, whatever the case and kind of hyphen.

    >>> closest("Due-On", ("key", "due_on")), closest("xyz", ("key",))
    ('due_on', None)
    """
    folded = word.strip().casefold().replace("-", "_").replace(" ", "_")
    by_folded = {name.casefold(): name for name in known}
    found = nearest(folded, by_folded, 1)
    return by_folded[found[0]] if found else None
