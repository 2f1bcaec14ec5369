-- Purpose: the rules of almenboligloven sections 61 a and b with their days in force.
-- Grain: one row per rule and period of validity.
-- Columns: criterion_id, status, measure, title, operator, threshold, unit, population, valid_from, valid_to, law_place,
--          averaging_years, counts_least, counts_of, verified, source_url, note
select
    criterion_id,
    status,
    measure,
    title,
    operator,
    threshold,
    unit,
    population,
    valid_from,
    valid_to,
    law_place,
    averaging_years,
    counts_least,
    counts_of,
    verified,
    source_url,
    note
from criterion
order by valid_to is not null, valid_from desc, criterion_id
