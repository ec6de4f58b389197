"""E1: a printed code exists, and its name fits the edition of that year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from gongkai.checks.judging import untestable
from gongkai.checks.ledger import Ledger, Line, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import CODED
from gongkai.knowledge.text import fold, fold_item
from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Code, Knowledge

UNVERIFIED = "unverified"
LISTS = ("function", "economic", "government_economic")
_BRACKETS = str.maketrans("", "", "()[]【】、,和与及-")
_ENDINGS = ("支出", "费用", "费", "经费")

Codes = Mapping[str, tuple[Code, ...]]


def find(ledger: Ledger) -> Iterator[Result]:
    """The codes of each table: one row for those that agree, one for each that does not."""
    unknown: dict[str, list[str]] = defaultdict(list)
    found = False
    for resource in (*CODED, "budget_detail", "transfers"):
        for block in ledger.blocks(resource):
            if any(line.inferred for line in block.lines):
                continue
            printed = RESOURCES[resource].by_name
            for kind in (one for one in LISTS if f"{one}_code" in printed):
                for result in _table(ledger, block.table_id, block.measure, block.body, kind, unknown):
                    found = True
                    yield result
    for kind, codes in unknown.items():
        listed = "、".join(dict.fromkeys(codes))
        yield untestable(
            f"unknown-{kind}",
            kind,
            f"这些编码或其名称尚未核实：{listed}",
            f"our list does not vouch for these codes: {listed}",
        )
    if not found and not unknown:
        yield untestable("codes", "codes", "没有印出科目编码", "no codes are printed")


def codes_of(knowledge: Knowledge, kind: str) -> Codes:
    """The list of a classification."""
    lists = {"function": knowledge.functional, "economic": knowledge.economic}
    return lists.get(kind, knowledge.government_economic)


def _table(
    ledger: Ledger, table_id: str, measure: str, lines: tuple[Line, ...], kind: str, unknown: dict[str, list[str]]
) -> Iterator[Result]:
    known = codes_of(ledger.knowledge, kind)
    code_field, name_field = f"{kind}_code", f"{kind}_name"
    agreed = 0
    seen: set[tuple[str, str]] = set()
    for line in lines:
        code, name = text(line.row, code_field), text(line.row, name_field)
        if not code or not name or (code, name) in seen:
            continue
        seen.add((code, name))
        entries = known.get(code, ())
        state = judge(code, name, entries, ledger.year, ledger.knowledge, kind)
        if state == "unknown":
            unknown[kind].append(f"{code}{fold(name)}")
        elif state == "pass":
            agreed += 1
        else:
            yield _difference(line, kind, code, name, entries, state, ledger.year)
    if agreed and measure in {"", "budget", "final"}:
        count = Decimal(agreed)
        yield Result(
            f"{table_id}-{kind}-{measure or 'rows'}",
            table_id,
            "pass",
            f"《{ledger.caption(table_id)}》有{agreed}个科目的编码与名称相符。",
            f"{agreed} codes of table {table_id} bear their official names.",
            "核对的科目数",
            count,
            table_id,
            "相符的科目数",
            count,
            "",
            Decimal(0),
            Decimal(0),
        )


def judge(code: str, name: str, entries: tuple[Code, ...], year: int, knowledge: Knowledge, kind: str) -> str:
    """`pass`; `note` for a name of another edition or a near one; `fail` for the name of another code; `unknown`."""
    trusted = [entry for entry in entries if entry.evidence != UNVERIFIED]
    plain = _plain(name)
    now = [entry for entry in entries if _valid(entry, year)]
    if any(_plain(entry.name) == plain for entry in now):
        return "pass"
    if any(_plain(entry.name) == plain for entry in entries):
        return "note"
    if not trusted:
        return "unknown"
    if any(_near(plain, _plain(entry.name)) for entry in entries):
        return "pass"
    owners = _owners(knowledge, kind).get(plain, frozenset())
    return "fail" if owners and code not in owners and len(owners) == 1 else "note"


def _valid(entry: Code, year: int) -> bool:
    return (entry.valid_from or 0) <= year <= (entry.valid_to or 9999)


@lru_cache(maxsize=65536)
def _plain(name: str) -> str:
    """A name without brackets, connectives and blanks."""
    return fold_item(name).translate(_BRACKETS)


def _near(one: str, other: str) -> bool:
    """True where one name begins the other, or they differ in a general ending only: abbreviations and cut cells."""
    if min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)):
        return True
    return _stem(one) == _stem(other)


def _stem(name: str) -> str:
    return next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), name)


@lru_cache(maxsize=8)
def _owners(knowledge: Knowledge, kind: str) -> dict[str, frozenset[str]]:
    """The codes that bear each name, of the entries that were seen printed."""
    owners: dict[str, set[str]] = defaultdict(set)
    for code, entries in codes_of(knowledge, kind).items():
        for entry in entries:
            if entry.evidence != UNVERIFIED:
                owners[_plain(entry.name)].add(code)
    return {name: frozenset(codes) for name, codes in owners.items()}


def _difference(
    line: Line, kind: str, code: str, name: str, entries: tuple[Code, ...], state: str, year: int
) -> Result:
    trusted = tuple(entry for entry in entries if entry.evidence != UNVERIFIED)
    if state == "note" and any(_plain(entry.name) == _plain(name) for entry in trusted):
        zh, en = _of_another_year(code, name, trusted, year)
    else:
        names = _listed(trusted) or entries[0].name
        zh = f"{code}印为“{fold(name)}”，科目表中为“{names}”。"
        en = f"Code {code} is printed with the name “{fold(name)}”; the official list has “{names}”."
        if state == "note":
            zh, en = f"{zh}可能是其他年份的名称或简称。", f"{en} Perhaps the name of another year, or a short form."
    return Result(f"{line.row_id}-{kind}", line.row_id, state, zh, en, "印出的名称", None, line.row_id, "科目表的名称")


def _of_another_year(code: str, name: str, entries: tuple[Code, ...], year: int) -> tuple[str, str]:
    """What to say of a name that the code bears in other years, and what it is called in this one, if that is known."""
    zh = f"{code}印的“{fold(name)}”是其他年份的科目名称"
    en = f"Code {code} is printed with the name “{fold(name)}”, which it bears in other years"
    if now := _listed(entry for entry in entries if _valid(entry, year)):
        return f"{zh}，{year}年为“{now}”。", f"{en}; in {year} it is “{now}”."
    return f"{zh}。", f"{en}."


def _listed(entries: Iterable[Code]) -> str:
    return "、".join(dict.fromkeys(entry.name for entry in entries))


RULE = Rule(
    "E1",
    "科目编码与名称相符",
    "Codes bear their official names",
    "印出的科目编码应在政府收支分类科目中，名称应与当年版本相符；旧名称予以提示。我们的科目表不全，表中没有的编码不作判断。",
    "A printed code is in the official classification and bears the name of that year's edition; older "
    "names are noted. Our list is not complete: codes it lacks are not judged.",
    find,
    ("general_budget_expenditure", "basic_expenditure"),
)
