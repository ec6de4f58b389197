"""`gongkai add`: whose document is it, for which year and stage, and where does it belong."""

from gongkai.intake.divisions import Division, division_of_code
from gongkai.intake.filing import Entry, Filed, file_disclosure
from gongkai.intake.identify import Identity, identify
from gongkai.intake.slug import slug

__all__ = ["Division", "Entry", "Filed", "Identity", "division_of_code", "file_disclosure", "identify", "slug"]
