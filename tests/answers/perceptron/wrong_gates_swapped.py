"""OR instead of NOR, all three instead of the majority, and the line with its sides exchanged."""

GETS = {"nor-test": 0, "majority-test": 0, "line-test": 0}
SAYS = {
    "nor-test": "With both inputs 0 only the bias is left",
    "majority-test": "hold 2 ones, so the answer is 1",
    "line-test": "turn all signs round",
}

# %% nor
nor_weights = [1, 1]
nor_bias = -1

# %% majority
majority_weights = [1, 1, 1]
majority_bias = -3

# %% line
line_weights = [2, -1]
line_bias = -1
