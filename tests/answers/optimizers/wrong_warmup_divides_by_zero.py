"""Computes the warm-up first, even if there is none."""

GETS = {
    "warmup-decay-test-warmup": 0,
    "warmup-decay-test-stairs": 0,
}
SAYS = {
    "warmup-decay-test-warmup": "A warm-up of 0 steps divides by 0",
    "warmup-decay-test-stairs": "ZeroDivisionError",
}


# %% warmup-decay
def warmup_decay(step, peak, warmup_steps, decay_steps, decay_rate):
    climbing = peak * (step + 1) / warmup_steps
    falling = peak * decay_rate ** (max(step - warmup_steps, 0) // decay_steps)
    return min(climbing, falling)
