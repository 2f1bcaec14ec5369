"""The weekly mail with the alerts, made and sent by a command; nothing of it is a page."""
