"""An answer that lets a library do the work is found, and no other is."""

import functools
import sys
import types

import numpy as np
import pytest

from nnbook import exercises, landscapes, layers, losses, numerical
from nnbook.activations import sigmoid
from nnbook.exercises import OwnWorkError, forbid
from nnbook.losses import binary_crossentropy

Y, P = np.array([[1.0], [0.0]]), np.array([[0.4], [0.2]])


def wrapper(y, p):
    return losses.binary_crossentropy(y, p)


def inner_import(y, p):
    from nnbook.losses import BinaryCrossentropy as Renamed

    return Renamed()(y, p)


def by_helper(y, p):
    return (lambda *parts: wrapper(*parts))(y, p)


def swallows(y, p):
    try:
        return wrapper(y, p)
    except BaseException:
        return 0.0


CHEATS = {
    "imported": binary_crossentropy,
    "wrapper": wrapper,
    "inner import": inner_import,
    "helper": by_helper,
    "swallows": swallows,
    "partial": functools.partial(losses.binary_crossentropy, from_logits=False),
    "called by NumPy": np.vectorize(losses.binary_crossentropy, signature="(n,k),(n,k)->(n)"),
}


@pytest.mark.parametrize("answer", CHEATS.values(), ids=CHEATS)
def test_a_borrowed_answer_is_found(answer):
    said = r"calls nnbook\.losses\.\w+.* Write it yourself"
    with pytest.raises(OwnWorkError, match=said), forbid("nnbook.losses"):
        answer(Y, P)


def test_one_function_may_be_forbidden():
    with forbid("nnbook.losses.huber"):
        binary_crossentropy(Y, P)
    said = r"nnbook\.losses\.huber,"
    with pytest.raises(OwnWorkError, match=said), forbid("nnbook.losses.huber"):
        losses.huber(Y, P)


def test_a_class_includes_its_methods():
    loss = losses.MeanSquaredError()
    said = r"MeanSquaredError\.gradient"
    with pytest.raises(OwnWorkError, match=said), forbid("nnbook.losses.MeanSquaredError"):
        loss.gradient(Y, P)


def test_frameworks_are_always_forbidden():
    def borrowed(y, p):
        from sklearn.metrics import log_loss

        return log_loss(y, p)

    with pytest.raises(OwnWorkError, match="calls sklearn, which"), forbid():
        borrowed(Y, P)


def test_what_is_written_in_c_is_found():
    import cv2

    with pytest.raises(OwnWorkError, match=r"calls cv2\.filter2D"), forbid("cv2"):
        cv2.filter2D(P, -1, Y)
    with forbid("nnbook.filters"):
        cv2.filter2D(P, -1, Y)


class TestHonestAnswers:
    def test_ones_own_function_may_have_the_same_name(self):
        def binary_crossentropy(y, p):
            return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))

        with forbid("nnbook.losses"):
            binary_crossentropy(Y, P)

    def test_an_import_that_is_not_used_is_no_offense(self, monkeypatch):
        for room in landscapes, layers:  # as if neither had been imported yet, until the test ends
            monkeypatch.delitem(sys.modules, room.__name__)
            monkeypatch.delattr(room.__name__)
        with forbid("nnbook.layers", "nnbook.landscapes", "nnbook.optimizers"):
            import sklearn.linear_model  # noqa: F401

            import nnbook.landscapes  # noqa: F401
            import nnbook.layers  # noqa: F401

    def test_other_rooms_may_be_used(self):
        with forbid("nnbook.losses", "nnbook.numerical.numerical_gradient"):
            sigmoid(Y)
            # check_gradient calls numerical_gradient: nnbook's own affair.
            numerical.check_gradient(lambda x: float(x @ x), np.ones(3), 2 * np.ones(3))

    def test_a_name_that_begins_alike_is_another(self):
        with forbid("nnbook.loss", "nnbook.losses.binary"):
            binary_crossentropy(Y, P)

    def test_outside_the_block_all_is_allowed(self):
        with forbid("nnbook.losses"):
            pass
        binary_crossentropy(Y, P)


class TestWhereALibraryIsTheTool:
    def test_it_may_be_called_and_may_call_others(self):
        """Two modules stand in for Keras and scikit-learn, which take seconds to import."""
        keras, sklearn = types.ModuleType("keras"), types.ModuleType("sklearn")
        exec("def metric(): return 1", sklearn.__dict__)
        exec("def fit(): return metric()", keras.__dict__)
        keras.metric = sklearn.metric
        with forbid(allow=("keras", "tensorflow")):
            assert keras.fit() == 1  # that it calls the other one is its own affair
        with pytest.raises(OwnWorkError, match="calls keras, which"), forbid():
            keras.fit()

    def test_the_others_stay_forbidden(self):
        def borrowed(y, p):
            from sklearn.metrics import log_loss

            return log_loss(y, p)

        said = "calls sklearn, .*: NumPy, keras and tensorflow are all you need"
        with pytest.raises(OwnWorkError, match=said), forbid(allow=("keras", "tensorflow")):
            borrowed(Y, P)

    def test_what_is_named_stays_forbidden(self):
        with (
            pytest.raises(OwnWorkError, match=r"calls nnbook\.losses"),
            forbid("nnbook.losses", allow=("keras",)),
        ):
            wrapper(Y, P)

    @pytest.mark.parametrize("allow", ["keras", ("kears",), (None,), ("numpy",)])
    def test_only_what_would_be_forbidden_can_be_allowed(self, allow):
        with pytest.raises(ValueError, match="allow must be some of keras, "), forbid(allow=allow):
            pass


def test_an_answers_own_error_is_raised_as_it_is():
    with pytest.raises(ZeroDivisionError), forbid("nnbook.losses"):
        _ = 1 / 0


def test_an_error_of_the_borrowed_function_does_not_hide_the_borrowing():
    with pytest.raises(OwnWorkError), forbid("nnbook.losses"):
        losses.binary_crossentropy(Y, "text")


def test_another_profiler_is_put_back():
    def profiler(frame, event, argument):
        return None

    before = sys.getprofile()
    sys.setprofile(profiler)
    try:
        with pytest.raises(OwnWorkError), forbid("nnbook.losses"):
            binary_crossentropy(Y, P)
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("name", [None, 3, "", losses])
def test_a_name_must_be_text(name):
    with pytest.raises(ValueError, match="dotted names such as 'nnbook.losses'"), forbid(name):
        pass


def test_it_is_an_assertion():
    assert issubclass(OwnWorkError, AssertionError)
    assert set(exercises.__all__) == {"FRAMEWORKS", "OwnWorkError", "forbid"}
