-- Purpose: tables and columns with their comments, for the data package and the documentation.
-- Grain: one row per column.
-- Columns: table_name, table_comment, column_name, column_comment, data_type (a key is stored as a number and read as text)
select
    columns.table_name,
    tables.comment as table_comment,
    columns.column_name,
    columns.comment as column_comment,
    case when columns.data_type like 'ENUM(%' then 'VARCHAR' else columns.data_type end as data_type
from duckdb_columns() as columns
inner join duckdb_tables() as tables
    on tables.table_oid = columns.table_oid and tables.database_oid = columns.database_oid
where columns.schema_name = 'main'
order by columns.table_name, columns.column_index
