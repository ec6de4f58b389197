"""What the sentences of a disclosure claim: amounts, changes and shares, with what they speak of."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.narrative.subjects import Subject
from gongkai.narrative.tokens import Money, Token


@dataclass(eq=False)
class Claim:
    """One row of `statements` in the making. Mutable only while its sentence is read.

    `amount` and `change` are the printed amounts; `flat` is True where words say that nothing changed, and then
    `same_exactly` whether they say so without 基本; `base` marks the prior amount of a comparison; `parts` holds the keys of the parts found so far.
    """

    start: int
    paragraph: int
    sentence: str
    amount: Money | None = None
    change: Money | None = None
    subject: Subject = field(default_factory=Subject)
    whole: Claim | None = None
    year: int | None = None
    measure: str = ""
    direction: str = ""
    flat: bool = False
    same_exactly: bool = False
    percent: Decimal | None = None
    share: Decimal | None = None
    completion: Decimal | None = None
    base_year: int | None = None
    base_measure: str = ""
    base: bool = False
    classification: str = ""
    side: str = ""
    parts: set[str] = field(default_factory=set)

    @property
    def indicator(self) -> str:
        """The key of the indicator, blank if none."""
        return self.subject.indicator

    @property
    def code(self) -> str:
        """The code, blank if none or not certain, or where an indicator says the same."""
        return "" if self.indicator else self.subject.code(self.classification)

    @property
    def key(self) -> str:
        """What makes two claims speak of the same: the indicator, else the code; blank if neither."""
        return self.indicator or self.code

    @property
    def changed(self) -> bool:
        """True where the claim says how the amount changed."""
        return self.change is not None or self.flat or self.percent is not None

    @property
    def holds(self) -> bool:
        """True where the claim is a fact others can refer to: no limit, no rate, no prior amount."""
        return not self.base and not (self.amount and self.amount.threshold)


@dataclass(eq=False)
class Layer:
    """A whole and the parts that are being listed.

    `depth` is the number of open brackets where the list began; `tentative` marks a bracket behind an amount, whose
    amounts are parts only where their indicators are.
    """

    whole: Claim | None
    depth: int
    last: Claim | None = None
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """With what a change is compared: 较2018年预算 is 2018, budget. `subject` is the text before it, `rest` after it."""

    year: int | None
    measure: str
    before: str
    rest: str


@dataclass(frozen=True, slots=True)
class Span:
    """A token and the words that lead to it, all in the folded text.

    `label` is the text of its own clause, `region` all text since the token before it.
    """

    token: Token
    label: str
    region: str
