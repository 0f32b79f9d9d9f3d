"""The count doesn't begin anew."""

import numpy as np

GETS = {"early-stopping-test-epochs": 0}
SAYS = {"early-stopping-test-epochs": "Does your count begin anew"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    lowest, losses, bad = np.inf, [], 0
    for epoch in range(1, max_epochs + 1):
        train_epoch(params)
        losses.append(validation_loss(params))
        if losses[-1] < lowest:
            lowest, best_epoch, best = (
                losses[-1],
                epoch,
                {name: values.copy() for name, values in params.items()},
            )
        else:
            bad += 1
        if bad >= patience:
            break
    return best, best_epoch, losses
