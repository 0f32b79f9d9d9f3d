"""Compares with the last loss, not with the lowest."""

GETS = {"early-stopping-test-epochs": 0, "early-stopping-test-calls": 0}
SAYS = {
    "early-stopping-test-epochs": "nor better than the last",
    "early-stopping-test-calls": "It trains on",
}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    losses, bad, best_epoch = [], 0, 1
    for epoch in range(1, max_epochs + 1):
        train_epoch(params)
        losses.append(validation_loss(params))
        if epoch == 1 or losses[-1] < min(losses[:-1]):
            best_epoch, best = epoch, {name: values.copy() for name, values in params.items()}
        bad = bad + 1 if epoch > 1 and not losses[-1] < losses[-2] else 0
        if bad >= patience:
            break
    return best, best_epoch, losses
