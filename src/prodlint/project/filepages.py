"""Pages that are files: the path that each has by the conventions of the routers that read folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

Reader = Callable[[str], str | None]
"""The path of a page file below its folder → the path of its page as routers write it, None for what is no page."""

NEXT_APP = r"app/(?P<path>(?:.*/)?)(?:page|route)\.(?:tsx?|jsx?)"
NEXT_PAGES = r"pages/(?P<path>.*?)(?:/?index)?\.(?:tsx?|jsx?)"
EXPO = r"app/(?P<path>.*?)(?:/?index)?(?:\.(?:ios|android|native|web))?\.(?:tsx?|jsx?)"
SVELTEKIT = r"src/routes/(?P<path>(?:.*/)?)\+(?:page|server)(?:@[^/.]*)?(?:\.server)?\.(?:svelte|svx|md|ts|js)"
NUXT = r"pages/(?P<path>.*?)(?:@[\w-]+)?\.(?:vue|tsx|jsx)"
REMIX = r"app/routes/(?P<path>.+)\.(?:tsx?|jsx?|mdx?)"
"""What the paths of page files are below the folder of their app."""
FRAME = re.compile(r"(?P<root>(?:.*/)?)(?:app/(?:[(\[][^/]*/)*_?layout|pages/_(?:app|document))\.(?:tsx?|jsx?)")
"""The file around all pages of an app: the folder that has it is the app's, other folders called like it are not."""
ELSEWHERE = re.compile(r"/?\(\.|@[^/]*/.*\[\[?\.\.\.")
"""Paths that show a page in another one: intercepting routes, and slots that stand beside any page."""
UNSEEN = re.compile(r"^@|^\(.*\)$")
"""Parts of a folder's path that no address has: slots of a page, and groups."""
UNLISTED = re.compile(r"^[_+]")
"""Parts of a path that are no page: layouts, private folders, and what is shown when nothing is found."""
BRACKETED = re.compile(r"\[(\[?)(\.\.\.)?([\w-]*)(?:=\w+)?\]?\]")
OLD_PARAMETER = re.compile(r"_(\w*)$")
DOTS = re.compile(r"\[([^\]]*)\]|[./]")


def _next_page(path: str) -> str | None:
    """`(shop)/[id]/` → `:id`."""
    parts = [part for part in path.split("/") if part]
    if ELSEWHERE.search(path) or any(UNLISTED.match(part) for part in parts):
        return None
    return "/".join(_bracketed(part) for part in parts if not UNSEEN.match(part))


def _svelte_page(path: str) -> str | None:
    """`(shop)/[[lang]]/[id=number]/` → `:lang?/:id`."""
    return "/".join(_bracketed(part) for part in path.split("/") if part and not UNSEEN.match(part))


def _nuxt_page(path: str) -> str | None:
    """`orders/[id]/index` and `orders/_id` → `orders/:id`."""
    parts = [part for part in path.split("/") if part and not UNSEEN.match(part)]
    if parts and parts[-1] == "index":
        parts.pop()
    return "/".join(_old_parameter(_bracketed(part)) for part in parts)


def _remix_page(path: str) -> str | None:
    """`_shop.orders_.$id`, `_shop/orders/$id/index` and `_shop+/orders.$id/route` → `orders/:id`."""
    parts = DOTS.sub(lambda found: found[1] if found[1] is not None else "\0", path).split("\0")
    if len(parts) > 1 and parts[-1] in ("index", "route", "layout", "_layout"):
        parts.pop()
    seen = [part.rstrip("+").rstrip("_") for part in parts if part and not part.startswith("_")]
    return "/".join(_dollar(part) for part in seen if part != "index")


def _bracketed(part: str) -> str:
    """One part with its parameters as routers write them: `[id]` → `:id`, `[[id]]` → `:id?`, `[...all]` → `*`."""
    found = BRACKETED.search(part)
    if found is None:
        return part
    if found[2]:
        return "*"
    return f":{found[3]}?" if found[1] and found[0] == part else BRACKETED.sub(r":\3", part)


def _old_parameter(part: str) -> str:
    """Nuxt 2 writes `_id`, and `_` for whatever follows."""
    found = OLD_PARAMETER.match(part)
    return part if found is None else f":{found[1]}?" if found[1] else "*"


def _dollar(part: str) -> str:
    """`$` → `*`, `$id` → `:id`, `($lang)` → `:lang?`, `(en)` → `en?`."""
    optional = part.startswith("(") and part.endswith(")")
    name = part[1:-1] if optional else part
    name = "*" if name == "$" else f":{name[1:]}" if name.startswith("$") else name
    return name + "?" if optional else name


