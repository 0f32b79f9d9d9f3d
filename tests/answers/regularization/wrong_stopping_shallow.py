"""Copies the dictionary, not its arrays."""

import numpy as np

GETS = {"early-stopping-test-best": 0}
SAYS = {"early-stopping-test-best": "A second name for the same dictionary or array"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses = np.inf, []
    for epoch in range(1, max_epochs + 1):
        train_epoch(params)
        loss = validation_loss(params)
        losses.append(loss)
        if loss < lowest:
            lowest, best_epoch, best = loss, epoch, dict(params)
        if epoch - best_epoch >= patience:
            break
    return best, best_epoch, losses
