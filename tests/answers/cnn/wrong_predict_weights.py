"""The kernel's weights are left out."""

GETS = {"predict-sobel-test": 0}
SAYS = {"predict-sobel-test": "(1 + 2 + 1) * 100 = 400, not 100"}

# %% predict-sobel
sobel_x_left_edge = 100
sobel_x_right_edge = -100
sobel_y_edges = 0
