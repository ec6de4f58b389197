"""Permanent addresses: the ledger of all published ones, and what answers at those that are gone."""

from gongkai.permalinks.answers import Answers, read_answers
from gongkai.permalinks.claims import check_claims
from gongkai.permalinks.finish import finish
from gongkai.permalinks.ledger import Entry, Ledger, State, read_ledger, release

__all__ = [
    "Answers",
    "Entry",
    "Ledger",
    "State",
    "check_claims",
    "finish",
    "read_answers",
    "read_ledger",
    "release",
]
