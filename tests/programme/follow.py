"""Cells followed in the very files, by python-docx and openpyxl alone."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import docx
import openpyxl

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(余?)\D*")


@cache
def _opened(file):
    return docx.Document(file) if file.endswith(".docx") else openpyxl.load_workbook(file)


def cell_text(file, address):
    """What stands in a cell or paragraph; empty for a blank."""
    document = _opened(str(file))
    if str(file).endswith(".xlsx"):
        sheet, _, cell = address.rpartition("!")
        value = document[sheet][cell].value
        return "" if value is None else str(value)
    if match := re.fullmatch(r"表(\d+)!R(\d+)C(\d+)", address):
        table, row, column = (int(number) - 1 for number in match.groups())
        return document.tables[table].cell(row, column).text
    return document.paragraphs[int(address.removeprefix("段落")) - 1].text


def cell_number(file, address):
    """The least that a cell says, None for a blank: 40余 is 40 at least, - is nothing."""
    text = cell_text(file, address).strip()
    if not text:
        return None
    if text == "-":
        return Decimal(0)
    return Decimal(_NUMBER.fullmatch(text)[1])
