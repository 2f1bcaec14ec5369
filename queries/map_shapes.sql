-- Purpose: the shape of every housing area for the map, as it is on a day.
-- Grain: one row per housing area that has a shape.
-- Parameters: day
-- Columns: area_id, name, color, sort_order, method (municipal, addresses, buildings; schematic in old editions), note, wkb (EPSG:25832)
with

begun as (
    select
        area_shape.*,
        row_number() over (partition by area_id order by valid_from desc nulls last) as newest_first
    from area_shape
    where valid_from is null or valid_from <= $day
)

select
    area.area_id,
    area.name,
    area.color,
    area.sort_order,
    begun.method,
    begun.note,
    st_aswkb(begun.geometry) as wkb
from begun
inner join area on area.area_id = begun.area_id
where area.kind = 'housing_area' and begun.newest_first = 1
order by area.sort_order
