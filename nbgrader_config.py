"""The course, in nbgrader's own words: `nbgrader --help-all` explains each name."""

import os
import warnings
from pathlib import Path

from nbconvert.preprocessors import CoalesceStreamsPreprocessor
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback, GenerateSolution
from nbgrader.preprocessors import ClearHiddenTests, Execute, OverwriteCells
from sqlalchemy.exc import SAWarning

from classroom.assignments import RefuseLeaks
from classroom.check import FORGIVE_WARNINGS
from classroom.collect import ReceiveSubmissions
from classroom.downloads import PlatformCollector, SafeExtractor
from classroom.export import GradesExport
from classroom.feedback import FeedbackExporter, HideHiddenTests, ReleaseFeedback
from classroom.formgrader import TEMPLATES
from classroom.notebooks import ForgetVersion, kernel_config
from classroom.overlay import MergeOverlay
from classroom.sanitize import KeepOwnResults, RebuildFromGradebook, SubmissionExporter

c = get_config()  # noqa: F821  (nbgrader defines it)
course = Path(__file__).resolve().parent
private = course / "class"

# Where things are. Absolute paths, so that a command means the same in any folder.
c.CourseDirectory.root = str(course)
c.CourseDirectory.course_id = "nnbook"
c.CourseDirectory.source_directory = "exercises"
c.CourseDirectory.solution_directory = "solutions"
c.CourseDirectory.release_directory = "_build/release"
c.CourseDirectory.submitted_directory = "class/submitted"
c.CourseDirectory.autograded_directory = "class/autograded"
c.CourseDirectory.feedback_directory = "class/feedback"
c.CourseDirectory.db_url = f"sqlite:///{private}/gradebook.db"
c.ZipCollectApp.downloaded_directory = "class/downloaded"
c.ExportPlugin.to = str(private / "grades.csv")

# `class/` holds personal data: nobody else on the machine may read it.
private.mkdir(mode=0o700, exist_ok=True)

# The exchange is the folder that assignments and submissions pass through. On a machine that
# students share, NNBOOK_EXCHANGE names one outside `class/`. Everybody may write into it, so it
# gets the sticky bit (as /tmp has): nobody can rename or delete what belongs to others.
exchange = course / (os.environ.get("NNBOOK_EXCHANGE") or "class/exchange")
c.Exchange.root = str(exchange)
if not exchange.exists():
    exchange.mkdir(parents=True)
    exchange.chmod(0o1777)

# A submission that lacks a notebook of the assignment is refused while its author can still act.
c.ExchangeSubmit.strict = True

# Who handed in, and when, is what the file system says, not what a student's machine says.
c.ExchangeFactory.collect = ReceiveSubmissions

# Files from a learning platform: archives may be hostile, and names shared. The collector knows
# Moodle's and Canvas's names; other files' names are told apart by this pattern, as in
# "ada_perceptron.ipynb". It is matched against the whole path, so it begins with `.*/`.
c.ZipCollectApp.extractor_plugin = SafeExtractor
c.ZipCollectApp.collector_plugin = PlatformCollector
c.FileNameCollectorPlugin.named_regexp = (
    r".*/(?P<student_id>[^/_]+)(_LATE)?(_\d+_\d+)?_(?P<file_id>[^/]+?)(-\d+)?\.ipynb$"
)

# A slow machine is no wrong answer. Timestamps would make two runs differ.
c.Execute.timeout = 120
c.Execute.iopub_timeout = 120
c.Execute.record_timing = False

# On a shared machine, what passes between nbgrader and a kernel is nobody else's business, and two
# kernels that start at once must not meet at one port.
c.merge(kernel_config())

# A test that writes to stderr has failed, says nbgrader; but a warning is no wrong answer.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = ".*"
c.Validator.Execute.extra_arguments = FORGIVE_WARNINGS  # `nbgrader validate` and its button

# Hidden tests that aren't in the public repository: a folder of yours, merged first of all.
overlay = os.environ.get(
    "NNBOOK_OVERLAY", "class/overlay" if (private / "overlay").exists() else ""
)
if overlay:
    c.MergeOverlay.folder = str(course / overlay)

# A misspelt marker (`### BEGIN HIDDEN TEST`) would ship the test to the students: fail instead.
c.GenerateAssignment.preprocessors = [
    MergeOverlay,
    *GenerateAssignment.preprocessors.default(),
    RefuseLeaks,
]

# Solutions are published: hidden tests are run against them, and then taken out.
c.GenerateSolution.preprocessors = [
    *GenerateSolution.preprocessors.default(),
    ClearHiddenTests,
    ForgetVersion,
    CoalesceStreamsPreprocessor,
]

# A damaged submission costs its own points, and never stops the class from being graded.
c.Autograde.exporter_class = SubmissionExporter
c.Autograde.sanitize_preprocessors = [
    RebuildFromGradebook,
    *(each for each in Autograde.sanitize_preprocessors.default() if each is not OverwriteCells),
]

# What a cell prints is one text, in however many pieces a busy machine delivers it. (nbconvert's
# preprocessors do nothing until they are enabled.)
c.Autograde.autograde_preprocessors = [
    Execute,
    KeepOwnResults,
    *(each for each in Autograde.autograde_preprocessors.default() if each is not Execute),
    CoalesceStreamsPreprocessor,
]

c.CoalesceStreamsPreprocessor.enabled = True

# `nnbook-class grade` must know what imports TensorFlow without its name: see `threaded` there.
c.ParallelAutograde.threaded.append("nnbook.frameworks")

# No script that was handed in runs in the browser of who grades it by hand.
c.HTMLExporter.extra_template_basedirs = TEMPLATES

# Feedback opens without a network, and doesn't show what the hidden tests were.
c.GenerateFeedback.exporter_class = FeedbackExporter
# A page that is there may be older than the points, the comments or the submission.
c.GenerateFeedback.force = True
c.GenerateFeedback.preprocessors = [HideHiddenTests, *GenerateFeedback.preprocessors.default()]

# What came from a learning platform keeps nobody else's feedback back.
c.ExchangeFactory.release_feedback = ReleaseFeedback

# nbgrader's gradebook makes SQLAlchemy warn, three times a student, of what does no harm.
warnings.filterwarnings("ignore", message="Object of type", category=SAWarning)

# Grades as CSV that a spreadsheet reads as it stands: quoted, no formulas, nobody left out.
c.ExportApp.plugin_class = GradesExport
