"""What stands since the last build: all of it, or folders that need not be read again to see that nothing changed.

Stamps (`stamps`) tell, and each is taken before what it stands for is read. What the last build left is used only by
the same gongkai with the same settings at the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai import documents, fingerprint, stamps
from gongkai.cache import Cache
from gongkai.paths import Paths
from gongkai.progress import Progress
from gongkai.settings import Settings
from gongkai.summary import Summary


@dataclass(frozen=True)
class Standing:
    """Before and during one build. `inputs` is the stamp of what people write, taken first of all; `settled` says whether
    it was settled then, before anything was read."""

    paths: Paths
    key: str
    inputs: stamps.Stamp
    settled: bool
    listing: documents.Memory = field(default_factory=documents.Memory)
    folders: fingerprint.Folders = field(default_factory=fingerprint.Folders)

    @classmethod
    def begin(cls, paths: Paths, settings: Settings, only: Sequence[str], *, fresh: bool) -> Standing:
        """What the last build left; nothing where this one is to be `fresh`."""
        key = fingerprint.digest(fingerprint.code(), str(paths.root), repr(replace(settings, workers=0)), repr(only))
        written = (paths.disclosures, paths.site_src / "pages", paths.site_src / "theme", paths.site_src / "assets")
        inputs = stamps.of(*written, paths.redirects, paths.root / "mkdocs.yml")
        settled = inputs.settled
        kept = None if fresh else Cache(paths.cache).get("standing", key)
        listing, folders = kept or ({}, {})
        return cls(paths, key, inputs, settled, documents.Memory(listing), fingerprint.Folders(folders))

    def done(self, progress: Progress) -> Summary | None:
        """The summary of the last build where everything, put in and put out, is as it was then."""
        inputs, outputs, before = Cache(self.paths.cache).get("done", self.key) or ("", "", None)
        if before is None or inputs != self.inputs.digest or outputs != self._outputs():
            return None
        names = [one.disclosure.name for one in before.readings]
        done: Summary = replace(
            before, progress=progress, cached=len(names), unchanged=names, published=[], withdrawn=[]
        )
        done.fresh, done.seconds = set(), {}
        return done

    def remember(self, summary: Summary) -> None:
        """Keep what the next build may use. What left something out is never taken for done."""
        cache = Cache(self.paths.cache)
        cache.put("standing", self.key, (self.listing.now, self.folders.now))
        outputs = self._outputs() if self.settled and not summary.problems else ""
        if outputs:
            cache.put("done", self.key, (self.inputs.digest, outputs, replace(summary, progress=Progress())))

    def _outputs(self) -> str:
        """The stamp of everything that a build puts out; blank where there is none."""
        paths = self.paths
        made = (paths.datapackages, paths.permalinks, paths.site, paths.downloads, paths.originals, paths.reports)
        return stamps.of(*made, paths.build / "stale.txt").digest
