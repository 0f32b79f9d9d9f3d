"""dL/dq is q, as if a multiply node handed on dy times the same input."""

GETS = {"by-hand-test": 0}
SAYS = {"by-hand-test": "Is that q"}

# %% by-hand
da_by_hand = -24
db_by_hand = 12
dc_by_hand = 6
