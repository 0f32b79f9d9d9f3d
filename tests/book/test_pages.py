"""Every page as a reader meets it: offline in a browser, light and dark, wide and narrow."""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 900}

# What axe finds in the theme itself, and no template or style of ours can mend:
# rule -> {a part of the selector: the reason}.
KNOWN: dict[str, dict[str, str]] = {}


# Leave axe one of each: it measures the contrast of every word of code, most of them alike. What
# KaTeX draws is hidden from screen readers, which get its MathML.
THIN = """() => {
    document.querySelectorAll(".katex-html").forEach(drawn => drawn.remove());
    const seen = new Set();
    document.querySelectorAll(".highlight span").forEach(token => {
        const look = token.className + Boolean(token.closest(".cell_output"));
        if (seen.has(look)) token.replaceWith(...token.childNodes);
        seen.add(look);
    });
    document.body.normalize();
}"""

STRETCHED = """images => images.filter(image => {
    const ratio = image.naturalWidth / image.naturalHeight;
    return Math.abs(image.clientWidth / image.clientHeight / ratio - 1) > 0.02;
}).map(image => image.src)"""


def _files(entry: dict) -> Iterator[str]:
    if "file" in entry:
        yield entry["file"]
    for key in ("parts", "chapters", "sections"):
        for child in entry.get(key, []):
            yield from _files(child)


TOC = yaml.safe_load((ROOT / "_toc.yml").read_text())
PAGES = [TOC["root"], *_files(TOC), "search", "genindex", "py-modindex"]


