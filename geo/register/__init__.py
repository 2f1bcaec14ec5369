"""Address registers as a Danish GIS officer has them, read into one normalised file of entrances."""

from pathlib import Path

# Where an import leaves the register and the database build looks for it.
DEFAULT_REGISTER = Path(__file__).parents[2] / "data" / "register" / "access_addresses.parquet"
