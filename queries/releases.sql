-- Purpose: everything that was loaded or recorded, for the audit trail.
-- Grain: one row per release, the newest first; what the repository itself carries last.
-- Columns: release_id, loaded_at, kind, role, origin, rows, note, file_name, file_sha256, sha256, undoes, in_force, chain
select
    release_id,
    loaded_at,
    kind,
    role,
    origin,
    rows,
    note,
    file_name,
    file_sha256,
    sha256,
    undoes,
    in_force,
    chain
from release
order by loaded_at desc nulls last, release_id desc
