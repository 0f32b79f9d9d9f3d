"""The warm-up's case holds for one step too many."""

GETS = {
    "warmup-decay-test-warmup": 0,
    "warmup-decay-test-stairs": 0,
}
SAYS = {
    "warmup-decay-test-warmup": "Is it <, not <=?",
    "warmup-decay-test-stairs": "Is it <, not <=?",
}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    if step <= warmup_steps:
        return peak * (step + 1) / warmup_steps
    return peak * decay_rate ** ((step - warmup_steps) // decay_steps)
