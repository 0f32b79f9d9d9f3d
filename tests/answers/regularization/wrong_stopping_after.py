"""Copies an epoch too late."""

import numpy as np

GETS = {"early-stopping-test-best": 0}
SAYS = {"early-stopping-test-best": "after the best epoch"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses, late = np.inf, [], False
    for epoch in range(1, max_epochs + 1):
        train_epoch(params)
        losses.append(validation_loss(params))
        if late or epoch == 1:
            best, late = {name: values.copy() for name, values in params.items()}, False
        if losses[-1] < lowest:
            lowest, best_epoch, late = losses[-1], epoch, True
        if epoch - best_epoch >= patience:
            break
    return best, best_epoch, losses
