"""Permanent addresses: the ledger of all published ones, and what answers at those that are gone."""

from gongkai.permalinks.anchors import unpack
from gongkai.permalinks.answers import Answers, Redirect, Withdrawal, read_answers
from gongkai.permalinks.claims import check_claims
from gongkai.permalinks.finish import finish
from gongkai.permalinks.found import anchors_of
from gongkai.permalinks.ledger import Entry, Ledger, State, read_ledger, release

__all__ = [
    "Answers",
    "Entry",
    "Ledger",
    "Redirect",
    "State",
    "Withdrawal",
    "anchors_of",
    "check_claims",
    "finish",
    "read_answers",
    "read_ledger",
    "release",
    "unpack",
]
