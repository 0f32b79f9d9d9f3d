"""A multiply node hands on dy times the same input."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "times the OTHER input"}

# %% by-hand
da_by_hand = -24
db_by_hand = -18
dc_by_hand = -6
