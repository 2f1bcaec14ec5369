-- Purpose: the shape of every housing area for the map.
-- Grain: one row per housing area that has a shape.
-- Columns: area_id, name, color, sort_order, method (municipal, addresses, buildings; schematic in old editions), note, wkb (EPSG:25832)
select
    area.area_id,
    area.name,
    area.color,
    area.sort_order,
    area_shape.method,
    area_shape.note,
    st_aswkb(area_shape.geometry) as wkb
from area_shape
inner join area on area.area_id = area_shape.area_id
where area.kind = 'housing_area'
order by area.sort_order
