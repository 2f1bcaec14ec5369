"""Where things are: the plan's address ranges, the address register, the areas' shapes and the orientation layers."""
