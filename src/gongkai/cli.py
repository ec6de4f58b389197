"""The command line: parse, call, print, exit code. No logic.

Exit codes: 0 all went well; 1 something was left out or failed, and was named; 2 wrong usage.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongkai import __version__
from gongkai.errors import GongkaiError


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
@click.option("--workers", type=click.IntRange(0, 1024), help="Processes that read at the same time; 0: all cores.")
@click.option("--only", multiple=True, metavar="PREFIX", help="Only units whose id starts so: 13, 130532-kexie.")
def build(root: Path, workers: int | None, only: tuple[str, ...]) -> None:
    """Build the data packages and the site from disclosures/.

    Exit code 1 says that something was left out; each such thing is named with what to do.
    """
    from gongkai import pipeline

    try:
        summary = pipeline.build(root, workers, only)
    except GongkaiError as error:
        click.echo(error, err=True)
        sys.exit(1)
    for line in summary.lines():
        click.echo(line)
    sys.exit(0 if summary.complete else 1)
