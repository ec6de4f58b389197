from dataclasses import replace

import pytest

from gongkai.errors import KnowledgeError
from gongkai.knowledge import load
from gongkai.privacy.rules import load_rules


def test_without_its_data_nothing_is_published():
    with pytest.raises(KnowledgeError, match=r"privacy\.yml"):
        load_rules(replace(load(), lookups={}))


@pytest.mark.parametrize(
    "change",
    [
        {"labels": [{"kind": "shoe-size", "words": ["鞋码"]}]},
        {"labels": [{"kind": "name", "words": ["甲"], "ofice": True}]},
        {"surnames": "王王"},
        {"titles": [True]},
        {"extra": []},
    ],
)
def test_data_that_contradicts_itself_is_refused(change):
    data = {**load().lookups["privacy"], **change}
    with pytest.raises(KnowledgeError):
        load_rules(replace(load(), lookups={"privacy": data}))
