"""C4: the direction word agrees with the sign; the reason given does not contradict it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from gongkai.checks.c3_change import base_of
from gongkai.checks.figure import Figure
from gongkai.checks.judging import money_en, money_zh, untestable
from gongkai.checks.ledger import Ledger, text
from gongkai.checks.rule import Result, Rule
from gongkai.knowledge.text import fold
from gongkai.model.package import Row

WORDS = {"increase": ("增加", "an increase"), "decrease": ("减少", "a decrease"), "flat": ("持平", "no change")}

_NEAR = 8


def find(ledger: Ledger) -> Iterator[Result]:
    """Each sentence that names a direction, where the amounts of both years or a reason are printed."""
    rows = ledger.package.rows("statements")
    sections = {text(row, "row_id"): fold(text(row, "text")) for row in ledger.package.rows("sections")}
    told = Counter(text(row, "sentence") for row in rows if text(row, "change_direction"))
    found = False
    for row in rows:
        if not text(row, "change_direction"):
            continue
        for result in (_sign(ledger, row, rows), _reason(ledger, row, sections, told)):
            if result is not None:
                found = True
                yield result
    for result in (*_against_budget(ledger, rows, sections), *_announced(ledger, rows)):
        found = True
        yield result
    if not found:
        yield untestable(
            "direction", "text", "文字中没有两年金额或原因可核对", "no sentence gives both amounts or a reason"
        )


def _against_budget(ledger: Ledger, rows: tuple[Row, ...], sections: Mapping[str, str]) -> Iterator[Result]:
    """决算数大于（小于）预算数, in a paragraph that gives both amounts of one subject."""
    for section_id, words in sections.items():
        said = {match[1] for match in _AGAINST.finditer(words)}
        if len(said) != 1:
            continue
        pairs: dict[tuple[str, str], dict[str, list[Row]]] = {}
        for row in rows:
            if text(row, "section_id") == section_id and row.get("amount") is not None:
                own = pairs.setdefault((text(row, "indicator"), text(row, "code")), {})
                own.setdefault(text(row, "measure"), []).append(row)
        both = [one for one in pairs.values() if len(one.get("budget", ())) == len(one.get("final", ())) == 1]
        if len(both) != 1:
            continue
        final, budget = (ledger.stated(both[0][name][0]) for name in ("final", "budget"))
        if final is not None and budget is not None:
            yield _budget_result(both[0]["final"][0], said.pop(), final, budget)


_AGAINST = re.compile(r"决算数(大于|小于)(?:年初|全年|调整)?预算数")


def _budget_result(row: Row, said: str, final: Figure, budget: Figure) -> Result:
    gap, slack = final.amount - budget.amount, final.slack + budget.slack
    right = (gap > 0) == (said == "大于")
    state = "pass" if right and gap else "fail" if abs(gap) > slack else "note"
    place = text(row, "row_id")
    now_zh, then_zh = money_zh(final.amount, final), money_zh(budget.amount, budget)
    en = "more" if said == "大于" else "less"
    return Result(
        f"{place}-budget", place, state,
        f"文字写明决算数{said}预算数；决算数{now_zh}，预算数{then_zh}。",
        f"The text says that the final figure is {en} than the budget; they are {money_en(final.amount)} and "
        f"{money_en(budget.amount)}.",
        "决算数", final.amount, final.source, "预算数", budget.amount, budget.source, gap, slack,
    )  # fmt: skip


def _sign(ledger: Ledger, row: Row, rows: tuple[Row, ...]) -> Result | None:
    base_row = base_of(row, rows)
    amount = ledger.stated(row)
    base = ledger.stated(base_row) if base_row is not None else None
    if amount is None or base is None:
        return None
    gap = amount.amount - base.amount
    actual = "flat" if abs(gap) <= amount.slack + base.slack else "increase" if gap > 0 else "decrease"
    stated = text(row, "change_direction")
    state = "pass" if actual == stated else "note" if "flat" in {actual, stated} else "fail"
    return _result(row, state, stated, actual, amount, base)


def _result(row: Row, state: str, stated: str, actual: str, amount: Figure, base: Figure) -> Result:
    place = text(row, "row_id")
    now_zh, then_zh = money_zh(amount.amount, amount), money_zh(base.amount, base)
    zh = f"文字写明{WORDS[stated][0]}；当年{now_zh}，上年{then_zh}，两数相比为{WORDS[actual][0]}。"
    en = (
        f"The text states {WORDS[stated][1]}; {money_en(amount.amount)} against {money_en(base.amount)} "
        f"is {WORDS[actual][1]}."
    )
    return Result(
        place,
        place,
        state,
        zh,
        en,
        "当年金额",
        amount.amount,
        amount.source,
        "上年金额",
        base.amount,
        base.source,
        amount.amount - base.amount,
        amount.slack + base.slack,
    )


def _reason(ledger: Ledger, row: Row, sections: Mapping[str, str], told: Mapping[str, int]) -> Result | None:
    """A pass where the reason speaks of the same direction, a note where it speaks only of the opposite."""
    stated = text(row, "change_direction")
    if stated == "flat" or not (row.get("change") or row.get("change_percent")):
        return None
    if told[text(row, "sentence")] > 1:
        return None
    reason = _clause(_with_next(ledger, sections, row), ledger.words["reason"])
    if any(word in reason for word in ledger.words["contrast"]):
        return None
    ups = any(word in reason for word in ledger.words["up"])
    downs = any(word in reason for word in ledger.words["down"])
    if ups == downs:
        return None
    place = text(row, "row_id")
    if (stated == "increase") == ups:
        return Result(
            f"{place}-reason", place, "pass",
            f"文字写明{WORDS[stated][0]}，所述原因与之相符：“{reason}”。",
            f"The text states {WORDS[stated][1]}, and the reason given agrees: “{reason}”.",
            "文字中的变动方向", None, place, "文字中的原因", None, place,
        )  # fmt: skip
    other = WORDS["increase" if ups else "decrease"]
    return Result(
        f"{place}-reason",
        place,
        "note",
        f"文字写明{WORDS[stated][0]}，所述原因却是{other[0]}：“{reason}”。",
        f"The text states {WORDS[stated][1]}, the reason given speaks of {other[1]}.",
        "文字中的变动方向",
        None,
        place,
        "文字中的原因",
        None,
        place,
    )


_ANNOUNCED = re.compile(r"(增加|增长|上升|减少|下降|降低)的(主要)?原因[是为:]")


def _announced(ledger: Ledger, rows: tuple[Row, ...]) -> Iterator[Result]:
    """A paragraph that opens with “…减少的主要原因是” where every change stated right before it is an increase.

    Right before is: in the paragraphs between it and the nearest heading above.
    """
    ways: dict[str, set[str]] = {}
    for row in rows:
        ways.setdefault(text(row, "section_id"), set()).add(text(row, "change_direction"))
    above: set[str] = set()
    for section in ledger.package.rows("sections"):
        if text(section, "kind") in {"furniture", "contents"}:
            continue
        if text(section, "heading"):
            above = set()
        own, place = ways.get(text(section, "row_id"), set()) - {"", "flat"}, text(section, "row_id")
        sentence = fold(text(section, "text")).partition("。")[0]
        match = _ANNOUNCED.search(sentence)
        if match and not own and above and not any(char.isdecimal() for char in sentence[: match.start()]):
            stated = "increase" if match[1] in ledger.words["up"] else "decrease"
            if stated not in above:
                shown, printed = WORDS[stated], WORDS[min(above)]
                yield Result(
                    f"{place}-announced",
                    place,
                    "note",
                    f"此处解释“{match[1]}的原因”，上文写明的变动却都是{printed[0]}。",
                    f"This place explains {shown[1]}; every change stated above it is {printed[1]}.",
                    "解释的变动方向",
                    None,
                    place,
                    "上文的变动方向",
                )
        above |= own


def _with_next(ledger: Ledger, sections: Mapping[str, str], row: Row) -> str:
    """The sentence, and the next one of its paragraph where that begins with the reason."""
    sentence = fold(text(row, "sentence"))
    after = sections.get(text(row, "section_id"), "").partition(sentence)[2].partition("。")[0]
    begins = any(word in after[:_NEAR] for word in ledger.words["reason"])
    return f"{sentence.rstrip('。')},{after}" if begins else sentence


def _clause(sentence: str, words: tuple[str, ...]) -> str:
    """The words after the one mention of a reason, to the end of the sentence; blank where there are several."""
    starts = [at + len(word) for word in words if (at := sentence.find(word)) >= 0]
    if not starts or sentence.count(words[-1]) > 1:
        return ""
    return sentence[max(starts) :].partition("。")[0].strip(":是为,")


RULE = Rule(
    "C4",
    "增减方向与金额、原因相符",
    "The direction stated agrees with the amounts and the reason",
    "写“增加”时当年数应大于上年数，写“减少”时应小于；原因只写相反方向的，予以提示。"
    "写“决算数大于（小于）预算数”的，两数应与之相符。",
    "Where the text says more, the amount is more than the year before; a reason that speaks "
    "only of the opposite is noted. A final figure said to be more or less than the budget is so.",
    find,
    ("changes",),
)
