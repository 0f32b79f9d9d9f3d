"""Keras's factor is taken for the paper's."""

GETS = {"factors-test": 0}
SAYS = {"factors-test": "tf.nn.l2_loss has a half in it"}


# %% factors
keras_factor_of_the_paper = 0.0005
keras_factor_of_the_program = 0.01 / 78400
