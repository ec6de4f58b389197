"""The exceptions of gongkai. Every message names the file, what was found and what to do."""

from __future__ import annotations


class GongkaiError(Exception):
    """Base of all errors that are reported to the user without a traceback."""

    def __init__(self, where: str, found: str, advice: str) -> None:
        super().__init__(f"{where}: {found}; {advice}")
        self.where = where
        self.found = found
        self.advice = advice

    def __reduce__(self) -> tuple[type[GongkaiError], tuple[str, str, str]]:
        """Rebuild from the three parts, so that errors cross process boundaries."""
        return type(self), (self.where, self.found, self.advice)


class SettingsError(GongkaiError):
    """A setting, a unit.yml, a disclosure.yml or a corrections.yml is not as it must be."""


class SourceError(GongkaiError):
    """A source file is missing, unreadable, not what was declared, or of an unknown type."""


class KnowledgeError(GongkaiError):
    """A file below knowledge/ contradicts itself or another one."""


class CorrectionError(GongkaiError):
    """A correction no longer fits the document it corrects."""


class PublishError(GongkaiError):
    """A package or the site cannot be published as it stands."""
