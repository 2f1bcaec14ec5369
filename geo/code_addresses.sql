-- Purpose:    code free-text addresses to the plan's areas.
-- Grain:      one row per row of `input_address`, in the order of row_no.
-- Parameters: the registered table input_address(row_no, address) and the tables and macros geo/coder.py makes:
--             plan_street, plan_entrance, plan_short, plan_lost, other_town, reason_text; tidy, tail_words and the others of
--             geo/wording.py.
-- Columns:    row_no; plan_street (as we show it), number, letter, postcode as read; status (inside, outside,
--             unreadable); reason (a code of reasons.yml); note (the reason in Danish); plan (the printed text or letters it speaks of); range_id and area_id (inside
--             only).
--
-- What stands before the house number and what stands after it are each read once per spelling met, not once per
-- address: a file has many addresses and few spellings.
with input_address as (

    select * from input_address

),

-- "c/o Jens, Falkevej nr. 007 b, 2. tv, 8930 Randers NØ": before "c/o jens, falkevej nr. ", number "007", rest " b, 2. ..."
-- A street that starts with an ordinal ("1. Maj Vej") keeps it; "Afd. 12, Falkevej 7" has the lead "afd. 12, ".
split as (

    select row_no, address, split_address(address) as part, from input_address

),

parts as materialized (

    select
        row_no,
        case when coalesce(part.number, '') = '' then coalesce(trim(address), '') = '' else false end as empty,
        if(part.lead = '', part.before, part.lead || chr(10) || part.before) as before,
        part.rest as rest,
        try_cast(part.number as integer) as number,
    from split

),

-- The street is what stands last before the number, without "nr."; the lead is a name, a c/o or a department before it.
tidy_before as (

    select before, without_number_word(tidy(before)) as text,
    from (select distinct before from parts)

),

cut_before as (

    select
        before,
        text,
        regexp_extract(text, '^((?:.*(?:[,;|:\n]| - | / ))?)(.*)$', ['lead', 'street'], 's') as part,
        string_split(street_words(text), ' ') as all_words,
    from tidy_before

),

written_before as materialized (

    select
        before,
        part.lead as lead,
        street_key(part.street) as written_key,
        string_split(street_words(part.street), ' ') as street_words,
        all_words,
    from cut_before

),

-- Where no street of the plan stands alone: is one among the words? "c/o Beboer Falkevej", "Falkevej, opgang".
phrase as (

    select
        before,
        words,
        first,
        unnest(range(first, least(first + 3, len(words)) + 1)) as last,
    from (
        select before, all_words as words, unnest(range(1, len(all_words) + 1)) as first,
        from written_before
        where
            len(all_words) > 1
            and written_key not in (select written_key from plan_street)
    )

),

named as (

    select
        phrase.before,
        min(phrase.first) filter (where phrase.last = len(phrase.words)) as first,
        arg_min(plan_street.written_key, phrase.first) filter (where phrase.last = len(phrase.words)) as written_key,
    from phrase
    inner join plan_street on street_key(array_to_string(phrase.words[phrase.first:phrase.last], ' ')) = plan_street.written_key
    where phrase.first = 1 or not list_contains(other_street_words(), phrase.words[phrase.first - 1])
    group by phrase.before

),

hint as (

    select
        written.written_key,
        min(plan_street.street) as hint_street,
    from (select distinct written_key from written_before) as written
    inner join plan_street
        on abs(length(written.written_key) - length(plan_street.written_key)) <= hint_distance()
        and levenshtein(written.written_key, plan_street.written_key) <= hint_distance()
    group by written.written_key

),

lead as materialized (

    select
        written_before.before,
        coalesce(named.written_key, written_before.written_key) as written_key,
        written_before.written_key as whole_key,
        named.before is not null as named,
        coalesce(
            list_contains(one_letter(), all_words[named.first - 1])
            and list_contains(street_words, all_words[named.first - 1])
            and not coalesce(list_contains(labels(), all_words[named.first - 2]), false),
            false
        ) as letter_before,
        list_has_any(post_boxes(), [array_to_string(street_words, ' '), all_words[-1]]) as post_box,
        list_has_all(no_streets(), street_words) as no_street,
        string_split(
            trim(street_words(lead) || ' ' || coalesce(array_to_string(all_words[1:named.first - 1], ' '), '')), ' '
        ) as lead_words,
    from written_before
    left join named on written_before.before = named.before

),

