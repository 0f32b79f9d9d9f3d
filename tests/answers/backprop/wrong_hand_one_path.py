"""dL/da through p alone: the path through q is forgotten."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "a reaches L through q as well"}

# %% by-hand
da_by_hand = -18
db_by_hand = 12
dc_by_hand = -6
