"""Formgrader, in a browser: it works, and no script that was handed in runs there."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from nbgrader.api import Gradebook

from tests.classroom.conftest import Course

# What each does if it runs: it says so to the page of the grader's own server.
DO = "top.document.title += ' {}'"
IN_TEXT = f"""\
It is so, since $y = 2x$.

<script>{DO.format("script")}</script>
<img src="nowhere.png" onerror="{DO.format("handler")}">
<svg onload="{DO.format("svg")}"></svg>
<iframe srcdoc="<script>{DO.format("srcdoc")}</script>"></iframe>
<iframe src="page.html"></iframe>
<object data="page.html"></object>
<script src="page.js"></script>
<script type="text/x-mathjax-config">{DO.format("config")}</script>
<a class="bait" href="javascript:{DO.format("link")}">bait</a>
"""
IN_OUTPUT = f"""\
from IPython.display import HTML, Javascript, display
display(HTML("<script>{DO.format("output")}</script><b>an output</b>"))
display(Javascript("{DO.format("javascript")}"))
print(3.14)
"""
FILES = {
    "page.js": DO.format("file"),
    "page.html": f"""<title>page</title>
<script>
{DO.format("page")};
fetch("/formgrader/api/assignments").then(
    (answer) => answer.text(), () => "refused"
).then((text) => document.title += " read: " + text);
</script>""",
}


@pytest.fixture(scope="module")
def course(make_course) -> Course:
    """One submission, which would do all that, graded."""
    course = make_course()
    course.submit("mallory", course.answered(**course.RIGHT | {"why": IN_TEXT, "show": IN_OUTPUT}))
    for name, content in FILES.items():
        (course.folder / "class" / "submitted" / "mallory" / "tiny" / name).write_text(content)
    course.nbgrader("autograde", "tiny")
    return course


@pytest.fixture(scope="module")
def server(course) -> Iterator[str]:
    """The address of a grader's Jupyter server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = Path(course.folder / "server.log")
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root",
             f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=secret"],
            cwd=course.folder, env=course.env, stdout=file, stderr=file,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            except (URLError, OSError):
                assert process.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def submission(course, server, browser) -> Iterator[Any]:
    """The page of the submission, open in the browser of somebody who is logged in."""
    with Gradebook(f"sqlite:///{course.folder}/class/gradebook.db") as gradebook:
        found = gradebook.find_submission_notebook("tiny", "tiny", "mallory").id
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}/api?token=secret")
    page.goto(f"{server}/formgrader/submissions/{found}/", wait_until="load")
    yield page
    context.close()


def test_no_script_that_was_handed_in_runs(submission):
    assert submission.get_by_text("an output", exact=True).is_visible()
    # Not wait_for_function, here and below: the page's policy refuses its second look, too.
    submission.evaluate(
        "document.addEventListener("
        "'securitypolicyviolation', () => document.body.classList.add('refused'))"
    )
    submission.locator("a.bait").click()
    submission.locator("body.refused").wait_for()
    assert submission.title() == "tiny"


def test_without_the_policy_it_would(submission):
    def disarm(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("Content-Security", "No"))

    submission.route(submission.url, disarm)
    submission.reload(wait_until="load")
    for what in ("script", "handler", "svg", "srcdoc", "file", "output", "javascript"):
        submission.wait_for_function(f"document.title.split(' ').includes('{what}')")


def test_a_file_that_was_handed_in_cannot_reach_the_server(submission):
    submission.goto(submission.url + "page.html")
    submission.wait_for_function("document.title.includes('read:')")
    assert submission.title() == "page page read: refused"


def test_points_and_comments_can_be_given(submission, course):
    """By hand, as nbgrader's own scripts do it."""
    from playwright.sync_api import expect  # not installed where there is no browser

    score = submission.locator("input#why.score")
    with submission.expect_response(lambda answer: answer.request.method == "PUT"):
        score.fill("3")
        score.blur()
    with submission.expect_response(lambda answer: answer.request.method == "PUT"):
        submission.locator("textarea#why-comment").fill("Nearly.")
        submission.locator("textarea#why-comment").blur()
    assert course.points()["mallory"]["why"] == 3
    submission.reload()
    expect(score).to_have_value("3")
    assert submission.locator("input#test-double.score").get_attribute("placeholder") == "2"


def test_the_name_of_the_student_shows_at_a_click(submission):
    assert not submission.get_by_text("mallory", exact=True).is_visible()
    submission.locator("span.glyphicon-eye-open").click()
    assert submission.get_by_text("mallory", exact=True).is_visible()
    submission.locator("span.glyphicon-eye-close").click()
    assert not submission.get_by_text("mallory", exact=True).is_visible()


def test_the_page_keeps_its_own_scripts(submission):
    """A new nbgrader may have other scripts: then the hashes in the template must follow."""
    assert submission.evaluate("$('span.glyphicon.name-hidden').data('bs.tooltip') !== undefined")
    assert submission.evaluate("MathJax.tex2jax.inlineMath[0][0]") == "$"
