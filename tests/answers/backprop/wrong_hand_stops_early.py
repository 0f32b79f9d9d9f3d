"""dL/dp where dL/db is asked for."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "one more node back to b"}

# %% by-hand
da_by_hand = -24
db_by_hand = 6
dc_by_hand = -6
