"""Stage 4: which official form a table is, what its columns mean, in which unit of money, and whether it is empty."""

from gongkai.recognisers.recognise import recognise

__all__ = ["recognise"]
