"""The one exception of the package."""


class GeoError(ValueError):
    """Input that cannot be used. The message is Danish: what was met, what is wanted, how to mend it."""
