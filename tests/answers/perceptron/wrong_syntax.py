"""A missing colon costs the cell that it stands in, and no other."""

GETS = {"tlu-test-values": 0, "tlu-test-inputs": 0}
SAYS = {"tlu-test-values": "NameError"}

# %% tlu [text]
# def tlu(x, weights, bias)
#     return (np.asarray(x) @ np.asarray(weights) + np.asarray(bias) >= 0).astype(float)