def has_math(name: str) -> bool:
    """Whether a page's source bears a formula: a notebook, a page of text, or docstrings."""
    if name.startswith("guides/api/") and not name.endswith("index"):
        source = (ROOT / "src" / "nnbook" / f"{name.rsplit('/', 1)[1]}.py").read_text()
        return ":math:" in source or ".. math::" in source
    if name == "guides/coverage":  # it holds the titles of the chapters' sections
        chapters = [path.read_text() for path in (ROOT / "chapters").glob("*.ipynb")]
        return any(re.search(r'"#{1,6} [^"]*\$[^"]+\$', text) for text in chapters)
    if (path := ROOT / f"{name}.ipynb").exists():
        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    elif (path := ROOT / f"{name}.md").exists():
        text = path.read_text()
    else:
        return False
    text = re.sub(r"^(`{3,})(?!\{).*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"(?<!`)`[^`\n]+`(?!`)", "", text)
    return bool(re.search(r"\$\$|\$[^\s$][^$\n]*\$|\\begin\{", text))


class Visit:
    """One page in a fresh browser context, with what went wrong on the way."""

    def __init__(self, browser, site: str) -> None:
        self.faults: list[str] = []
        self.site = site
        self.context = browser.new_context(
            viewport=LAPTOP, color_scheme="light", reduced_motion="reduce"
        )
        self.context.route("**/*", self._only_the_book)
        self.page = self.context.new_page()
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_status)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def _only_the_book(self, route) -> None:
        if route.request.url.startswith(self.site):
            route.continue_()
        else:
            self.faults.append(f"asked for {route.request.url}")
            route.abort()

    def _note_failure(self, request) -> None:
        # The icon comes after a page's load, and the browser drops it when the reader goes on.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.failure} {request.url}")

    def _note_status(self, response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")

    def _note_console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def open(self, name: str) -> None:
        self.page.goto(f"{self.site}{name}.html", wait_until="load")
        self.page.evaluate("document.fonts.ready")


@pytest.fixture
def visit(browser, site):
    one = Visit(browser, site)
    yield one
    one.context.close()


def grave(page, **options) -> list[str]:
    """What axe finds serious or critical on the page as it now looks, beyond `KNOWN`."""
    # Without a preload, axe reads the styles that are there, and asks for none by a wrong address.
    options |= {"preload": False, "resultTypes": ["violations"]}
    found = []
    for violation in Axe().run(page, options=options).response["violations"]:
        if violation["impact"] not in ("serious", "critical"):
            continue
        known = KNOWN.get(violation["id"], {})
        for node in violation["nodes"]:
            selector = " ".join(map(str, node["target"]))
            if not any(part in selector for part in known):
                found.append(f"{violation['id']}: {selector}: {node['failureSummary']}")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page(visit, name):
    visit.open(name)
    page = visit.page
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")

    formulas = page.locator(".math")
    assert bool(formulas.count()) == has_math(name)
    assert page.locator(".math:not(:has(.katex-html))").count() == 0
    assert page.locator(".katex-error").count() == 0

    images = page.eval_on_selector_all(
        "img", "images => images.map(i => [i.naturalWidth, i.alt, i.className, i.currentSrc])"
    )
    assert [source for width, _, _, source in images if width == 0] == []
    alts = [alt for _, alt, look, _ in images if "logo__image" not in look]
    # Without an alt text, Sphinx takes the path of the file.
    assert [alt for alt in alts if not alt.strip() or re.fullmatch(r"\S*[/.]\S*", alt)] == []

    page.set_viewport_size(PHONE)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{name} scrolls sideways by {overflow} px on a phone"
    assert page.eval_on_selector_all(".bd-article img", STRETCHED) == []

    page.set_viewport_size(LAPTOP)
    page.evaluate(THIN)
    assert grave(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert grave(page, runOnly=["color-contrast", "link-in-text-block"]) == []
    assert visit.faults == []


def test_paper_is_white_and_shows_whole_lines(visit):
    visit.open("guides/instructor")
    page = visit.page
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    theme = "document.documentElement.dataset.theme"
    page.evaluate(f"addEventListener('beforeprint', () => {{ window.printed = {theme}; }})")
    page.pdf()
    assert page.evaluate("window.printed") == "light"
    assert page.evaluate(theme) == "dark"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1047})  # what A4 leaves, in CSS pixels
    cut = "all => all.filter(pre => pre.scrollWidth > pre.clientWidth).map(pre => pre.innerText)"
    assert page.locator("article pre").count() > 5
    assert page.eval_on_selector_all("article pre", cut) == []


def test_the_search_finds_a_term(visit):
    visit.open("search")
    visit.page.locator("input[name=q]:visible").first.fill("perceptron")
    visit.page.keyboard.press("Enter")
    # Results appear one after the other, so wait for the one that must be among them.
    found = visit.page.locator("#search-results ul.search li a[href*='chapters/01-perceptron']")
    found.first.wait_for(timeout=60_000)
    assert visit.faults == []


def test_a_reader_may_leave_before_the_icon_came(visit):
    def hold_the_icon(route) -> None:
        if route.request.resource_type != "other":
            route.fallback()

    visit.context.route("**/_static/mark.svg", hold_the_icon)
    visit.open("search")
    with visit.page.expect_event("requestfailed"):
        visit.open("index")
    assert visit.faults == []


def test_what_a_page_cannot_get_is_a_fault(visit):
    visit.context.route("**/_static/mark.svg", lambda route: route.abort("connectionreset"))
    visit.open("index")
    assert f"net::ERR_CONNECTION_RESET {visit.site}_static/mark.svg" in visit.faults


def test_the_search_button_opens_a_field(visit):
    visit.open("index")
    visit.page.get_by_role("button", name="Search").first.click()
    visit.page.keyboard.type("sigmoid")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/search.html?q=sigmoid*")
    visit.page.locator("#search-results ul.search li a").first.wait_for(timeout=60_000)
    assert visit.faults == []


def test_a_reader_gets_from_the_front_page_to_the_download(visit):
    visit.open("index")
    visit.page.get_by_role("link", name="Start with the perceptron").click()
    visit.page.wait_for_url("**/chapters/01-perceptron.html")
    visit.page.get_by_role("link", name="Exercise: the perceptron").first.click()
    visit.page.wait_for_url("**/exercises/perceptron.html")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Download perceptron.zip").click()
    assert download.value.suggested_filename == "perceptron.zip"
    assert download.value.failure() is None


def test_dark_is_remembered(visit):
    visit.open("index")
    button = visit.page.locator(".theme-switch-button").first
    for _ in range(3):
        if visit.page.evaluate("document.documentElement.dataset.mode") == "dark":
            break
        button.click()
    visit.open("guides/glossary")
    assert visit.page.evaluate("document.documentElement.dataset.theme") == "dark"
