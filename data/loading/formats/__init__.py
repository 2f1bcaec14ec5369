"""One module per way of writing a table down; each makes grids of cells and knows nothing of what they mean."""
