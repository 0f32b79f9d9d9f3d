"""The answers are there, but the line that raises NotImplementedError still stands above them."""

GETS = {"sigmoid-backward-test": 0, "by-hand-test": 0}
SAYS = {
    "sigmoid-backward-test": "NotImplementedError",
    "by-hand-test": "Set da_by_hand to a number",
}


# %% sigmoid-backward
def sigmoid_backward(dy, y):
    # YOUR CODE HERE
    raise NotImplementedError()
    return dy * y * (1 - y)


# %% by-hand
da_by_hand = None  # one number
db_by_hand = None  # one number
dc_by_hand = None  # one number
# YOUR CODE HERE
raise NotImplementedError()
da_by_hand, db_by_hand, dc_by_hand = -24, 12, -6