lead_town as (

    select distinct before
    from (
        select before, unnest([lead_words[first], concat_ws(' ', lead_words[first], lead_words[first + 1])]) as name,
        from (select before, lead_words, unnest(range(1, len(lead_words) + 1)) as first from lead where lead_words != [''])
    )
    semi join other_town using (name)

),

-- One row per spelling met. Everything that depends on the street alone is settled here.
street as (

    select
        lead.before,
        plan_street.street_key,
        coalesce(plan_short.street, plan_street.street, hint.hint_street) as street,
        case
            when lead.post_box then 'post_box'
            when lead.written_key = '' or lead.no_street then 'no_street'
            when plan_short.street is not null then 'street_short'
            when lead.letter_before then 'words_before'
            when plan_street.street_key is not null then null
            when lead.whole_key in (select lost_key from plan_lost) then 'broken_text'
            when regexp_matches(lower(lead.before), 'ã|œ|\?|\x{fffd}|[a-z][¾¿‘’†›¦¸¥][a-z]') then 'broken_text'
            when lead.named then 'words_before'
            when hint.hint_street is not null then 'street_like'
            else 'street_not_listed'
        end as street_reason,
        lead_town.before is not null as lead_town,
        len(list_filter(
            lead.lead_words, lambda word: not regexp_full_match(word, '\d*|[a-z]') and not list_contains(words_before(), word)
        )) > 0 as lead_unknown,
    from lead
    left join lead_town on lead.before = lead_town.before
    left join plan_street on lead.written_key = plan_street.written_key
    left join plan_short on lead.whole_key = plan_short.written_key
    left join hint on lead.written_key = hint.written_key

),

-- What follows the number: its letter, another house number, and every word and number that may name a place.
tidy_rest as (

    select rest, tidy(rest) as text,
    from (select distinct rest from parts)

),

written_rest as (

    select
        rest,
        text,
        nullif(upper(regexp_extract(text, '^[ ./(-]*([a-z])(?:$|[^a-zæøåäöüé])', 1)), '') as letter,
        tail_words(regexp_replace(text, '^[ ./(-]*[a-z]($|[^a-zæøåäöüé])', '\1')) as words,
        regexp_extract(
            text,
            '^ ?[a-z]? ?(?:[-/+&,;]|og |til |samt |eller |t\.? ?o\.? ?m\.? )? ?(\d{1,3}) ?[a-z]?'
            || '(?: ?(?:[-/+&,;]|og |til | ) ?(\d{1,3}) ?[a-z]?)?(?:[ .]*$| ?[,;+&(\n]| og | \d{4}\b)',
            ['one', 'two']
        ) as others,
        regexp_matches(text, '^ ?[a-z] ?(?:[-/+&,]|og |til ) ?[a-z](?:$|[ ,;.+&])') as several_letters,
        street_words(regexp_extract(text, '\bby[ :.;]+([a-zæøåäöüé. -]+?)(?: [cjnsøv]|[ .])?(?: *[,;()\n]|$)', 1)) as named_town,
        names_other_part(text) as other_part,
    from tidy_rest

),

-- Four digits from 0000 to 0499 are no postcode but a door.
numbered as (

    select
        *,
        string_split(words, ' ') as word_list,
        list_filter(regexp_extract_all(without_labelled(words), '\b\d{4}\b'), lambda code: code >= '0500') as codes,
        regexp_matches(words, '\b\d{5,}\b') or regexp_matches(text, '\b\d\.\d{3}\b') or labelled_number(words) as odd_number,
    from written_rest

),

place as (

    select
        numbered.*,
        list_filter(codes, lambda code: list_contains(plan_postcodes(), code)) as plan_codes,
        list_filter(codes, lambda code: list_contains(town_postcodes(), code)) as town_codes,
        list_filter(codes, lambda code: not list_contains(town_postcodes(), code)) as foreign_codes,
        list_has_any(town_words(), word_list) as town,
        len(list_filter(
            word_list, lambda word: not regexp_full_match(word, '\d*') and not list_contains(words_after(), word)
        )) > 0 as unknown_words,
        named_town in (select name from other_town where elsewhere) as named_elsewhere,
        nullif(regexp_extract(words, '\bkommune(?:kode|nr)? 0?(\d+)', 1), '') != municipality_code() as other_municipality,
    from numbered

),

