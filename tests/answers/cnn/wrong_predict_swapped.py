"""The kernels taken for one another."""

GETS = {"predict-sobel-test": 0}
SAYS = {"predict-sobel-test": "You took the kernels for one another"}

# %% predict-sobel
sobel_x_left_edge = 0
sobel_x_right_edge = 0
sobel_y_edges = 400
