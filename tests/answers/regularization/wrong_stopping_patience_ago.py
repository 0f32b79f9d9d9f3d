"""Takes for granted that patience epochs have passed since the best one."""

import numpy as np

GETS = {"early-stopping-test-epochs": 0}
SAYS = {"early-stopping-test-epochs": "max_epochs may end it"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    losses, lowest = [], np.inf
    for epoch in range(1, max_epochs + 1):
        train_epoch(params)
        losses.append(validation_loss(params))
        if losses[-1] < lowest:
            lowest, best_epoch = losses[-1], epoch
            best = {name: values.copy() for name, values in params.items()}
        if epoch - best_epoch >= patience:
            break
    return best, len(losses) - patience, losses
