"""The same HTML through Hugo: each page as a content file with its title and its article, the rest as one layout.

The layout is what stands around the article of our own pages, so both write pages of the same size and look. Hugo makes
no search index, no manifest, no sitemap of ours and checks nothing: this is the plain cost of writing pages.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
from pathlib import Path

_ARTICLE = re.compile(r"(<article\b[^>]*>)(.*)(</article>)", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_CONFIG = 'baseURL = "http://localhost/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]\n'


def build(site: Path, work: Path) -> dict[str, float]:
    """Processor seconds of Hugo for the pages of `site`, in the empty folder `work`, and how many pages it wrote.

    Nothing where Hugo is not installed.
    """
    program = shutil.which("hugo")
    if program is None:
        return {}
    layout = ""
    for path in sorted(site.rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        article = _ARTICLE.search(html)
        if article is None:
            continue
        layout = layout or _layout(html, article)
        title = _TITLE.search(html)
        target = work / "content" / path.relative_to(site).with_name("_index.html")
        target.parent.mkdir(parents=True, exist_ok=True)
        name = re.sub(r'["\\\n]', " ", title[1]) if title else ""
        target.write_text(f'---\ntitle: "{name}"\n---\n{article[2]}', encoding="utf-8")
    for kind in ("single.html", "list.html"):
        (work / "layouts/_default").mkdir(parents=True, exist_ok=True)
        (work / "layouts/_default" / kind).write_text(layout, encoding="utf-8")
    (work / "layouts/index.html").write_text(layout, encoding="utf-8")
    (work / "config.toml").write_text(_CONFIG, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "--source", str(work), "--quiet"], check=True)  # noqa: S603 - the program found above
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "pages": sum(1 for _ in (work / "public").rglob("index.html"))}


def _layout(html: str, article: re.Match[str]) -> str:
    """A template of what stands around an article; braces of the page itself are no template."""
    around = [re.sub(r"{{|}}", "", part) for part in (html[: article.end(1)], html[article.start(3) :])]
    title = _TITLE.sub("<title>{{ .Title }}</title>", around[0])
    return f"{title}{{{{ .Content }}}}{around[1]}"
