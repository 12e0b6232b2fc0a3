"""The machinery that every endpoint shares. It knows Django and DRF, and none of our apps."""
