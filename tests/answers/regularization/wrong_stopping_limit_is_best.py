"""Where max_epochs ends the training, the last epoch counts as the best."""

import numpy as np

GETS = {"early-stopping-test-epochs": 0}
SAYS = {"early-stopping-test-epochs": "That is the last one"}


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
    else:
        best_epoch = max_epochs
    return best, best_epoch, losses
