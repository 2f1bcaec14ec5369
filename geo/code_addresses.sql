-- Purpose:    code free-text addresses to the plan's areas.
-- Grain:      one row per row of `input_address`, in the order of row_no.
-- Parameters: the registered table input_address(row_no, address) and the tables geo/coder.py makes: plan_street,
--             plan_entrance, reason_text, setting (one row).
-- Columns:    row_no; plan_street (as we show it), number, letter, postcode as read; status (inside, outside,
--             unreadable); reason (a code of reasons.yml); note (the reason in Danish); range_id and area_id (inside
--             only).
with input_address as (

    select * from input_address

),

-- "c/o Jens, Falkevej nr. 007 b, 2. tv, 8930 Randers NØ": before "c/o jens, falkevej nr. ", number "007", rest " b, 2. ..."
-- A street that starts with an ordinal ("1. Maj Vej") keeps it.
split as (

    select
        row_no,
        address,
        regexp_extract(
            lower(address), '^((?:\s*\d{1,2}\. ?)?[^0-9]*)(\d+)(.*)$', ['before', 'number', 'rest'], 's'
        ) as part,
    from input_address

),

parts as materialized (

    select
        row_no,
        address,
        part.before as before,
        part.rest as rest,
        try_cast(part.number as integer) as number,
        nullif(upper(regexp_extract(part.rest, '^\s?([a-z])(?:$|[\s,;/(–-]|\.$)', 1)), '') as letter,
        try_cast(regexp_extract(part.rest, '\b(\d{4})\b[^0-9]*$', 1) as integer) as postcode,
    from split

),

-- The street is what stands last before the number, without "nr." and without a name or a c/o before a comma.
written_street as (

    select
        before,
        street_key(
            regexp_extract(
                regexp_replace(before, '[\s,]*(\b(nr|nummer)\b)?[\s,.]*$', ''), '([^,;\n]*)$', 1
            )
        ) as written_key,
    from (select distinct before from parts)

),

hint as (

    select
        written.written_key,
        min(plan_street.street) as hint_street,
    from (select distinct written_key from written_street) as written
    inner join plan_street
        on abs(length(written.written_key) - length(plan_street.written_key)) <= (select hint_distance from setting)
        and levenshtein(written.written_key, plan_street.written_key) <= (select hint_distance from setting)
    group by written.written_key

),

-- One row per spelling met. Everything that depends on the street alone is settled here, not once per address.
street as (

    select
        written_street.before,
        written_street.written_key,
        contains(written_street.before, 'ã') or contains(written_street.before, chr(65533)) as broken,
        plan_street.street_key,
        coalesce(plan_street.street, hint.hint_street) as street,
    from written_street
    left join plan_street on written_street.written_key = plan_street.written_key
    left join hint on written_street.written_key = hint.written_key

),

matched as (

    select
        parts.row_no,
        parts.address,
        parts.rest,
        parts.number,
        parts.letter,
        parts.postcode,
        street.written_key,
        street.broken,
        street.street_key,
        street.street,
        whole.letters,
        coalesce(lettered.range_id, whole.range_id) as range_id,
        coalesce(lettered.area_id, whole.area_id) as area_id,
        coalesce(lettered.contested, whole.contested) as contested,
        coalesce(lettered.text, whole.text) as text,
    from parts
    left join street on parts.before = street.before
    left join plan_entrance as lettered
        on street.street_key = lettered.street_key
        and parts.number = lettered.number
        and parts.letter = lettered.letter
    left join plan_entrance as whole
        on street.street_key = whole.street_key
        and parts.number = whole.number
        and whole.letter = ''

),

judged as (

    select
        matched.*,
        case
            when number is null then if(coalesce(trim(address), '') = '', 'empty', 'no_number')
            when written_key = '' then 'no_street'
            when number not between 1 and 999 then 'no_number'
            when street_key is null and broken then 'broken_text'
            when not list_contains(setting.postcodes, postcode) then 'postcode_elsewhere'
            when street_key is null then if(street is null, 'street_not_listed', 'street_like')
            when regexp_matches(rest, '^\s?[a-z]?\s?(?:[-–/+&]|og\b)') and (
                try_cast(regexp_extract(
                    rest, '^\s?[a-z]?\s?(?:[-–/+&]|og\b)\s?(\d{1,3})\s?[a-z]?\s*(?:$|,|\s\d{4}\b)', 1
                ) as integer) > number
                or regexp_matches(rest, '^\s?[a-z]\s?(?:[-–/+&]|og\b)\s?[a-z](?:$|[\s,])')
            ) then 'several_numbers'
            when postcode is null and not list_contains(
                setting.place_words, regexp_extract(rest, '([a-zæøåé]{3,})(?: [a-zæøåé]{1,2})?[\s.]*$', 1)
            ) then 'unknown_place'
            when contested then 'contested'
            when range_id is not null then 'listed'
            when letters is not null then 'letter_not_listed'
            else 'number_not_listed'
        end as reason,
    from matched
    cross join setting

),

final as (

    select
        judged.row_no,
        if(judged.street_key is null, null, judged.street) as plan_street,
        judged.number,
        judged.letter,
        judged.postcode,
        reason_text.status,
        judged.reason,
        case
            when not reason_text.has_blanks then reason_text.text
            else replace(
                replace(
                    replace(
                        replace(reason_text.text, '{street}', coalesce(judged.street, '')),
                        '{number}', coalesce(judged.number::varchar, '')
                    ),
                    '{postcode}', coalesce(judged.postcode::varchar, '')
                ),
                '{plan}', coalesce(judged.text, judged.letters, '')
            )
        end as note,
        if(reason_text.status = 'inside', judged.range_id, null) as range_id,
        if(reason_text.status = 'inside', judged.area_id, null) as area_id,
    from judged
    inner join reason_text using (reason)
    order by judged.row_no

)

select * from final
