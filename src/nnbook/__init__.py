"""nnbook: build a neural network by hand, then find each piece in Keras, under the same name.

Each room is one topic of the course. Import the rooms you need::

    from nnbook import activations, losses

==================  ==========================================================================
room                holds
==================  ==========================================================================
``activations``     step functions, sigmoid, tanh, the ReLU family, softmax, and their derivatives
``losses``          squared, absolute and Huber error, cross-entropies; value and gradient
``numerical``       the central-difference gradient, and a check of a gradient against it
``perceptron``      the threshold logic unit, logic gates, the perceptron learning rule
``preprocessing``   scaling, one-hot labels, stratified splits
``datasets``        small data sets and photos that load without a network
``plotting``        the figures that the chapters share
``frameworks``      a quiet, deterministic import of Keras, to compare with
==================  ==========================================================================

Arrays are float32 where yours are float32, and float64 otherwise. No function changes its
arguments. Bad input raises a ValueError that names the argument.
"""

__version__ = "0.1.0"
