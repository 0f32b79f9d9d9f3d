"""Only the kernel is copied."""

import numpy as np

GETS = {"early-stopping-test-best": 0}
SAYS = {"early-stopping-test-best": "Copy ALL arrays"}


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
                {k: v.copy() if k == "kernel" else v for k, v in params.items()},
            )
        if epoch - best_epoch >= patience:
            break
    return best, best_epoch, losses
