"""The loss of a batch is a sum."""

import keras
import tensorflow as tf

GETS = {
    "train-test-weights": 0,
    "train-test-history": 0,
}
SAYS = {
    "train-test-weights": "a mean over its samples, not a sum",
    "train-test-history": "If test 4b-1 passes",
}


# %% train
def train(model, optimizer, x, y, epochs, batch_size):
    loss_of = keras.losses.SparseCategoricalCrossentropy(reduction="sum")
    mean_loss, accuracy = keras.metrics.Mean(), keras.metrics.SparseCategoricalAccuracy()
    history = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        mean_loss.reset_state()
        accuracy.reset_state()
        for start in range(0, len(x), batch_size):
            batch = slice(start, start + batch_size)
            with tf.GradientTape() as tape:
                p = model(x[batch], training=True)
                loss = loss_of(y[batch], p)
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
            mean_loss.update_state(loss, sample_weight=len(p))
            accuracy.update_state(y[batch], p)
        history["loss"].append(float(mean_loss.result()))
        history["accuracy"].append(float(accuracy.result()))
    return history
