"""The command line: parse, call, print, exit code. No logic.

Exit codes: 0 all went well; 1 something was left out or failed, and was named; 2 wrong usage.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from gongkai import __version__, commands
from gongkai.errors import GongkaiError
from gongkai.paths import Paths


def _root(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path:
    """The root given, or the nearest folder upwards that holds disclosures/, or the current folder."""
    if value is not None:
        return value.resolve()
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "disclosures").is_dir()), here)


ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_root,
    help="The project to work on. Default: the nearest folder upwards that holds disclosures/.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, package_name="gongkai")
def main() -> None:
    """Budget disclosures of Chinese government agencies as validated open data and a static site."""


@main.command()
@ROOT
@click.option("--fresh", is_flag=True, help="Do everything again, even what has not changed.")
@click.option("--workers", type=click.IntRange(0, 1024), help="Processes that read at the same time; 0: all cores.")
@click.option("--only", multiple=True, metavar="PREFIX", help="Only units whose id starts so: 13, 130532-kexie.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="A dask cluster to work on: tcp://host:8786.")
@click.option("--site-url", default="", metavar="ADDRESS", help="Where it will be served, if gongkai.yml does not say.")
def build(root: Path, fresh: bool, workers: int | None, only: tuple[str, ...], scheduler: str, site_url: str) -> None:
    """Build the data packages and the site from disclosures/.

    Exit code 1 says that something was left out; each such thing is named with what to do.
    """
    from gongkai import pipeline, progress, settings

    try:
        options = settings.load(root)
        settings.check_address(site_url, "--site-url")
        options = replace(options, site_url=options.site_url or site_url)
        if workers is not None:
            options = replace(options, workers=workers)
        with progress.shown() as told:
            outcome = pipeline.build(Paths(root), options, fresh=fresh, only=only, scheduler=scheduler, progress=told)
    except GongkaiError as error:
        click.echo(error, err=True)
        sys.exit(1)
    for left_out in outcome.errors:
        click.echo(left_out, err=True)
    click.echo(outcome.summary)
    sys.exit(1 if outcome.errors else 0)


@main.command()
@ROOT
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one.")
def serve(root: Path, port: int) -> None:
    """Build the site, show it on this machine, and build again when something changes.

    Watches disclosures/, site_src/, the settings and gongkai's own knowledge. Ctrl+C ends.
    """
    from gongkai import serve as serving

    try:
        serving.serve(Paths(root), port, click.echo)
    except GongkaiError as error:
        click.echo(error, err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("stopped")


commands.register(main, ROOT)

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))


@main.command()
@ROOT
@FILES
@click.option("--year", type=int, default=0, help="The fiscal year, where the document does not say.")
@click.option("--stage", type=click.Choice(["budget", "final", "performance"]), help="The stage likewise.")
@click.option("--cells", is_flag=True, help="Print every cell of every table too.")
def inspect(root: Path, files: tuple[Path, ...], year: int, stage: str | None, cells: bool) -> None:
    """Show what is read in FILES, recognised and why, and left over. Files nothing."""
    from gongkai import pipeline, settings
    from gongkai.inspect import describe, describe_identity

    try:
        found, read, package, recognised = pipeline.look(files, settings.load(root), year, stage or "")
    except GongkaiError as error:
        click.echo(error, err=True)
        sys.exit(1)
    for line in (*describe_identity(found), *describe(read, recognised, package, cells)):
        click.echo(line)


@main.command()
@ROOT
@click.argument(
    "given", metavar="FOLDER|FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--workers", type=click.IntRange(0, 1024), help="Processes that read at the same time; 0: all cores.")
def survey(root: Path, given: tuple[Path, ...], workers: int | None) -> None:
    """Read each FILE and each file below each FOLDER by itself, and say what was found in it. Files nothing.

    Each: agency, division, year, stage, scope; tables by form; the identities that hold; coverage; what was left over;
    processor time. The last line adds up. Exit code 1 where a file could not be read.
    """
    from gongkai import pipeline, settings
    from gongkai import survey as surveying

    try:
        options = settings.load(root)
        options = options if workers is None else replace(options, workers=workers)
        totals = surveying.Totals()
        for line in surveying.survey(pipeline.look_at_all(surveying.files_of(given), options), totals):
            click.echo(line)
    except GongkaiError as error:
        click.echo(error, err=True)
        sys.exit(1)
    sys.exit(1 if totals.unread else 0)


@main.command()
@ROOT
@FILES
@click.option("--unit", default="", help="Unit id, as 130532-kexie.")
@click.option("--agency", default="", metavar="NAME", help="Full name of the agency, for a new unit.")
@click.option("--year", type=int, default=0, help="Fiscal year.")
@click.option("--stage", type=click.Choice(["budget", "final", "performance"]), help="Stage.")
@click.option("--source", default="", metavar="ADDRESS", help="The web address the files were published at.")
@click.option("--further", is_flag=True, help="They are further files of a disclosure that is already filed.")
@click.option(
    "--replace", "newer", is_flag=True, help="They are a newer version of a disclosure that is already filed."
)
@click.option("--yes", is_flag=True, help="Do not ask where everything is certain.")
def add(
    root: Path, files: tuple[Path, ...], yes: bool, further: bool, newer: bool, **choices: str | int | None
) -> None:
    """File FILES as one disclosure: say what they are and why, put them in their place, show what is read.

    Asks on a terminal where something is not certain; without a terminal it stops and names the option to give.
    """
    from gongkai import adding

    try:
        asked = None if yes or not sys.stdin.isatty() else click.confirm
        for line in adding.add(root, files, choices, further=further, replace=newer, confirm=asked):
            click.echo(line)
    except GongkaiError as error:
        click.echo(error, err=True)
        sys.exit(1)


@main.command()
@ROOT
@click.option("--rules", is_flag=True, help="Say what each rule compares instead, from the rules themselves.")
def check(root: Path, rules: bool) -> None:
    """Print the public ledger of the published packages: what each rule found, and every failing check."""
    from gongkai import checks, documents, publication

    if rules:
        for rule in checks.catalogue():
            click.echo(
                f"{rule['rule']}  {rule['title_zh']}  {rule['title_en']}\n    {rule['explanation_zh']}\n    {rule['explanation_en']}"
            )
        return
    try:
        found, _ = documents.discover(Paths(root))
        for line in publication.ledger_lines(Paths(root), found):
            click.echo(line)
    except GongkaiError as error:
        click.echo(error, err=True)
        sys.exit(1)
