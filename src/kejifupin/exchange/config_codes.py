"""The codes of the issues that reading configuration and tables can raise, in one place."""

from __future__ import annotations

from types import MappingProxyType

UNKNOWN_KEY = "config.unknown_key"
MISSING_KEY = "config.missing_key"
WRONG_TYPE = "config.wrong_type"
NOT_A_CHOICE = "config.not_a_choice"
INVALID = "config.invalid"
TOML_SYNTAX = "config.toml_syntax"
DUPLICATE_KEY = "config.duplicate_key"
UNREADABLE = "config.unreadable"
ENCODING = "config.encoding"

TABLE_UNREADABLE = "table.unreadable"
TABLE_EMPTY = "table.empty"
TABLE_QUOTE = "table.quote"
TABLE_MISSING_COLUMN = "table.missing_column"
TABLE_UNKNOWN_COLUMN = "table.unknown_column"
TABLE_DUPLICATE_COLUMN = "table.duplicate_column"
TABLE_EXTRA_CELLS = "table.extra_cells"

CODES = MappingProxyType(
    {
        UNKNOWN_KEY: "配置文件里有不认识的键",
        MISSING_KEY: "配置文件里缺少必填的键",
        WRONG_TYPE: "值的类型不对，例如应为数字却写成文字",
        NOT_A_CHOICE: "值不在可选的范围内",
        INVALID: "值不合要求，例如上下限颠倒",
        TOML_SYNTAX: "TOML 写法有误",
        DUPLICATE_KEY: "同一个键或表写了两次",
        UNREADABLE: "文件打不开或读不懂",
        ENCODING: "文件不是 UTF-8 编码",
        TABLE_UNREADABLE: "表格文件读不懂",
        TABLE_EMPTY: "表格文件没有内容",
        TABLE_QUOTE: "表格某行的引号不成对",
        TABLE_MISSING_COLUMN: "表格缺少必需的列",
        TABLE_UNKNOWN_COLUMN: "表格里有不认识的列",
        TABLE_DUPLICATE_COLUMN: "表格里同一列出现两次",
        TABLE_EXTRA_CELLS: "表格某行的单元格比表头多",
    }
)
"""Every code with what it says, for the list of codes in the documentation."""
