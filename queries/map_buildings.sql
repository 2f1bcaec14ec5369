-- Purpose: the areas' own buildings and the town's other ones for the map.
-- Grain: one row per building.
-- Columns: layer (area, fabric), area_id (null for fabric), street, house_no (null for fabric), dwellings, year_built, wkb (EPSG:25832)
with

own as (
    select
        'area' as layer,
        area_id,
        street,
        house_no,
        dwellings,
        year_built,
        geometry
    from building
    where area_id is not null
),

town as (
    select
        'fabric' as layer,
        null as area_id,
        null as street,
        null as house_no,
        dwellings,
        year_built,
        geometry
    from fabric
),

both_layers as (
    select
        layer,
        area_id,
        street,
        house_no,
        dwellings,
        year_built,
        geometry
    from own
    union all
    select
        layer,
        area_id,
        street,
        house_no,
        dwellings,
        year_built,
        geometry
    from town
),

final as (
    select
        layer,
        area_id,
        street,
        house_no,
        dwellings,
        year_built,
        st_aswkb(geometry) as wkb
    from both_layers
)

select * from final
order by layer, area_id, street, house_no, dwellings, year_built, wkb
