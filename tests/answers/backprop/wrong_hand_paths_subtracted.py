"""The two paths back to a are subtracted."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "added, not subtracted"}

# %% by-hand
da_by_hand = -12
db_by_hand = 12
dc_by_hand = -6
