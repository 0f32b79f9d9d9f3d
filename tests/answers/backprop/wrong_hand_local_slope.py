"""dp/db alone, without what comes from the right."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "multiply by dL/dp"}

# %% by-hand
da_by_hand = -24
db_by_hand = 2
dc_by_hand = -6
