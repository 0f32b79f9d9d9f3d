"""What an instructor needs beyond nbgrader: grading a class fast, fairly and safely."""

import sys

# jsonschema, which reads notebooks, takes seconds to build a grammar for web addresses in all the
# world's alphabets, if the package for it is there. No notebook's schema asks for one.
sys.modules.setdefault("rfc3987_syntax", None)
