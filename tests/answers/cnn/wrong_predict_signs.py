"""The signs turned round."""

GETS = {"predict-sobel-test": 0}
SAYS = {"predict-sobel-test": "The signs are turned round"}

# %% predict-sobel
sobel_x_left_edge = -400
sobel_x_right_edge = 400
sobel_y_edges = 0
