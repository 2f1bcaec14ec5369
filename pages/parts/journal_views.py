"""The officer's forms for what is not a figure: comments, meetings, decisions, milestones, activations of the preparedness plan."""


def comments() -> None:
    """Write, correct and withdraw dated comments."""


def meetings() -> None:
    """Set, move and call off meetings."""


def decisions() -> None:
    """Record decisions and that they are done."""


def milestones() -> None:
    """Say that a milestone is reached."""


def activations() -> None:
    """The log of the preparedness plan."""
