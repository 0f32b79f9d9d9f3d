"""Takes NaN for a new lowest loss."""

import numpy as np

GETS = {"early-stopping-test-epochs": 0}
SAYS = {"early-stopping-test-epochs": "losses [2.0, 1.0, nan"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses = np.inf, []
    for epoch in range(1, max_epochs + 1):
        train_epoch(params)
        loss = validation_loss(params)
        losses.append(loss)
        if not loss >= lowest:
            lowest, best_epoch, best = (
                loss,
                epoch,
                {name: values.copy() for name, values in params.items()},
            )
        if epoch - best_epoch >= patience:
            break
    return best, best_epoch, losses
