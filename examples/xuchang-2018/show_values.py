"""Print the figures of the example and what is questionable in them, in Chinese.

::

    python examples/xuchang-2018/show_values.py
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kejifupin import Programme, open_programme

HERE = Path(__file__).resolve().parent
PROGRAMME, CITY = "xuchang-2018", "411000"
DAY = date(2018, 12, 31)


def main(folder: Path = HERE) -> None:
    """Print values, issues and what was left out."""
    programme = read(folder)
    for line in (*values(programme), "", *issues(programme), "", *left_out(programme)):
        print(line)


def read(folder: Path) -> Programme:
    """The programme with the ledgers of a folder."""
    plugin = HERE.parents[1] / "plugins" / "henan"
    programme = open_programme(PROGRAMME, (plugin,) if plugin.is_dir() else ())
    return programme.read(folder / "ledgers", register=folder / "村名册.xlsx")


def values(programme: Programme) -> Iterator[str]:
    """Every indicator of the summary with its value, and the clause that it comes from."""
    outcome = programme.outcome(DAY)
    for key, owned in programme.catalogue.owned["indicators"].items():
        value = outcome.values.find(key, CITY)
        if owned.programme == PROGRAMME and value is not None:
            citation = value.indicator.citation
            yield f"{value.indicator.label}：{value.text()}（{citation.clause}：{citation.quote}）"


def issues(programme: Programme) -> Iterator[str]:
    """What the checks found."""
    yield from (issue.text() for issue in programme.outcome(DAY).issues)


def left_out(programme: Programme) -> Iterator[str]:
    """Figures that are not counted, each with its reason."""
    yield from (f"未采用：{each.reason}" for each in programme.outcome(DAY).acceptance.left_out)


if __name__ == "__main__":
    main()
