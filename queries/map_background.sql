-- Purpose: border lines, and schools and other places that help people find their way on the map.
-- Grain: one row per feature.
-- Columns: layer (border, landmark), name, kind, wkb (EPSG:25832)
with

final as (
    select
        'border' as layer,
        name,
        kind,
        st_aswkb(geometry) as wkb
    from border
    union all
    select
        'landmark' as layer,
        name,
        kind,
        st_aswkb(geometry) as wkb
    from landmark
)

select * from final
order by layer, kind desc, name
