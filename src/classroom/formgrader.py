"""Keep scripts that students hand in from running in the browser of who grades them.

Formgrader shows a submission on a page of the grader's own Jupyter server, and nbgrader lets a
script in its text or its outputs run there: it could give points, or start a program. So the
browser is told what may run:

- On a submission's page, what nbgrader itself has put there, and MathJax. `TEMPLATES` are the
  folders of the page's templates, nbgrader's and before them one of ours: see
  `templates/formgrade/mathjax.html.j2`.
- In a file that came with a submission, nothing that reaches the server. Jupyter says so of all
  files that it serves, but nbgrader serves these itself.
"""

from pathlib import Path

from nbgrader.server_extensions.formgrader import handlers

TEMPLATES = [str(Path(__file__).with_name("templates")), handlers.template_path]


def _sandboxed(handler: handlers.SubmissionFilesHandler) -> str:
    policy = super(handlers.SubmissionFilesHandler, handler).content_security_policy
    return f"{policy}; sandbox allow-scripts"


handlers.SubmissionFilesHandler.content_security_policy = property(_sandboxed)
