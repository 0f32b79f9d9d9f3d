"""A sentence where a number is due."""

GETS = {"predict-sobel-test": 0}
SAYS = {"predict-sobel-test": "could not convert string"}

# %% predict-sobel
sobel_x_left_edge = "positive"
sobel_x_right_edge = -400
sobel_y_edges = 0
