"""`gongkai add`: from files to a filed disclosure, with what was found and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from gongkai import documents, intake, pipeline, settings
from gongkai.errors import SettingsError
from gongkai.inspect import describe_identity, left_overs
from gongkai.knowledge import load
from gongkai.knowledge.text import fold
from gongkai.model.disclosure import Unit
from gongkai.paths import Paths

Confirm = Callable[[str], bool]
STAGE_WORDS = {"budget": "预算", "final": "决算", "performance": "预算绩效"}
NO_TITLE = "文件中没有印出的标题，本标题为收录时所拟。"


def add(
    root: Path,
    files: Sequence[Path],
    choices: Mapping[str, str | int | None],
    *,
    further: bool,
    replace: bool,
    confirm: Confirm | None,
) -> Iterator[str]:
    """File the disclosure; lines for the terminal. `choices` are unit, agency, year, stage and source, as far as given.

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
    units = {one.unit.unit_id: one.unit for one in documents.discover(paths)[0]}
    unit = units.get(str(choices["unit"] or "")) or (None if choices["unit"] else _known(units.values(), found))
    code = unit.division_code if unit else str(choices["unit"] or "").partition("-")[0]
    agency = unit.name if unit else str(choices["agency"] or "") or found.agency
    if not code and ("unit" in found.unsure or not found.divisions):
        places = ", ".join(f"{one.code} {one.province}{one.city}{one.name}" for one in found.divisions) or "none"
        raise SettingsError(where, f"the unit is not certain ({found.agency or 'no agency'}; divisions: {places})",
                            "give --unit, a division code and a short name: 130532-kexie")  # fmt: skip
    if not agency:
        raise SettingsError(where, "names no agency that was recognised", "give --agency with its full name")
    division = intake.division_of_code(code, year) if code else found.divisions[0]
    if division is None:
        raise SettingsError(where, f"no division {code} in {year}", "give --unit with a GB/T 2260 code")
    notes = () if found.title else (NO_TITLE,)
    return intake.Entry(
        unit_id=unit.unit_id if unit else str(choices["unit"] or "") or _new_id(units, found, division),
        agency=agency,
        division=division,
        fiscal_year=year,
        stage=stage,
        scope=unit.scope if unit else found.scope,
        title=found.title or f"{agency}{year}年{STAGE_WORDS[stage]}公开",
        credit_code=found.credit_code,
        source_address=str(choices["source"] or ""),
        notes=notes,
    )


def _known(units: Iterable[Unit], found: intake.Identity) -> Unit | None:
    """The unit already filed whose document this is: the same scope and name, the place in front of it left out or not."""
    codes = {one.code for one in found.divisions}
    for unit in units:
        one, other = fold(unit.name), fold(found.agency)
        alike = one == other or (
            unit.division_code in codes and bool(other) and (one.endswith(other) or other.endswith(one))
        )
        if alike and unit.scope == found.scope:
            return unit
    return None


def _new_id(units: Mapping[str, Unit], found: intake.Identity, division: intake.Division) -> str:
    """An id that no other unit has: the agency itself beside its department gets `-benji`, others a number."""
    plain = f"{division.code}-{intake.slug(found.agency, division, load())}"
    taken = units.get(plain)
    if taken is not None and found.scope == "unit" and fold(taken.name) == fold(found.agency):
        plain += "-benji"
    numbered = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
    return next(one for one in numbered if one not in units)
