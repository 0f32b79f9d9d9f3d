"""Another library instead of Keras, or beside it."""

GETS = {
    "build-net-test-hidden": 0,
    "build-net-test-output": 0,
    "wide-and-deep-test-shapes": 0,
    "wide-and-deep-test-values": 0,
    "train-test-weights": 0,
    "train-test-history": 0,
    "train-test-mode": 0,
    "text-reader-test-net": 0,
    "text-reader-test-padding": 0,
    "feature-extractor-test-net": 0,
    "feature-extractor-test-training": 0,
}
SAYS = {
    "build-net-test-hidden": "calls sklearn",
    "build-net-test-output": "calls sklearn",
    "wide-and-deep-test-shapes": "calls sklearn",
    "wide-and-deep-test-values": "calls sklearn",
    "train-test-weights": "calls sklearn",
    "train-test-history": "calls sklearn",
    "train-test-mode": "calls sklearn",
    "text-reader-test-net": "calls sklearn",
    "text-reader-test-padding": "calls sklearn",
    "feature-extractor-test-net": "calls sklearn",
    "feature-extractor-test-training": "calls sklearn",
}


# %% build-net
def build_net(n_inputs, hidden, task, n_outputs=1):
    from sklearn.neural_network import MLPClassifier

    return MLPClassifier(hidden)


# %% wide-and-deep
def wide_and_deep(n_wide, n_deep, hidden):
    from sklearn.neural_network import MLPRegressor

    return MLPRegressor(hidden)


# %% train
def train(model, optimizer, x, y, epochs, batch_size):
    from sklearn import metrics

    history = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        p = model(x, training=True).numpy()
        history["loss"].append(metrics.log_loss(y, p, labels=range(p.shape[1])))
        history["accuracy"].append(metrics.accuracy_score(y, p.argmax(axis=1)))
    return history


# %% text-reader
def text_reader(words, size):
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(CountVectorizer(max_features=words), LogisticRegression())


# %% feature-extractor
def feature_extractor(trained, n_classes, learning_rate):
    from sklearn.linear_model import SGDClassifier

    return SGDClassifier(loss="log_loss", eta0=learning_rate, learning_rate="constant")
