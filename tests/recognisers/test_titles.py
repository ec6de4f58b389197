"""The names that provinces print over their tables name the right form."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from gongkai.knowledge import load
from gongkai.recognisers.titles import match_title

NAMES = yaml.safe_load((Path(__file__).parent / "titles.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, names in NAMES.items() for name in names])
def test_name(key: str, name: str) -> None:
    found = match_title(name, load())
    assert (found[0][0].key if found else "none") == key
