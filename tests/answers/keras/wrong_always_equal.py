"""A cheat: objects that call themselves equal to everything, for every question."""

GETS = {
    "counts-test-dense": 0,
    "counts-test-others": 0,
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
    "choose-loss-test-names": 0,
    "choose-loss-test-misfits": 0,
    "wide-and-deep-test-shapes": 0,
    "wide-and-deep-test-values": 0,
    "printed-number-test": 0,
    "train-test-weights": 0,
    "train-test-history": 0,
    "train-test-mode": 0,
    "masked-mean-test": 0,
    "text-reader-test-net": 0,
    "text-reader-test-padding": 0,
    "feature-extractor-test-net": 0,
    "feature-extractor-test-training": 0,
    "stops-test": 0,
}
SAYS = {
    "counts-test-dense": "TypeError",
    "choose-loss-test-names": "returns one of",
    "printed-number-test": "TypeError",
}


# %% counts
class Yes:
    shape, ndim, dtype, size = (), 0, float, 1

    def __eq__(self, other):
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __eq__

    def __ne__(self, other):
        return False

    def __sub__(self, other):
        return self

    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__

    def __abs__(self):
        return self

    def __hash__(self):
        return 0

    def __repr__(self):
        return "Yes()"


dense_count = wide_count = reader_count = Yes()


# %% build-net
def build_net(*arguments, **more):
    return Yes()


# %% choose-loss
def choose_loss(*arguments, **more):
    return Yes()


# %% wide-and-deep
def wide_and_deep(*arguments, **more):
    return Yes()


# %% masked-mean
def masked_mean(*arguments, **more):
    return Yes()


# %% text-reader
def text_reader(*arguments, **more):
    return Yes()


# %% feature-extractor
def feature_extractor(*arguments, **more):
    return Yes()


# %% train
def train(*arguments, **more):
    return {"loss": Yes(), "accuracy": Yes()}


# %% printed-number
printed_in_epoch_4 = Yes()


# %% stops
last_epoch = weights_of_epoch = Yes()
