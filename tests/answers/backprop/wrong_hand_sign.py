"""The sign is turned round."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "The sign is turned round"}

# %% by-hand
da_by_hand = 24
db_by_hand = 12
dc_by_hand = -6