-- Four digits that may be a year are one beside a postcode or the town.
dated as (

    select
        *,
        list_filter(foreign_codes, lambda code: code not between '1900' and '2099') as sure_codes,
    from place

),

elsewhere as (

    select
        *,
        if(town or len(town_codes) > 0 or len(sure_codes) > 0, sure_codes, foreign_codes) as other_codes,
    from dated

),

settled as (

    select
        rest,
        letter,
        greatest(try_cast(others.one as integer), try_cast(others.two as integer)) as next_number,
        several_letters,
        len(plan_codes) > 0 or (town and len(town_codes) = 0) as own_place,
        coalesce(other_codes[1], town_codes[1]) as postcode,
        names_plan_street(rest) as street_in_rest,
        case
            when other_municipality then 'municipality_elsewhere'
            when len(other_codes) > 0 and (len(town_codes) > 0 or town) then 'place_conflict'
            when len(other_codes) > 1 then 'unknown_place'
            when len(other_codes) = 1 and other_codes[1] between '1900' and '2099' and not unknown_words then 'unknown_place'
            when len(other_codes) = 1 then 'postcode_elsewhere'
            when len(town_codes) > len(plan_codes) then 'postcode_other_part'
            when other_part then 'town_other_part'
            when named_elsewhere and len(town_codes) = 0 and not town then 'town_elsewhere'
            when unknown_words and regexp_matches(text, 'ã|\x{fffd}') then 'broken_text'
            when unknown_words then if(len(plan_codes) > 0 or town, 'unknown_words', 'unknown_place')
            when odd_number and len(plan_codes) = 0 then 'unknown_place'
        end as place_reason,
    from elsewhere

),

matched as (

    select
        parts.row_no,
        parts.empty,
        parts.number,
        settled.letter,
        settled.postcode,
        settled.place_reason,
        settled.street_in_rest,
        settled.several_letters or coalesce(settled.next_number > parts.number, false) as several,
        street.street_key is not null and street.street_reason is null as of_plan,
        street.street,
        street.street_reason,
        street.lead_town or (street.lead_unknown and not settled.own_place) as strange_lead,
        whole.letters,
        coalesce(lettered.range_id, whole.range_id) as range_id,
        coalesce(lettered.area_id, whole.area_id) as area_id,
        coalesce(lettered.contested, whole.contested) as contested,
        coalesce(lettered.text, whole.text) as text,
    from parts
    left join settled on parts.rest = settled.rest
    left join street on parts.before = street.before
    left join plan_entrance as lettered
        on street.street_key = lettered.street_key
        and parts.number = lettered.number
        and settled.letter = lettered.letter
    left join plan_entrance as whole
        on street.street_key = whole.street_key
        and parts.number = whole.number
        and whole.letter = ''

),

judged as (

    select
        matched.*,
        case
            when empty then 'empty'
            when number is null then 'no_number'
            when street_reason in ('post_box', 'no_street') then street_reason
            when number not between 1 and 999 then 'no_number'
            when street_reason = 'broken_text' then street_reason
            when place_reason in ('municipality_elsewhere', 'postcode_elsewhere', 'town_elsewhere') then place_reason
            when street_reason is not null then if(street_in_rest, 'words_before', street_reason)
            when several then 'several_numbers'
            when place_reason is not null then place_reason
            when range_id is not null and strange_lead then 'words_before'
            when contested then 'contested'
            when range_id is not null then 'listed'
            when letters is not null then 'letter_not_listed'
            else 'number_not_listed'
        end as reason,
    from matched

),

final as (

    select
        judged.row_no,
        if(judged.of_plan, judged.street, null) as plan_street,
        judged.number,
        judged.letter,
        judged.postcode::integer as postcode,
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
                    '{postcode}', coalesce(judged.postcode, '')
                ),
                '{plan}', coalesce(judged.text, judged.letters, '')
            )
        end as note,
        coalesce(judged.text, judged.letters) as plan,
        if(reason_text.status = 'inside', judged.range_id, null) as range_id,
        if(reason_text.status = 'inside', judged.area_id, null) as area_id,
    from judged
    inner join reason_text using (reason)
    order by judged.row_no

)

select * from final
