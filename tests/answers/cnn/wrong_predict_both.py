"""Both kernels see the edge."""

GETS = {"predict-sobel-test": 0}
SAYS = {"predict-sobel-test": "the row above equals the row below"}

# %% predict-sobel
sobel_x_left_edge = 400
sobel_x_right_edge = -400
sobel_y_edges = 400
