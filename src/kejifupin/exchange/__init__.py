"""In and out: JSON, TOML and CSV, strict and with a place for every mistake."""

from kejifupin.exchange.codec import make_converter, structure, structure_list, unstructure
from kejifupin.exchange.comparisons import plain_comparison
from kejifupin.exchange.explanations import explanation_json, plain_explanation
from kejifupin.exchange.inputs import InputFile, InputPath, find_inputs, read_input
from kejifupin.exchange.plain import (
    plain_indicator_value,
    plain_issue,
    plain_record,
    plain_status,
)
from kejifupin.exchange.receipts import read_receipts
from kejifupin.exchange.run_json import RunFileError, dump_run, load_run
from kejifupin.exchange.toml_files import Source, read_toml

__all__ = [
    "InputFile",
    "InputPath",
    "RunFileError",
    "Source",
    "dump_run",
    "explanation_json",
    "find_inputs",
    "load_run",
    "make_converter",
    "plain_comparison",
    "plain_explanation",
    "plain_indicator_value",
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
