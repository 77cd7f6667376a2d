"""The status board as one self-contained page."""

from kejifupin.reports.page.writing import write_page

__all__ = ["write_page"]
