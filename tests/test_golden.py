"""datapackages/ is committed: rebuilding it gives the same bytes. Read the diff against the source before accepting one."""

from __future__ import annotations

from pathlib import Path

from gongkai import documents, lasting, packages, pipeline
from gongkai.paths import Paths
from gongkai.settings import load

ROOT = Path(__file__).parent.parent


def test_rebuilt_packages_are_the_committed_ones() -> None:
    paths = Paths(ROOT)
    disclosures, problems = documents.discover(paths)
    assert problems == ()
    rebuilt: dict[str, bytes] = {}
    settings = load(ROOT)
    lasts = lasting.Lasting.read(paths, settings, disclosures)
    for one in (pipeline.convert(each, settings) for each in disclosures):
        assert one.error is None and one.package is not None, one.error
        files = lasting.render(one.package, lasts.released(one.disclosure))
        rebuilt |= {f"{one.disclosure.unit.unit_id}/{one.disclosure.key}/{name}": data for name, data in files.items()}
    committed = {
        path.relative_to(paths.datapackages).as_posix(): path.read_bytes()
        for folder in packages.package_folders(paths.datapackages)
        for path in folder.iterdir()
    }
    assert sorted(rebuilt) == sorted(committed)
    assert [name for name in rebuilt if rebuilt[name] != committed[name]] == []
