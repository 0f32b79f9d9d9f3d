"""One epoch fewer than max_epochs."""

import numpy as np

GETS = {
    "early-stopping-test-epochs": 0,
    "early-stopping-test-best": 0,
    "early-stopping-test-calls": 0,
}
SAYS = {"early-stopping-test-calls": "With max_epochs=3"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses = np.inf, []
    for epoch in range(1, max_epochs):
        train_epoch(params)
        loss = validation_loss(params)
        losses.append(loss)
        if loss < lowest:
            lowest, best_epoch, best = (
                loss,
                epoch,
                {name: values.copy() for name, values in params.items()},
            )
        if epoch - best_epoch >= patience:
            break
    return best, best_epoch, losses
