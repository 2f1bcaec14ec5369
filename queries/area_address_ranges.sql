-- Purpose: the address intervals of an area as the plan prints them.
-- Grain: one row per parsed interval; several rows share a printed text.
-- Parameters: area_id
-- Columns: range_id, text, street_text, canonical, street, from_number, from_letter, to_number, to_letter, parity, ambiguous, rule, source_place
select
    range_id,
    text,
    street_text,
    canonical,
    street,
    from_number,
    from_letter,
    to_number,
    to_letter,
    parity,
    ambiguous,
    rule,
    source_place
from address_range
where area_id = $area_id
order by street, from_number
