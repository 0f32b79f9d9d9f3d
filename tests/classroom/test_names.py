import pytest

from classroom.names import names


def test_a_functions_own_names_are_not_the_notebooks():
    cell = names(
        "import a.b, c as d\nfor e in f: pass\n"
        "def g(h):\n    i = j\n    global k\n    k = [l for l in m]"
    )
    assert cell.bound == {"a", "d", "e", "g", "k"}
    assert cell.used == {"f", "j", "m"}


@pytest.mark.parametrize("comprehension", ["[a for a in b]", "{a for a in b}", "{a: 1 for a in b}"])
def test_a_comprehensions_variable_is_its_own(comprehension):
    """Also from Python 3.12 on, which lists it with the names around it."""
    cell = names(f"c = {comprehension}")
    assert (cell.bound, cell.used) == ({"c"}, {"b"})
    assert names(f"a = {comprehension}").bound == {"a"}
    cell = names(f"a = 1\nc = {comprehension}")
    assert (cell.bound, cell.free) == ({"a", "c"}, {"b"})
    assert names(f"c = {comprehension}\nd = a").used >= {"a", "b"}
    assert names("c = [(a := b) for b in d]").bound == {"a", "c"}


def test_what_a_cell_takes_from_above():
    cell = names("import a\nb = [c for c in d]\ndef e(f):\n    return f + g + b")
    assert cell.bound == {"a", "b", "e"}
    assert cell.free == {"d", "g"}


def test_lines_of_ipython_and_what_is_no_python():
    assert names("%matplotlib inline\na = b").bound == {"a"}
    assert names("a = = b") == (frozenset(), frozenset())
