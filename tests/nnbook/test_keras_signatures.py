"""What Keras has takes the same arguments here, in the same places and with the same defaults.

A call without names that works here but means something else in Keras would mislead whoever
moves on to Keras. What has no such place here must be named.
"""

import importlib
import inspect

import pytest

from nnbook import layers
from nnbook.model import Sequential

# Our modules, and where Keras keeps the same things.
ROOMS = {
    "activations": ["activations"],
    "initializers": ["initializers"],
    "layers": ["layers"],
    "losses": ["losses"],
    "model": ["callbacks", "models"],
    "optimizers": ["optimizers"],
    "preprocessing": ["utils"],
    "regularizers": ["regularizers", "constraints"],
    "schedules": ["optimizers.schedules", "callbacks"],
}

# Defaults that say the same in other words, and ours where Keras's signature has none.
SAME = {
    ("batch_size", 32, None),  # Keras: "If unspecified, batch_size will default to 32"
    ("print_fn", print, None),
}
# Base classes that Keras fills through **kwargs, or whose arguments its subclasses take.
BASES = {"Constraint", "Layer", "Optimizer", "Sequential"}


def parameters(function):
    return [
        parameter
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    ]


def differences(ours, theirs):
    """Each argument of ours that Keras has not, or elsewhere, or with another default."""
    places = [parameter.name for parameter in parameters(theirs)]
    defaults = {parameter.name: parameter.default for parameter in parameters(theirs)}
    found = []
    for place, mine in enumerate(parameters(ours)):
        if mine.kind != mine.KEYWORD_ONLY and places[place : place + 1] != [mine.name]:
            found.append(f"{mine.name} is argument {place + 1}")
        if mine.name not in defaults:
            if mine.name != "name":  # which a layer of Keras takes among its **kwargs
                found.append(f"{mine.name} is not in Keras")
        elif mine.default is not mine.empty:
            pair = (mine.default, defaults[mine.name])
            if pair[0] != pair[1] and (mine.name, *pair) not in SAME:
                found.append(f"{mine.name} is {pair[0]!r}, in Keras {pair[1]!r}")
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_arguments_stand_where_they_stand_in_keras(keras, room):
    ours = importlib.import_module(f"nnbook.{room}")
    places = [importlib.import_module(f"keras.{place}") for place in ROOMS[room]]
    pairs = [
        (name, getattr(ours, name), getattr(place, name))
        for name in ours.__all__
        for place in places
        if name not in BASES and callable(getattr(place, name, None))
    ]
    assert pairs
    assert {name: differences(mine, theirs) for name, mine, theirs in pairs} == {
        name: [] for name, _, _ in pairs
    }


METHODS = (
    "add",
    "compile",
    "count_params",
    "evaluate",
    "fit",
    "get_layer",
    "get_weights",
    "predict",
    "set_weights",
    "summary",
    "train_on_batch",
)


@pytest.mark.parametrize("name", METHODS)
def test_a_networks_methods_are_called_as_in_keras(keras, name):
    assert differences(getattr(Sequential, name), getattr(keras.Sequential, name)) == []


def test_saving_and_loading_are_called_as_in_keras(keras):
    from nnbook.model import load_model

    assert differences(Sequential.save, keras.Sequential.save) == []
    assert differences(load_model, keras.models.load_model) == []


def test_the_comparison_sees_what_it_is_for():
    def theirs(size, shape=None, seed=None):
        pass

    assert differences(lambda size, seed=None: 0, theirs) == ["seed is argument 2"]
    assert differences(lambda size, shape=2: 0, theirs) == ["shape is 2, in Keras None"]
    assert differences(lambda size, *, kind=1: 0, theirs) == ["kind is not in Keras"]


@pytest.mark.parametrize(
    "call",
    [
        lambda: layers.Conv2D(8, 3, 1, "valid", "relu"),  # in Keras the data format
        lambda: layers.Dropout(0.5, 7),  # in Keras the shape of the noise
        lambda: layers.AveragePooling2D(),
        lambda: Sequential().compile("adam", "mse", ["accuracy"]),  # in Keras the losses' weights
    ],
)
def test_what_keras_would_take_for_something_else_must_be_named(call):
    with pytest.raises(TypeError, match="positional argument"):
        call()
