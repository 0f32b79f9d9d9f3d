"""The validation loss before the training."""

import numpy as np

GETS = {
    "early-stopping-test-epochs": 0,
    "early-stopping-test-best": 0,
    "early-stopping-test-calls": 0,
}
SAYS = {"early-stopping-test-epochs": "asked for before the first epoch"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses = np.inf, []
    for epoch in range(1, max_epochs + 1):
        losses.append(validation_loss(params))
        train_epoch(params)
        if losses[-1] < lowest:
            lowest, best_epoch, best = (
                losses[-1],
                epoch,
                {name: values.copy() for name, values in params.items()},
            )
        if epoch - best_epoch >= patience:
            break
    return best, best_epoch, losses
