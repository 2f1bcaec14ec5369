-- Purpose: when spending is off its line, and when a pace may be carried on.
-- Grain: one row per rule, the newest first.
-- Columns: valid_from, tolerance_percent, least_amount, least_months, source
select
    economy_rule.valid_from,
    economy_rule.tolerance_percent,
    economy_rule.least_amount,
    economy_rule.least_months,
    economy_rule.source
from economy_rule
order by economy_rule.valid_from desc
