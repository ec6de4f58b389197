"""Addresses and anchors that were released never stop answering."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import permalinks
from gongkai.errors import PublishError, SettingsError
from gongkai.permalinks import Answers, State
from gongkai.permalinks.anchors import of_page, pack, unpack
from gongkai.permalinks.ledger import COLUMNS, EMPTY

PAGE = "units/130300-kexie/2021-budget/"
DAY = date(2026, 3, 1)
ONE, TWO = State(1, "a" * 64), State(2, "b" * 64)
ANCHOR = st.one_of(
    st.integers(1, 1200).map(lambda number: f"t{number:02d}"),
    st.tuples(st.integers(1, 30), st.integers(1, 2000)).map(lambda one: f"t{one[0]:02d}r{one[1]}"),
    st.integers(1, 1200).map(lambda number: f"s{number:03d}"),
    st.integers(1, 1200).map(lambda number: f"L{number}"),
    st.integers(1, 1200).map(lambda number: f"f2-p{number}"),
)


@given(st.frozensets(ANCHOR))
def test_packing_loses_nothing(anchors: frozenset[str]) -> None:
    assert unpack(pack(anchors)) == anchors


def test_packing_is_compact() -> None:
    anchors = (
        [f"t{n:02d}" for n in range(1, 13)] + [f"t05r{n}" for n in range(1, 34)] + [f"s{n:03d}" for n in range(1, 42)]
    )
    assert pack(reversed(anchors)) == "s001-041 t01-12 t05r1-33"


@pytest.mark.parametrize("token", ["x1", "t05r3-1", "L1-9999999999", "t", "-", "s1-2-3", "t5r", "L٣"])
def test_tokens_that_are_none(token: str) -> None:
    with pytest.raises(ValueError, match=token):
        unpack(token)


def test_only_the_anchors_of_the_contract_count() -> None:
    html = '<h1 id="top"><section id="t01"><tr id=t01r2><td id=t01r2c3><p id=s001><p id=f2-L7>'
    assert of_page(html) == {"t01", "t01r2", "s001", "f2-L7"}


def site(folder: Path, pages: dict[str, str]) -> Path:
    for address, html in pages.items():
        path = folder / address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<article>{html}</article>", encoding="utf-8")
    return folder


def released(folder: Path, pages: dict[str, str], state: State = ONE) -> permalinks.Ledger:
    proposed = permalinks.finish(site(folder, pages), EMPTY, Answers(), {PAGE: state})
    return permalinks.release(proposed, DAY)


def test_the_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    ledger = released(tmp_path / "site", {"": "", PAGE: '<p id="s001">', "about": ""})
    (tmp_path / "ledger.csv").write_bytes(ledger.encode())
    assert permalinks.read_ledger(tmp_path / "ledger.csv") == ledger
    assert ledger.encode().decode().splitlines()[3] == f"/{PAGE},1,2026-03-01,1,2026-03-01,{'a' * 64},s001"
    assert (tmp_path / "site/permalinks.txt").read_text() == f"/\n/about/\n/{PAGE}\n"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("/a/,1,,1,,", "6 values"),
        ("/a/,1,,1,,,,", "8 values"),
        ("a/,1,,1,,,", "address is 'a/'"),
        ("/../,1,,1,,,", "address is"),
        ("/a/,x,,1,,,", "version is 'x'"),
        ("/a/,1,,0,,,", "version is '0'"),
        ("/a/,1,2026-13-01,1,,,", "is not a day"),
        ("/a/,1,,1,,abc,", "sha256 is 'abc'"),
        ("/a/,1,,1,,,x9", "anchors hold x9"),
        ("/about/,1,,1,,,", "there twice"),
        ('"/a/', "cannot be read"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, found: str) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text(f"{','.join(COLUMNS)}\n/about/,1,,1,,,\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=found) as error:
        permalinks.read_ledger(path)
    assert error.value.where in ("site_src/permalinks.csv:3", "site_src/permalinks.csv")


def test_a_wrong_header_is_named(tmp_path: Path) -> None:
    (tmp_path / "ledger.csv").write_text("address;first\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="not the header"):
        permalinks.read_ledger(tmp_path / "ledger.csv")


def test_proposals_may_vanish_promises_may_not(tmp_path: Path) -> None:
    proposed = permalinks.finish(site(tmp_path / "1", {"": "", "old": ""}), EMPTY, Answers(), {})
    again = permalinks.finish(site(tmp_path / "2", {"": ""}), proposed, Answers(), {})
    assert set(again.proposed) == {""}
    with pytest.raises(PublishError, match=r"1 published addresses would disappear:\n  /old/"):
        permalinks.finish(site(tmp_path / "3", {"": ""}), permalinks.release(proposed, DAY), Answers(), {})


def test_a_lost_anchor_is_listed(tmp_path: Path) -> None:
    ledger = released(tmp_path / "1", {PAGE: "<p id=s001><p id=s002>"})
    with pytest.raises(PublishError, match="s002"):
        permalinks.finish(site(tmp_path / "2", {PAGE: "<p id=s001>"}), ledger, Answers(), {PAGE: ONE})


def test_an_anchor_of_an_earlier_version_leads_there(tmp_path: Path) -> None:
    ledger = released(tmp_path / "1", {PAGE: "<p id=s001><p id=s002>", f"{PAGE}source": "<p id=L9>"})
    pages = {
        PAGE: "<p id=s001>",
        f"{PAGE}v1": "<p id=s001><p id=s002>",
        f"{PAGE}source": "",
        f"{PAGE}v1/source": "<p id=L9>",
    }
    new = permalinks.finish(site(tmp_path / "2", pages), ledger, Answers(), {PAGE: TWO, f"{PAGE}v1/": ONE})
    page = (tmp_path / "2" / PAGE / "index.html").read_text()
    assert '<a id="s002" href="v1/index.html#s002">' in page and page.endswith("</article>")
    assert 'href="../v1/source/index.html#L9"' in (tmp_path / "2" / PAGE / "source/index.html").read_text()
    assert new.released[PAGE].version == 1
    assert (new.proposed[PAGE].version, new.proposed[PAGE].anchors) == (2, "s001-002")
    assert permalinks.release(new, date(2027, 3, 1)).released[PAGE].since == DAY


def test_a_redirect_keeps_what_lies_below(tmp_path: Path) -> None:
    ledger = released(tmp_path / "1", {"units/a": "", "units/a/2021-budget": "", "units/a/2021-budget/source": ""})
    answers = answers_of(tmp_path, "redirects:\n  - {from: units/a/, to: units/b/, because: 更名}\n")
    pages = {"units/b": "", "units/b/2021-budget": "", "units/b/2021-budget/source": ""}
    permalinks.finish(site(tmp_path / "2", pages), ledger, answers, {}, "https://example.org/")
    html = (tmp_path / "2/units/a/2021-budget/source/index.html").read_text()
    assert 'url=../../../../units/b/2021-budget/source/index.html"' in html and "更名" in html
    assert '<link rel="canonical" href="https://example.org/units/b/2021-budget/source/">' in html
    with pytest.raises(PublishError, match="/units/a/2021-budget/source/"):
        permalinks.finish(site(tmp_path / "3", {"units/b": "", "units/b/2021-budget": ""}), ledger, answers, {})


def test_a_stone_says_what_was_here(tmp_path: Path) -> None:
    ledger = released(tmp_path / "1", {PAGE: ""})
    text = f"withdrawn:\n  - {{address: /{PAGE}, date: 2027-01-05, because: 含<个人>信息, title: 2021年预算}}\n"
    permalinks.finish(site(tmp_path / "2", {"": ""}), ledger, answers_of(tmp_path, text), {})
    html = (tmp_path / "2" / PAGE / "index.html").read_text()
    assert "2027-01-05" in html and "含&lt;个人&gt;信息" in html and "2021年预算" in html


def answers_of(folder: Path, text: str, live: tuple[str, ...] = ()) -> Answers:
    path = folder / "redirects.yml"
    path.write_text(text, encoding="utf-8")
    return permalinks.read_answers(path, live)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("redirects:\n  - {from: a/, to: b/}\n  - {from: b/, to: c/}\n  - {from: c/, to: a/}\n", "circle"),
        ("redirects:\n  - {from: a/, to: a/b/}\n", "circle"),
        ("redirects:\n  - {from: a/, to: a/}\n", "circle"),
        ("redirects:\n  - {from: a/, to: b/}\n  - {from: a/, to: c/}\n", "an entry already"),
        (
            "redirects:\n  - {from: a/, to: b/}\nwithdrawn:\n  - {address: a, date: 2026-01-01, because: 撤}\n",
            "already",
        ),
        ("redirects:\n  - {from: live/, to: b/}\n", "claimed by a page that exists"),
        ("redirects:\n  - {from: ä/, to: b/}\n", "from is 'ä'"),
        ("redirects:\n  - {from: a/, too: b/}\n", "to is missing"),
        ("withdrawn:\n  - {address: a/, because: 撤}\n", "date is missing"),
        ("withdrawn:\n  - {address: a/, date: 2026-01-01}\n", "because is missing"),
        ("moved: []\n", "unknown key"),
    ],
)
def test_wrong_answers_are_named(tmp_path: Path, text: str, found: str) -> None:
    with pytest.raises(SettingsError, match=found):
        answers_of(tmp_path, text, ("live/",))


def test_a_renamed_unit_is_recognised_before_anything_is_written(tmp_path: Path) -> None:
    ledger = released(tmp_path, {PAGE: "", "units/130300-kexie": ""})
    with pytest.raises(PublishError, match=r"from: units/130300-kexie/, to: units/130300-xin/"):
        permalinks.check_claims(ledger, Answers(), ["units/130300-xin/2021-budget/"])
    answers = answers_of(tmp_path, "redirects:\n  - {from: units/130300-kexie/, to: units/130300-xin/}\n")
    permalinks.check_claims(ledger, answers, ["units/130300-xin/2021-budget/"])
    permalinks.check_claims(ledger, Answers(), [PAGE])


def test_ten_thousand_disclosures_fit_into_git(tmp_path: Path) -> None:
    """Two pages a disclosure, of the size of a real one, in less than ten megabytes."""
    anchors = [f"t{n:02d}" for n in range(1, 13)] + [f"t{t:02d}r{n}" for t in range(1, 13) for n in range(1, 34)]
    ledger = released(tmp_path, {PAGE: "".join(f"<p id={one}>" for one in anchors)})
    entry = ledger.released[PAGE]
    source = replace(entry, address=f"{PAGE}source/", sha256="", anchors=pack(f"L{n}" for n in range(1, 536)))
    line = len(permalinks.Ledger({"": entry, "source": source}, {}).encode()) - len(permalinks.Ledger({}, {}).encode())
    assert line * 10_000 < 10_000_000
