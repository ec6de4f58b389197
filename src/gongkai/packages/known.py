"""What validation knows to be good: it may be kept, and learned elsewhere by the same gongkai with the same frictionless."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.packages import kinds, profile

Good = Mapping[str, tuple[frozenset[str], ...]]
"""By resource and column, kinds of values; under `_PROFILE` parts of descriptors."""

_PROFILE = "profile"


def known() -> Good:
    """What is known in this process now."""
    found = {name: tuple(frozenset(one) for one in columns) for name, columns in kinds.KNOWN.items()}
    return {**found, _PROFILE: (frozenset(profile.SOUND),)}


def learn(good: Good) -> None:
    """Take what `known` said elsewhere."""
    for name, found in good.items():
        if name == _PROFILE:
            profile.SOUND.update(*found)
            continue
        for mine, more in zip(kinds.KNOWN.setdefault(name, tuple(set() for _ in found)), found, strict=True):
            mine |= more
