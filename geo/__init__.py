"""Where things are: the plan's address ranges, the address register, buildings, the areas' shapes and the background."""
