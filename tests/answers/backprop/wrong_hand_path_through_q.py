"""dL/da through q alone: the path through p is forgotten."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "a reaches L through p as well"}

# %% by-hand
da_by_hand = -6
db_by_hand = 12
dc_by_hand = -6
