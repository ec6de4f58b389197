"""Plain HTML files for addresses whose page is gone: a redirect, or a stone that says what was here."""

from __future__ import annotations

from html import escape

from gongkai.permalinks.answers import Redirect, Withdrawal

_HEAD = (
    '<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">\n"
)


def redirect(one: Redirect, site_url: str) -> str:
    """The page at `one.source` that leads to `one.target`; the script only carries the anchor along."""
    up = "../" * one.source.count("/")
    link = f"{up}{one.target}index.html"
    canonical = f'<link rel="canonical" href="{escape(site_url + one.target)}">\n' if site_url else ""
    because = f"（{escape(one.because)}）" if one.because else ""
    return (
        f'{_HEAD}<title>已移动</title>\n{canonical}<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="1; url={escape(link)}">\n'
        f'<script src="{up}assets/moved.js" defer></script>\n</head>\n<body>\n'
        f'<p>本页已移动{because}：<a id="moved" href="{escape(link)}">/{escape(one.target)}</a></p>\n'
        f'<p lang="en">This page has moved to the address above.</p>\n</body>\n</html>\n'
    )


def stone(address: str, one: Withdrawal) -> str:
    """The page at an address that was withdrawn."""
    up = "../" * address.count("/")
    name = escape(one.title) if one.title else f"/{escape(address)}"
    return (
        f"{_HEAD}<title>已撤回：{name}</title>\n"
        f'<meta name="robots" content="noindex">\n</head>\n<body>\n<h1>已撤回</h1>\n'
        f"<p>这里曾是：{name}。</p>\n"
        f'<p>撤回日期：<time datetime="{one.day.isoformat()}">{one.day.isoformat()}</time>。原因：{escape(one.because)}。</p>\n'
        f'<p><a href="{up}index.html">首页</a></p>\n'
        f'<p lang="en">What was published here was withdrawn on {one.day.isoformat()}.</p>\n</body>\n</html>\n'
    )
