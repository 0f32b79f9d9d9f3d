"""Every internal link, image and anchor leads somewhere; no page loads anything from outside."""

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup

LOADS = ("src", "srcset", "poster", "data", "action", "formaction", "background")
NETWORK = ("http", "https", "ftp", "ws", "wss")


@pytest.fixture(scope="module")
def pages(html) -> dict[Path, BeautifulSoup]:
    found = [path for path in html.rglob("*.html") if "_static" not in path.parts]
    return {path: BeautifulSoup(path.read_text(), "html.parser") for path in found}


def _is_outside(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in NETWORK or bool(parts.netloc)


def _target(page: Path, address: str) -> Path:
    path = page.parent / unquote(urlsplit(address).path) if urlsplit(address).path else page
    path = path.resolve()
    return path / "index.html" if path.is_dir() else path


def test_every_internal_link_and_anchor_resolves(pages, html):
    anchors = {
        path: {tag.get("id") or tag.get("name") for tag in page.select("[id], a[name]")}
        for path, page in pages.items()
    }
    dead = []
    for path, page in pages.items():
        for link in page.select("a[href], area[href]"):
            address = link["href"]
            if urlsplit(address).scheme or _is_outside(address):
                continue
            target, fragment = _target(path, address), unquote(urldefrag(address).fragment)
            exists = target.is_file() and html in target.parents
            if exists and fragment and target.suffix == ".html":
                exists = fragment in anchors[target]
            if not exists:
                dead.append((path.name, address))
    assert dead == []


def test_nothing_that_a_page_loads_is_outside_or_missing(pages):
    wrong = []
    for path, page in pages.items():
        loaded = [
            tag[name] for name in LOADS for tag in page.select(f"[{name}]") if tag.get(name)
        ] + [
            tag["href"]
            for tag in page.select("link[href]")
            if not {"next", "prev", "canonical"} & set(tag.get("rel", []))
        ]
        for address in loaded:
            if address.startswith("data:"):
                continue
            if _is_outside(address) or not _target(path, address).is_file():
                wrong.append((path.name, address))
    assert wrong == []


def test_no_style_loads_from_outside_or_what_is_missing(pages, html):
    styles = [(path, path.read_text()) for path in html.rglob("*.css")]
    for path, page in pages.items():
        styles += [(path, tag.text) for tag in page.select("style")]
        styles += [(path, tag["style"]) for tag in page.select("[style]")]
    wrong = []
    for path, text in styles:
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        found = re.findall(r"url\(\s*['\"]?([^'\")]+)", text)
        found += re.findall(r"@import\s+['\"]([^'\"]+)", text)
        for address in found:
            if address.startswith(("data:", "#")):
                continue
            if _is_outside(address) or not _target(path, address).is_file():
                wrong.append((path.name, address))
    assert wrong == []
