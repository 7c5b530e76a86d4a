"""Delta checkpoints through DuckDB, for tests that run without an engine.

    checkpoint.py write ACTIONS.jsonl CHECKPOINT.parquet
    checkpoint.py read CHECKPOINT.parquet ACTIONS.jsonl
    checkpoint.py make TABLE_DIR                 lets delta-rs write a checkpoint of the table's latest version
"""
import sys

import duckdb

FILE = '"path" VARCHAR, {} dataChange BOOLEAN, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT, tags MAP(VARCHAR, VARCHAR)'
COLUMNS = {
    "protocol": "STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER)",
    "metaData": 'STRUCT(id VARCHAR, "format" STRUCT(provider VARCHAR, "options" MAP(VARCHAR, VARCHAR)), schemaString VARCHAR,'
    " partitionColumns VARCHAR[], createdTime BIGINT, configuration MAP(VARCHAR, VARCHAR))",
    "txn": 'STRUCT(appId VARCHAR, "version" BIGINT, lastUpdated BIGINT)',
    "remove": f'STRUCT({FILE.format("deletionTimestamp BIGINT, extendedFileMetadata BOOLEAN,")})',
    "add": f'STRUCT({FILE.format("modificationTime BIGINT, stats VARCHAR,")})',
}


def quoted(path):
    return "'" + path.replace("'", "''") + "'"


mode, source, *target = sys.argv[1:]
if mode == "make":
    import deltalake

    deltalake.DeltaTable(source).create_checkpoint()
elif mode == "write":
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in COLUMNS.items())
    rows = f"read_json({quoted(source)}, format = 'newline_delimited', columns = {{{columns}}})"
    duckdb.execute(f"copy (select * from {rows}) to {quoted(target[0])} (format parquet)")
else:
    rows = duckdb.execute(f"select to_json(c)::varchar from read_parquet({quoted(source)}) c").fetchall()
    with open(target[0], "w") as out:
        out.writelines(row[0] + "\n" for row in rows)
