"""A cell that isn't Python: only its own points are lost."""

GETS = {"relu-backward-test-values": 0, "relu-backward-test-fork": 0}
SAYS = {"relu-backward-test-values": "NameError", "relu-backward-test-fork": "NameError"}

# %% relu-backward [text]
# def relu_backward(dy, x)
#     return dy * (x > 0)
