"""`gongkai add`: from files to a filed disclosure, with what was found and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from gongkai import documents, intake, pipeline, settings
from gongkai.errors import SettingsError
from gongkai.inspect import describe_identity, left_overs
from gongkai.knowledge import load
from gongkai.knowledge.text import fold
from gongkai.paths import Paths

Confirm = Callable[[str], bool]


def add(
    root: Path,
    files: Sequence[Path],
    choices: Mapping[str, str | int | None],
    *,
    further: bool,
    replace: bool,
    confirm: Confirm | None,
) -> Iterator[str]:
    """File the disclosure; lines for the terminal. `choices` are unit, year, stage and source, as far as given.

    Raises SettingsError naming the option to give where the documents do not say enough.
    """
    paths, options = Paths(root), settings.load(root)
    found, _, package, _ = pipeline.look(files, options, int(choices["year"] or 0), str(choices["stage"] or ""))
    yield from describe_identity(found)
    entry = decide(paths, found, choices, files)
    question = f"file as {entry.unit_id}/{entry.fiscal_year}-{entry.stage} ({entry.agency})"
    if confirm is not None and not confirm(question + "?"):
        yield "nothing filed"
        return
    filed = pipeline.add(paths, files, entry, further=further, replace=replace)
    yield f"{filed.state}: {filed.folder.relative_to(paths.root).as_posix()}"
    yield from left_overs(package)


def decide(
    paths: Paths, found: intake.Identity, choices: Mapping[str, str | int | None], files: Sequence[Path]
) -> intake.Entry:
    """What was found, with the choices over it. Raises SettingsError where something is still open."""
    where = ", ".join(path.name for path in files)
    year = int(choices["year"] or 0) or (found.fiscal_year if "year" not in found.unsure else 0)
    stage = str(choices["stage"] or "") or found.stage
    if not year:
        raise SettingsError(
            where, f"the fiscal year is not certain ({found.fiscal_year or 'not found'})", "give --year"
        )
    if not stage:
        raise SettingsError(where, "the stage is not certain", "give --stage budget, final or performance")
    unit_id = str(choices["unit"] or "")
    known = {one.unit.unit_id: one.unit for one in documents.discover(paths)[0]}
    if not unit_id:
        unit_id = next((key for key, unit in known.items() if _is(unit.name, found.agency)), "")
    if unit_id in known:
        agency, code = known[unit_id].name, known[unit_id].division_code
    else:
        agency, code = found.agency, unit_id.partition("-")[0]
    if not unit_id and ("unit" in found.unsure or not found.divisions):
        places = ", ".join(f"{one.code} {one.province}{one.city}{one.name}" for one in found.divisions) or "none"
        raise SettingsError(where, f"the unit is not certain ({found.agency or 'no agency'}; divisions: {places})",
                            "give --unit, a division code and a short name: 130532-kexie")  # fmt: skip
    division = intake.division_of_code(code, year) if code else found.divisions[0]
    if division is None:
        raise SettingsError(where, f"no division {code} in {year}", "give --unit with a GB/T 2260 code")
    return intake.Entry(
        unit_id=unit_id or f"{division.code}-{intake.slug(found.agency, division, load())}",
        agency=agency or found.agency,
        division=division,
        fiscal_year=year,
        stage=stage,
        scope=found.scope,
        title=found.title or f"{agency or found.agency}{year}年{'决算' if stage == 'final' else '预算'}公开",
        credit_code=found.credit_code,
        source_address=str(choices["source"] or ""),
    )


def _is(name: str, agency: str) -> bool:
    """True where two names of an agency are the same but for the province in front."""
    one, other = fold(name), fold(agency)
    return bool(other) and (one == other or one.endswith(other) or other.endswith(one))
