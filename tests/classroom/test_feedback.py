"""Feedback tells a student what failed, not what the hidden tests are, and loads nothing."""

import html
import re
from html.parser import HTMLParser

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from traitlets.config import Config

from classroom import feedback
from classroom.feedback import FAILED, HIDDEN, REMOVED, HideHiddenTests

NAMES = ("wrong", "raising", "spying")
SECRET = "double(21) == 42"
# What makes a browser fetch something: an attribute or a CSS rule with an address.
LOADS = re.compile(
    r"""<(?:script|link|img|iframe|object|embed|source|video|audio)\b[^>]*?\b(?:src|href|data)\s*=
    \s*["']?\s*(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//""",
    re.VERBOSE | re.IGNORECASE,
)


@pytest.fixture(scope="module")
def pages(course):
    """The feedback of a wrong answer, of one that prints the tests, and of one with a web bug."""
    right = course.RIGHT
    course.submit(
        "wrong",
        course.answered(
            **right | {"double": "def double(x):\n    return 2", "triple": "triple = 1"}
        ),
    )
    raising = (
        "def double(x):\n    if x > 20:\n        raise ValueError('too big')\n    return 2 * x"
    )
    course.submit("raising", course.answered(**right | {"double": raising}))
    spying = (
        "def double(x):\n    history = get_ipython().user_ns['In'][-1]\n"
        "    print(history)\n    print(repr(history))\n    return 2 * x"
    )
    course.submit("spying", course.answered(**right | {"double": spying}))
    remote = (
        "<script>document.title = 'run'</script> ![](https://example.org/a.png) "
        "<img src='https://example.org/b.png'>"
    )
    course.submit("remote", course.answered(**right | {"why": remote}))
    away = (
        '<MeTa/http-equiv="refresh" content="0;url=https://example.org/text">\n\n'
        '<me<meta x>ta http-equiv="refresh" content="0;url=https://example.org/twice">\n\n'
        '<base href="https://example.org/">\n\n<i title="a metaphor">kept</i> 1<base'
    )
    output = """<svg><meta\\nhttp-equiv=refresh content='0;url=https://example.org/output'></svg>"""
    printing = f'from IPython.display import HTML\nHTML("{output}")'
    course.submit("away", course.answered(**right | {"why": away, "show": printing}))
    course.nbgrader("autograde", "tiny")
    log = course.nbgrader("generate_feedback", "tiny")
    assert "not recognized" not in log
    return {name: course.feedback(name) for name in (*NAMES, "remote", "away")}


def text(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def test_the_source_would_have_been_there(pages, course):
    """The graded notebook, which the page is made from, has the hidden test twice."""
    notebook = course.autograded("wrong")
    (test,) = [c for c in notebook.cells if SECRET in c.source]
    assert SECRET in re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(test.outputs[0].traceback))


@pytest.mark.parametrize("name", NAMES)
def test_no_page_shows_a_hidden_test(pages, name):
    page = text(pages[name])
    assert SECRET not in page
    assert "HIDDEN TESTS" not in page
    assert HIDDEN in page


def test_a_student_sees_that_a_hidden_test_failed_and_its_message(pages):
    page = text(pages["wrong"])
    assert FAILED in page
    assert "AssertionError: wrong for 21" in page
    assert "Score: 0.0 / 2.0" in page


def test_a_visible_test_keeps_its_traceback(pages):
    assert "----> 1 assert triple(2) == 6" in text(pages["wrong"])


def test_the_line_of_the_students_own_code_is_shown(pages):
    page = text(pages["raising"])
    assert "----> 3         raise ValueError('too big')" in page
    assert "ValueError: too big" in page


def test_what_a_submission_prints_is_searched(pages):
    assert REMOVED in text(pages["spying"])


@pytest.mark.parametrize("name", NAMES)
def test_no_page_loads_anything(pages, name):
    assert not LOADS.search(pages[name])
    assert "MathJax" not in pages[name]
    assert "$y = 2x$" in text(pages[name])


def test_a_page_forbids_what_a_submission_would_load_or_run(pages):
    assert LOADS.search(pages["remote"])  # the answer stands there as it was written
    policy = pages["remote"].index("default-src 'none'")
    assert policy < pages["remote"].index("example.org")
    assert "script-src" not in pages["remote"]


