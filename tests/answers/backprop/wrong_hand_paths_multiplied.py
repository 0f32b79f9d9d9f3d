"""The two paths back to a are multiplied."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "added, not multiplied"}

# %% by-hand
da_by_hand = 108
db_by_hand = 12
dc_by_hand = -6
