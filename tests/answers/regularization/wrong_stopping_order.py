"""Another order of the three."""

import numpy as np

GETS = {"early-stopping-test-epochs": 0, "early-stopping-test-best": 0}
SAYS = {
    "early-stopping-test-epochs": "is the second of the three values",
    "early-stopping-test-best": "three values back",
}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses = np.inf, []
    for epoch in range(1, max_epochs + 1):
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
    return best_epoch, best, losses
