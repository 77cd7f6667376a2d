"""Registers: forms whose rows are divisions, with what each was designated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from attrs import field, frozen

from kejifupin.records.homes import division_field
from kejifupin.records.identities import place_of, spelling_key
from kejifupin.records.record import Record, with_values
from kejifupin.records.values import DivisionName, FieldValue
from kejifupin.terms.division_levels import is_gb_code, short_gb_code
from kejifupin.terms.divisions import Designation, Division, Divisions, Level
from kejifupin.terms.issues import Effect, Issue, Severity
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import Vague

CODES: Mapping[str, str] = {
    "register.twice": "名册中同一代码出现两次",
    "register.other_name": "名册中的代码在区划表中是另一个地方",
    "register.no_code": "名册中有一行没有代码或名称",
    "register.empty": "名册中没有读到任何一行",
    "register.no_parent": "名册中所属地区不能确定",
    "register.spell": "名册中认定的起止日期颠倒",
}

_NO_DIVISION = frozenset({"value.division_unknown", "value.division_ambiguous"})
_VILLAGE_SUFFIXES = ("村民委员会", "社区居委会", "村委会", "居委会", "社区", "村")
_YES = frozenset({"是", "√", "✓", "有"})


@frozen
class RegisterReading:
    """What the rows of registers add to the divisions (名册内容).

    Args:
        divisions: The table with the registered units in it.
        records: The rows that were taken in, each with its parent as it was understood.
        issues: Rows that were not, each at its cell.
        written: The same rows as they were read, one for one.
    """

    divisions: Divisions
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    written: tuple[Record, ...] = ()

    def still_open(self, issues: Iterable[Issue]) -> tuple[Issue, ...]:
        """Issues of reading the rows, without those that taking them in has answered.

        A parent that is itself a row stood in no table when the row was read.
        """
        pairs = zip(self.written, self.records, strict=True)
        led = {
            (place_of(row, key), key)
            for row, made in pairs
            if row is not made and (key := division_field(row)) is not None
        }
        return tuple(
            issue
            for issue in issues
            if not (issue.code in _NO_DIVISION and (issue.place, issue.field) in led)
        )


def take_in(rows: Iterable[Record], divisions: Divisions, period: Period) -> RegisterReading:
    """Take the rows of registers into the table of divisions.

    A unit that the table already has under the same name keeps its place and gains what the row
    designates it. A row may name another row as what lies above it, wherever that stands.

    Args:
        rows: Records of register kinds: ``code``, ``name``, a division field for what lies above,
            and fields that designate.
        divisions: The table so far.
        period: The programme's period; codes above are understood as of its last day.

    Returns:
        The larger table, the rows that went in, and issues for those that did not.
    """
    taking = _TakingIn(divisions, period)
    # Townships go in before the villages that name them.
    for number, row in sorted(enumerate(rows), key=lambda one: _level(_code(one[1])).rank):
        taking.take(row, number)
    table = divisions.with_divisions(taking.units.values())
    taken = [pair for _, *pair in sorted(taking.taken, key=lambda one: one[0])]
    return RegisterReading(
        table.with_designations(taking.designations.values()),
        tuple(row for _, row in taken),
        tuple(issue for _, issue in sorted(taking.issues, key=lambda one: one[0])),
        tuple(written for written, _ in taken),
    )


def village_aliases(name: str) -> tuple[str, ...]:
    """Other names by which a village goes; one character alone is never a name.

    >>> village_aliases("南坞村委会"), village_aliases("南坞村民委员会"), village_aliases("新村")
    (('南坞村', '南坞'), ('南坞村', '南坞'), ())
    """
    bare = next((name.removesuffix(end) for end in _VILLAGE_SUFFIXES if name.endswith(end)), name)
    kind = "社区" if "社区" in name or "居" in name[len(bare) :] else "村"
    full = bare if bare.endswith(kind) else f"{bare}{kind}"
    short = full.removesuffix(kind)
    names = (full, short) if len(short) > 1 else (full,)
    return tuple(each for each in names if each != name) if short else ()


@frozen
class _TakingIn:
    """The rows taken in so far."""

    divisions: Divisions
    period: Period
    held: frozenset[tuple[str, str]] = field(init=False)
    units: dict[str, Division] = field(factory=dict)
    rows: dict[str, Record] = field(factory=dict)
    designations: dict[tuple[str, str], Designation] = field(factory=dict)
    above: dict[str, list[str]] = field(factory=dict)
    taken: list[tuple[int, Record, Record]] = field(factory=list)
    issues: list[tuple[int, Issue]] = field(factory=list)

    @held.default
    def _held(self) -> frozenset[tuple[str, str]]:
        return frozenset((each.key, each.code) for each in self.divisions.designations)

    def take(self, row: Record, number: int) -> None:
        code, name = _code(row), _text(row.get("name"))
        if not code or not name:
            key, what = ("code", "代码") if not code else ("name", "名称")
            self._tell(number, row, key, "register.no_code", f"这一行没有写{what}", f"补填{what}")
            return
        known = self.divisions.find(code, self.period.end) or self.divisions.find(code)
        understood = row
        if code in self.rows:
            where = place_of(self.rows[code], "code").words()
            message = f"代码“{code}”前面已有（{where}）"
            self._tell(number, row, "code", "register.twice", message, "核对代码，一个单位只写一行")
            return
        if known is None:
            parent = self._parent(row, code)
            if parent is None:
                key = division_field(row) or "code"
                remedy = "写县（市、区）全称或代码，如 镇赉县"
                self._tell(number, row, key, "register.no_parent", "所属地区不能确定", remedy)
                return
            level = _level(code)
            aliases = village_aliases(name) if level is Level.VILLAGE else ()
            self.units[short_gb_code(code)] = Division(code, name, level, parent, aliases=aliases)
            if level is not Level.VILLAGE:
                self.above.setdefault(spelling_key(name), []).append(code)
            understood = self._understood(row, parent)
        elif spelling_key(name) not in map(spelling_key, (known.name, *known.aliases)):
            message = f"代码“{code}”在区划表中是{known.name}，这里写的是{name}"
            self._tell(number, row, "code", "register.other_name", message, "核对代码和名称")
            return
        self.rows[code] = row
        for each in self._designations(row, known.code if known else code, number):
            self.designations[each.key, each.code] = each
        self.taken.append((number, row, understood))

    def _parent(self, row: Record, code: str) -> str | None:
        key = division_field(row)
        value = row.get(key) if key else None
        if isinstance(value, DivisionName):
            above = self._row_above(value, code) or value.code
        elif value is None and is_gb_code(code) and len(code) > 6:
            # Statistical codes of villages begin with those of their township and county.
            above = code[:9] if code[:9] in self.units and len(code) > 9 else code[:6]
        else:
            above = None
        if above is None:
            return None
        found = self.units.get(short_gb_code(above)) or self.divisions.find(above)
        higher = found is not None and found.level.rank < _level(code).rank
        return found.code if found is not None and higher else None

    def _row_above(self, value: DivisionName, code: str) -> str | None:
        """The code of the row that another row names as what lies above it, if there is one."""
        text = spelling_key(value.text)
        if (unit := self.units.get(short_gb_code(value.text.strip()))) is not None:
            return unit.code
        for start in range(len(text) - 1):
            # 仁怀市茅台镇 names the county first, which the table knows.
            named = self.above.get(text[start:], ())
            fitting = [each for each in named if code.startswith(short_gb_code(each))] or named
            if len(fitting) == 1:
                return fitting[0]
        return None

    def _understood(self, row: Record, parent: str) -> Record:
        key = division_field(row)
        value = row.get(key) if key else None
        if key is None or not isinstance(value, DivisionName) or value.code == parent:
            return row
        return with_values(row, {key: DivisionName(value.text, parent)})

    def _designations(self, row: Record, code: str, number: int) -> Iterator[Designation]:
        for each in row.kind.fields:
            value = row.get(each.key)
            first = _first_day(value)
            if each.designates is None or (first is None and not _says_yes(value)):
                continue
            if (each.designates, code) in self.designations or (each.designates, code) in self.held:
                continue
            until = next((one for one in row.kind.fields if one.ends == each.designates), None)
            end = _end_day(row.get(until.key)) if until else None
            if until is not None and first is not None and end is not None and end <= first:
                message = f"“{until.label}”不晚于“{each.label}”，按仍在认定期内计"
                remedy = "核对两个日期"
                self._tell(number, row, until.key, "register.spell", message, remedy, kept=True)
                end = None
            yield Designation(each.designates, code, first, end)

    def _tell(
        self,
        number: int,
        row: Record,
        key: str,
        code: str,
        message: str,
        remedy: str,
        *,
        kept: bool = False,
    ) -> None:
        issue = Issue(
            code,
            f"{row.kind.label}：{message}",
            Severity.WARNING if kept else Severity.ERROR,
            place_of(row, key),
            field=key,
            remedy=remedy,
            effect=Effect.NONE if kept else Effect.RECORD,
        )
        self.issues.append((number, issue))


def _text(value: FieldValue) -> str:
    return value.strip() if isinstance(value, str) else ""


def _code(row: Record) -> str:
    return _text(row.get("code"))


def _level(code: str) -> Level:
    return Level.of_code(code) if is_gb_code(code) else Level.VILLAGE


def _says_yes(value: FieldValue) -> bool:
    """Whether a word or number says that a unit has what the field designates."""
    if isinstance(value, Vague):
        return value.low is not None and value.low > 0
    if isinstance(value, int | Decimal):
        return value > 0
    return value in _YES


def _first_day(value: FieldValue) -> date | None:
    return value.start if isinstance(value, Period) else value if isinstance(value, date) else None


def _end_day(value: FieldValue) -> date | None:
    """First day after a spell: of a month or a year named, the day after its last."""
    if isinstance(value, Period):
        return value.end + timedelta(days=1)
    return value if isinstance(value, date) else None
