"""Keeps to the arrays of the start, though training may put new ones into the dictionary."""

import numpy as np

GETS = {"early-stopping-test-best": 0}
SAYS = {"early-stopping-test-best": "new arrays into the dictionary"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    arrays = dict(params)
    losses, lowest = [], np.inf
    for epoch in range(1, max_epochs + 1):
        train_epoch(params)
        losses.append(validation_loss(params))
        if losses[-1] < lowest:
            lowest, best_epoch = losses[-1], epoch
            best = {name: values.copy() for name, values in arrays.items()}
        if epoch - best_epoch >= patience:
            break
    return best, best_epoch, losses
