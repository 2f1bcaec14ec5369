-- Purpose: the last release that put or withdrew each row, with what its maker said of it.
-- Grain: one row per table and key.
-- Columns: table_name, row_key, action, origin, note, loaded_at
select
    change.table_name,
    change.row_key,
    arg_max(change.action, release.chain_order) as action,
    arg_max(release.origin, release.chain_order) as origin,
    arg_max(release.note, release.chain_order) as note,
    max(release.loaded_at) as loaded_at
from change
inner join (
    select
        release_id,
        origin,
        note,
        loaded_at,
        row_number() over (order by loaded_at, release_id) as chain_order
    from release
    where kind <> 'text'
) as release on release.release_id = change.release_id
group by change.table_name, change.row_key
order by change.table_name, change.row_key
