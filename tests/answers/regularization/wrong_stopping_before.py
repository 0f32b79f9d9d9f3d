"""Copies before the training of the best epoch."""

import numpy as np

GETS = {"early-stopping-test-best": 0}
SAYS = {"early-stopping-test-best": "before the best epoch"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses = np.inf, []
    for epoch in range(1, max_epochs + 1):
        previous = {name: values.copy() for name, values in params.items()}
        train_epoch(params)
        losses.append(validation_loss(params))
        if losses[-1] < lowest:
            lowest, best_epoch, best = losses[-1], epoch, previous
        if epoch - best_epoch >= patience:
            break
    return best, best_epoch, losses
