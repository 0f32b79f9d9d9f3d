"""The local derivative alone, without what comes from the right."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "multiply by dL/dq"}

# %% by-hand
da_by_hand = -24
db_by_hand = 12
dc_by_hand = 1
