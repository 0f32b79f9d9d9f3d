"""scikit-learn and Keras do the work."""

GETS = {
    "honest-predictions-test-labels": 0,
    "honest-predictions-test-features": 0,
    "honest-predictions-test-parts": 0,
}
SAYS = {
    "honest-predictions-test-labels": "calls sklearn",
    "honest-predictions-test-features": "calls sklearn",
    "honest-predictions-test-parts": "calls sklearn",
}


# %% honest-predictions
def honest_predictions(x, y, train, test, k):
    from sklearn.preprocessing import MinMaxScaler

    x = MinMaxScaler().fit(x[train]).transform(x)
    x = x[:, largest_gaps(x[train], y[train], k)]  # noqa: F821
    return nearest_mean(x[train], y[train], x[test])  # noqa: F821
