"""Commands about what lasts: diff, verify, release. Parse, call, print, exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from gongkai.errors import GongkaiError
from gongkai.paths import Paths


def register(main: click.Group, root_option: Callable[[Any], Any]) -> None:
    """Add the commands to the command line; `root_option` is its option --root."""
    for command in (diff, release):
        main.command()(root_option(command))
    main.command()(verify)


@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "csv"]), default="text", help="Default: text.")
def diff(root: Path, old: str, new: str, form: str) -> None:
    """List every value that differs between OLD and NEW.

    Each is a folder, a package (130300-kexie/2021-budget), a version of one (130300-kexie/2021-budget@v1) or a commit.
    """
    from gongkai import comparing

    try:
        sys.stdout.reconfigure(encoding="utf-8") if hasattr(sys.stdout, "reconfigure") else None
        click.echo(comparing.compare(root, old, new, form), nl=False)
    except GongkaiError as error:
        _stop(error)


@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def verify(site: Path) -> None:
    """Verify that the folder SITE, a copy of a built site, is exactly what its manifest.json lists."""
    from gongkai import site as sites

    try:
        lines = sites.verify(site)
    except GongkaiError as error:
        _stop(error)
    for line in lines:
        click.echo(line)
    click.echo(f"{len(lines)} files differ" if lines else "every file is as listed")
    sys.exit(1 if lines else 0)


@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the release. Default: today.")
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 where something is not released yet.")
@click.option(
    "--against", metavar="COMMIT", help="With --check: exit code 1 where a promise of COMMIT is gone instead."
)
def release(root: Path, day: datetime | None, check: bool, against: str | None) -> None:
    """Promise what the last build made: its addresses, anchors and versions.

    Until then every build may change them; from then on no build loses one, and changed data are a new version.
    """
    from gongkai import comparing, lasting

    try:
        if check and against:
            lost = comparing.broken_promises(root, against)
            for promise in lost:
                click.echo(promise)
            click.echo(f"{len(lost)} promises of {against} are gone from site_src/permalinks.csv")
            sys.exit(1 if lost else 0)
        addresses = lasting.pending(Paths(root)) if check else lasting.release(Paths(root), _day(day))
    except GongkaiError as error:
        _stop(error)
    for address in addresses:
        click.echo(f"/{address}")
    click.echo(f"{len(addresses)} addresses {'not released yet' if check else 'released'}")
    sys.exit(1 if check and addresses else 0)


def _day(given: datetime | None) -> date:
    """The day given, or that of SOURCE_DATE_EPOCH (seconds since 1970, UTC), or today."""
    if given is not None:
        return given.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def _stop(error: GongkaiError) -> NoReturn:
    click.echo(error, err=True)
    sys.exit(1)
