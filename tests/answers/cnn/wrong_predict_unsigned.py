"""Both edges with the same sign."""

GETS = {"predict-sobel-test": 0}
SAYS = {"predict-sobel-test": "a filter keeps its sign"}

# %% predict-sobel
sobel_x_left_edge = 400
sobel_x_right_edge = 400
sobel_y_edges = 0
