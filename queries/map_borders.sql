-- Purpose: the days from which imported polygons of the areas hold, so that a map can choose among them.
-- Grain: one row per day.
-- Columns: valid_from
select distinct valid_from
from area_shape
where valid_from is not null
order by valid_from
