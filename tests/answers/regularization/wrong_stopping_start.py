"""Returns the parameters of the start."""

import numpy as np

GETS = {"early-stopping-test-best": 0}
SAYS = {"early-stopping-test-best": "parameters of the start"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses, first = np.inf, [], {name: values.copy() for name, values in params.items()}
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
    best = first
    return best, best_epoch, losses
