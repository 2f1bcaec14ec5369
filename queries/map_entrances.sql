-- Purpose: the entrances of the housing areas for dots on the map; empty until an address register is imported.
-- Grain: one row per entrance inside a housing area.
-- Columns: area_id, address (street, number and letter), wkb (EPSG:25832)
select
    area_id,
    street || ' ' || number || letter as address,
    st_aswkb(geometry) as wkb
from access_address
where area_id is not null
order by area_id, street, number, letter
