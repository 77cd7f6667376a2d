"""Write the JSON Schemas of the reference, and the words about keys that they take from its page.

    python tools/make_schemas.py           # rewrite the files
    python tools/make_schemas.py --check   # exit with 1 if a file is out of date

The page ``docs/reference/toml.zh-CN.md`` is where each key is described; the package carries a copy
of those words, so that ``kejifupin schema`` has them without the docs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "toml.zh-CN.md"
WORDS = ROOT / "src" / "kejifupin" / "exchange" / "data" / "key_words.json"
SCHEMAS = ROOT / "docs" / "reference" / "schemas"
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_TABLE = re.compile(
    r"<!-- class: [\w.]+?\.?(?P<name>\w+) -->\s*(?P<rows>(?:^\|.*\|\n)+)", re.MULTILINE
)


def key_words() -> dict[str, dict[str, str]]:
    """Class name → key → what the page says of it."""
    found: dict[str, dict[str, str]] = {}
    for table in _TABLE.finditer(PAGE.read_text(encoding="utf-8")):
        rows = found.setdefault(table["name"], {})
        for line in table["rows"].splitlines()[2:]:
            cells = [each.strip() for each in re.split(r"(?<!\\)\|", line.strip("|"))]
            key, default, values, words = (each.replace("\\|", "|") for each in cells)
            rows[key.strip("`")] = _sentence(default, values, words)
    return found


def _sentence(default: str, values: str, words: str) -> str:
    beside = [values] + ([] if default in ("必填", "无", "空") else [f"默认{default}"])
    inside = "；".join(beside)
    words = _LINK.sub(r"“\1”", words)
    return (f"{words}（{inside}）" if words else inside).replace("`", "")


def wanted() -> dict[Path, str]:
    """Every file with the text that it should have; the words are written first."""
    text = json.dumps(key_words(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    from kejifupin.exchange import json_schemas

    json_schemas.described_keys.cache_clear()
    from kejifupin.plugins.schemas import schema_files

    return {WORDS: text} | {SCHEMAS / name: text for name, text in schema_files().items()}


def main(words: list[str] | None = None) -> int:
    """Rewrite or check the files; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args(words).check
    stale = []
    # The schemas are made from the words, so a second round sees the new ones.
    for _ in range(1 if check else 2):
        for path, text in wanted().items():
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                stale.append(path)
                if not check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text, encoding="utf-8", newline="\n")
    for path in dict.fromkeys(stale):
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
