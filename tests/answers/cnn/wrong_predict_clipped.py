"""The falling edge cut off at zero."""

GETS = {"predict-sobel-test": 0}
SAYS = {"predict-sobel-test": "(-1 - 2 - 1) * 100 = -400, not 0"}

# %% predict-sobel
sobel_x_left_edge = 400
sobel_x_right_edge = 0
sobel_y_edges = 0