class Tags(HTMLParser):
    """The names of a page's tags, in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: object) -> None:
        self.found.append(tag)


def test_a_page_leads_nowhere_by_itself(pages):
    page = pages["away"]
    assert "form-action 'none'; base-uri 'none'" in page
    assert Tags(page).found.count("meta") == Tags(pages["wrong"]).found.count("meta") == 2
    assert "base" not in Tags(page).found
    for place in ("text", "twice", "output"):
        assert f"https://example.org/{place}" in page
    assert '<i title="a metaphor">kept</i> 1&lt;base' in page


def test_a_browser_stays_on_the_page(pages, course, browser):
    with browser.new_context() as context:
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((course.folder / "class/feedback/away/tiny/tiny.html").as_uri())
        page.wait_for_timeout(500)
        assert not [url for url in asked if "example.org" in url]


def test_what_has_no_secret_keeps_no_other_feedback_back(pages, course):
    (course.folder / "class/feedback/remote/tiny/submission_secret.txt").unlink()
    log = course.nbgrader("release_feedback", "tiny")
    released = course.folder / "class/exchange/nnbook/feedback"
    assert len(list(released.iterdir())) == len(pages) - 1
    (warning,) = [line for line in log.splitlines() if "WARNING" in line]
    assert "they didn't come through the exchange: remote. Their pages are in" in warning


def shown(source: str, *outputs: object) -> object:
    notebook = new_notebook(cells=[new_code_cell(source, outputs=list(outputs), execution_count=4)])
    notebook, _ = HideHiddenTests().preprocess(notebook, {})
    return notebook.cells[0]


def test_several_hidden_regions_in_a_cell():
    region = "### BEGIN HIDDEN TESTS\nsecret_{0}()\n### END HIDDEN TESTS"
    source = f"a()\n{region.format(1)}\nb()\n{region.format(2)}\nc()"
    assert shown(source).source == f"a()\n{HIDDEN}\nb()\n{HIDDEN}\nc()"


def test_the_configured_markers_are_used():
    markers = {"begin_test_delimeter": "VERDECKT", "end_test_delimeter": "SICHTBAR"}
    notebook = new_notebook(cells=[new_code_cell("a()\n# VERDECKT\nb()\n# SICHTBAR")])
    HideHiddenTests(config=Config(ClearHiddenTests=markers)).preprocess(notebook, {})
    assert notebook.cells[0].source == f"a()\n{HIDDEN}"


def test_short_lines_are_hidden_by_their_number():
    source = "x = 1\n### BEGIN HIDDEN TESTS\ny = 2\n1 / 0\n### END HIDDEN TESTS"
    entry = (
        "\x1b[0;31mCell In[4], line 4\x1b[0m\n      1 x = \x1b[32m1\x1b[39m\n"
        "      2 ### BEGIN HIDDEN TESTS\n      3 y = 2\n----> 4 1 / 0\n"
    )
    traceback = [entry, "ZeroDivisionError: division by zero"]
    error = new_output(
        "error", ename="ZeroDivisionError", evalue="division by zero", traceback=traceback
    )
    kept = shown(source, error).outputs[0].traceback
    assert kept == [
        f"\x1b[0;31mCell In[4], line 4\x1b[0m\n      1 x = \x1b[32m1\x1b[39m\n{FAILED}\n",
        "ZeroDivisionError: division by zero",
    ]


def test_rich_outputs_are_searched():
    source = "### BEGIN HIDDEN TESTS\nsecret_value(7)\n### END HIDDEN TESTS"
    data = {"text/plain": "a\nsecret_value(7)", "text/html": "<p>secret_value(7)</p>"}
    output = new_output("display_data", data=data)
    assert shown(source, output).outputs[0].data == {
        "text/plain": f"a\n{REMOVED}",
        "text/html": REMOVED,
    }


def test_a_text_that_takes_for_ever_is_left_out(monkeypatch):
    monkeypatch.setattr(feedback, "SECONDS", 1.0)
    slow = new_markdown_cell("\\begin{a}" * 60_000)
    notebook = new_notebook(cells=[slow, new_code_cell("kept = 1")])
    page, _ = feedback.FeedbackExporter().from_notebook_node(notebook)
    assert "A text stood here that takes too long to show" in page
    assert "kept" in page


def test_a_page_follows_what_has_changed(make_course):
    """A person's points and comment, and a download's newer notebook, bear no time."""
    course = make_course()
    course.submit("ada", course.answered(**course.RIGHT))
    course.nbgrader("autograde", "tiny")
    course.nbgrader("generate_feedback", "tiny")
    with Gradebook(f"sqlite:///{course.folder}/class/gradebook.db") as gradebook:
        comment = gradebook.find_comment("why", "tiny", "tiny", "ada")
        comment.manual_comment = "A second look."
        gradebook.db.commit()
    assert "A second look." not in course.feedback("ada")
    course.nbgrader("generate_feedback", "tiny")
    assert "A second look." in course.feedback("ada")
