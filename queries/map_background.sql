-- Purpose: lines, polygons and places that help people find their way on the map.
-- Grain: one row per feature.
-- Columns: layer (orientation, landmark), name, kind, wkb (EPSG:25832)
with

final as (
    select
        'orientation' as layer,
        name,
        kind,
        st_aswkb(geometry) as wkb
    from orientation
    union all
    select
        'landmark' as layer,
        name,
        kind,
        st_aswkb(geometry) as wkb
    from landmark
    where kind <> 'day_care'
)

select * from final
order by layer desc, kind, name
