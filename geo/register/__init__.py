"""Address registers and area polygons as a Danish GIS officer has them, read into one normalised file each."""

from pathlib import Path

# Where an import leaves the register and the database build looks for it.
DEFAULT_REGISTER = Path(__file__).parents[2] / "data" / "register" / "access_addresses.parquet"
# The file of area polygons that lies beside a register.
POLYGONS = "area_polygons.parquet"
