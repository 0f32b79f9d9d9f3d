"""The add node multiplies, as if it were a multiply node."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "nothing is multiplied here"}

# %% by-hand
da_by_hand = -24
db_by_hand = 12
dc_by_hand = -24
