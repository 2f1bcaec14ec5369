"""The statuses of a figure in Danish, for screens and reports alike."""

WORDS = {
    "published": "som trykt",
    "corrected": "rettet",
    "doubtful": "tvivlsomt",
    "suppressed": "skjult (få personer)",
    "not_published": "ikke offentliggjort",
    "not_collected": "ikke opgjort",
    "unreadable": "kan ikke læses",
}
