"""Pay for slow first times before the first guest comes: the database, the templates, the chart and picture engines."""

from __future__ import annotations

import logging

import altair as alt
import pandas as pd
import vl_convert
from altair.utils import schemapi

from pages.addresses import lookup
from pages.kit import theme
from pages.map import views as map_views
from queries.connection import Database, NoDatabaseError, build_folder, current_version


def up() -> None:
    """Touch what a first page needs; without a database the pages themselves say so."""
    chart = theme.themed(alt.Chart(pd.DataFrame({"a": [1]})).mark_point().encode(x="a:Q"))
    vl_convert.vegalite_to_svg(chart.to_json())
    # Every part of a chart is held against the whole grammar as it is made. The tests do that; a guest need not wait for it.
    schemapi.disable_debug_mode()
    # The map's libraries come with their module; the address grammar and its small database are made on first use.
    map_views.tile_pattern()
    lookup.prepare()
    try:
        version, path = current_version(build_folder())
        database = Database(path, version)
        database.ask("totals")
        database.close()
    except NoDatabaseError as error:
        logging.getLogger(__name__).warning("%s", error)
