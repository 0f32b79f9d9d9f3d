"""A number that no rule gives."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "L goes from -36 to"}

# %% by-hand
da_by_hand = -24
db_by_hand = 10
dc_by_hand = -6
