"""In and out: JSON, TOML and CSV, strict and with a place for every mistake."""

from kejifupin.exchange.codec import make_converter, structure, structure_list, unstructure
from kejifupin.exchange.inputs import InputFile, InputPath, find_inputs, read_input
from kejifupin.exchange.plain import plain_issue, plain_record, plain_status
from kejifupin.exchange.receipts import read_receipts
from kejifupin.exchange.toml_files import Source, read_toml

__all__ = [
    "InputFile",
    "InputPath",
    "Source",
    "find_inputs",
    "make_converter",
    "plain_issue",
    "plain_record",
    "plain_status",
    "read_input",
    "read_receipts",
    "read_toml",
    "structure",
    "structure_list",
    "unstructure",
]
