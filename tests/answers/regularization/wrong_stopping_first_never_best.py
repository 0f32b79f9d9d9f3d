"""The first loss is the lowest so far, but its parameters aren't copied."""

GETS = {"early-stopping-test-best": 0}
SAYS = {"early-stopping-test-best": "parameters of the start"}


# %% early-stopping
def early_stopping(params, train_epoch, validation_loss, patience, max_epochs):
    losses, best_epoch = [], 1
    best = {name: values.copy() for name, values in params.items()}
    for epoch in range(1, max_epochs + 1):
        train_epoch(params)
        loss = validation_loss(params)
        losses.append(loss)
        if epoch == 1:
            lowest = loss
        if loss < lowest:
            lowest, best_epoch = loss, epoch
            best = {name: values.copy() for name, values in params.items()}
        if epoch - best_epoch >= patience:
            break
    return best, best_epoch, losses
