-- Purpose: every row that a release put or withdrew, with what stood before, for the audit trail.
-- Grain: one row per release and change.
-- Columns: release_id, number, table_name, row_key, action, before, after
select
    release_id,
    number,
    table_name,
    row_key,
    action,
    before,
    after
from change
order by release_id, number
