-- Purpose: the dwellings of each area's buildings against the number the plan prints, and what the difference is.
-- Grain: one row per housing area with buildings.
-- Columns: area_id, name, buildings, listed, letters, property (dwellings by the way their building came in), found, stated
--          (null when the plan's number is hidden or missing), period_end, note, source_title, source_place
with

final as (
    select
        area.area_id,
        area.name,
        tie_out.buildings,
        tie_out.listed,
        tie_out.letters,
        tie_out.property,
        tie_out.found,
        observation.value as stated,
        tie_out.period_end,
        tie_out.note,
        source.title as source_title,
        observation.source_place,
        area.sort_order
    from tie_out
    inner join area on area.area_id = tie_out.area_id
    left join observation
        on
            observation.indicator_id = tie_out.indicator_id
            and observation.area_id = tie_out.area_id
            and observation.period_end = tie_out.period_end
    left join source on source.source_id = observation.source_id
)

select area_id, name, buildings, listed, letters, property, found, stated, period_end, note, source_title, source_place
from final
order by sort_order
