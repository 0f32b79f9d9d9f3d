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
``initializers``    weights to start from: zeros, normal, uniform, Glorot, He, LeCun
``layers``          Dense, Conv2D, pooling, dropout, batch normalization: forward and backward
``regularizers``    L1 and L2 penalties, the max-norm constraint, gradient clipping
``optimizers``      SGD with momentum, Adagrad, RMSprop, Adam, Adamax, Nadam
``schedules``       learning rates that change: decay, steps, cosine, one cycle, on a plateau
``model``           Sequential: fit, evaluate, predict, early stopping, save and load
``filters``         padding, correlation, convolution, Sobel, gradient magnitude and direction
``landscapes``      functions to walk down, with exact gradients, and the traces of a descent
``preprocessing``   scaling, one-hot labels, stratified splits
``datasets``        small data sets and photos that load without a network; MNIST and others
``plotting``        the figures that the chapters share
``widgets``         figures to play with, in the book's own pages
``exercises``       what assignments' tests share: an answer is the student's own work
``frameworks``      a quiet, deterministic import of Keras, to compare with
==================  ==========================================================================

Arrays are float32 where yours are float32 or float16, and float64 otherwise. Nothing changes its
arguments, but for an optimizer, whose job it is. Bad input raises a ValueError that names the
argument.
"""

__version__ = "0.1.0"
