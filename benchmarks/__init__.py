"""How fast the monitor is; `make bench` runs everything here."""
