"""Forgets max_epochs."""

import numpy as np

GETS = {
    "early-stopping-test-epochs": 0,
    "early-stopping-test-best": 0,
    "early-stopping-test-calls": 0,
}
SAYS = {"early-stopping-test-epochs": "It never stops"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses, epoch = np.inf, [], 0
    while True:
        epoch += 1
        train_epoch(params)
        losses.append(validation_loss(params))
        if losses[-1] < lowest:
            lowest, best_epoch, best = (
                losses[-1],
                epoch,
                {name: values.copy() for name, values in params.items()},
            )
        if epoch - best_epoch >= patience:
            return best, best_epoch, losses