FILES: Mapping[str, tuple[tuple[str, Reader], ...]] = MappingProxyType(
    {
        "next": ((NEXT_APP, _next_page), (NEXT_PAGES, _next_page)),
        "expo": ((EXPO, _next_page),),
        "sveltekit": ((SVELTEKIT, _svelte_page),),
        "nuxt": ((NUXT, _nuxt_page),),
        "remix": ((REMIX, _remix_page),),
    }
)
"""Router whose routes are files → the files that are pages, and how to read their paths."""
FRAMED = frozenset({"expo"})
"""Routers that take every file below `app/` for a page: their apps are known by the file around all pages."""
SOURCES = {"nuxt": ("app/", "src/")}
"""Folders of the source that are no app of their own, by router."""


def root_of(paths: Iterable[str], path: str, framework: str) -> str:
    """The folder of the app that a file belongs to: the innermost with a frame around its pages, else with pages."""
    known = frozenset(paths)
    framed = _framed(known)
    mine = [root for root in _paged(known, framework) if path.startswith(home_of(root, framework))]
    return max([root for root in mine if root in framed] or mine, key=len, default="")


def is_framed(paths: Iterable[str], root: str) -> bool:
    """Whether the folder of an app has a file around all its pages."""
    return root in _framed(frozenset(paths))


@lru_cache(maxsize=2)
def _framed(paths: frozenset[str]) -> frozenset[str]:
    """The folders with a frame around their pages."""
    return frozenset(found["root"] for each in paths if (found := FRAME.fullmatch(each)))


@lru_cache(maxsize=16)
def _paged(paths: frozenset[str], framework: str) -> frozenset[str]:
    """The folders below which a router finds pages."""
    patterns = [_rooted(pattern) for pattern, _ in FILES[framework]]
    return frozenset(found["root"] for each in paths for pattern in patterns if (found := pattern.fullmatch(each)))


def home_of(root: str, framework: str) -> str:
    """The folder around the sources of an app."""
    source = next((each for each in SOURCES.get(framework, ("src/",)) if f"/{root}".endswith(f"/{each}")), "")
    return root.removesuffix(source)


@cache
def _rooted(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<root>(?:.*/)?){pattern}")


@lru_cache(maxsize=64)
def page_files(paths: frozenset[str], root: str, framework: str) -> tuple[str, ...]:
    """The path of the page, of each file below the folder of an app that is a page for its router."""
    below = sorted(path[len(root) :] for path in paths if path.startswith(root))
    return tuple(page for path in below for page in _pages(path, framework))


def _pages(path: str, framework: str) -> Iterator[str]:
    for pattern, read in FILES[framework]:
        found = re.fullmatch(pattern, path)
        page = read(found["path"]) if found else None
        if page is not None:
            yield page


APP_ROUTE = r"app/(?P<path>(?:.*/)?)route\.(?:tsx?|jsx?)"
PAGES_API = r"pages/(?P<path>api(?:/.*?)?)(?:/?index)?\.(?:tsx?|jsx?|mjs)"
SVELTEKIT_SERVER = r"src/routes/(?P<path>(?:.*/)?)\+server\.(?:ts|js)"
NITRO = (
    r"server/(?P<path>(?:api|routes)/.*?)(?:/?index)?(?:\.(?P<method>get|post|put|patch|delete|head|options))?\.(?:ts|js|mjs)"
)


def _nitro(path: str) -> str | None:
    """`api/orders/[id]` → `api/orders/:id`, `routes/feed` → `feed`."""
    parts = path.removeprefix("routes/").split("/")
    return "/".join(_bracketed(part) for part in parts if part)


ENDPOINTS: tuple[tuple[str, Reader], ...] = (
    (APP_ROUTE, _next_page),
    (PAGES_API, _next_page),
    (SVELTEKIT_SERVER, _svelte_page),
    (NITRO, _nitro),
    (REMIX, _remix_page),
)
"""Files that answer requests themselves, and how to read their paths."""


def endpoint_files(paths: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(file, path that it answers, method or "") of each file that answers requests by the conventions of a framework."""
    for path in sorted(paths):
        for pattern, read in ENDPOINTS:
            found = _rooted(pattern).fullmatch(path)
            page = read(found["path"]) if found else None
            if found and page is not None:
                yield path, page, (found.groupdict().get("method") or "").upper()
