"""Makes a page of HTML of the Markdown that our documentation is written in: headings, lists, code, links."""

import re
from html import escape

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="icon" href="../../favicon.ico"><style>
:root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }}
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
pre {{ overflow-x: auto; padding: 0.75rem; border: 1px solid GrayText; border-radius: 4px; }}
code {{ font-size: 0.9em; }}
</style></head><body>
{body}
</body></html>
"""
FENCE = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`]+)`")
HEADING = re.compile(r"(#{1,3}) (.+)")


def as_page(text: str) -> str:
    """A page of what is written in Markdown; its title is the first heading."""
    first = HEADING.match(text)
    return PAGE.format(title=escape(first[2] if first else ""), body=as_html(text))


def as_html(text: str) -> str:
    r"""What is written in Markdown, block by block.

    >>> as_html("# Title\n\nSee `a` and [b](c).\n\n- one\n- two")
    '<h1>Title</h1>\n<p>See <code>a</code> and <a href="c">b</a>.</p>\n<ul><li>one</li><li>two</li></ul>'
    """
    parts = FENCE.split(text)
    blocks = []
    for place, part in enumerate(parts):
        if place % 2:
            blocks.append(f"<pre><code>{escape(part)}</code></pre>")
        else:
            blocks += [_block(block) for block in part.strip().split("\n\n") if block.strip()]
    return "\n".join(blocks)


def _block(block: str) -> str:
    heading = HEADING.fullmatch(block.strip())
    if heading:
        level = len(heading[1])
        return f"<h{level}>{_inline(heading[2])}</h{level}>"
    if block.startswith("- "):
        items = re.split(r"\n- ", block.removeprefix("- "))
        return f"<ul>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</ul>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    words = CODE.sub(r"<code>\1</code>", escape(text, quote=False))
    return LINK.sub(r'<a href="\2">\1</a>', " ".join(words.split()))
