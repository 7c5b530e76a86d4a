"""Writes one Parquet file with DuckDB, for tests that need real files before there is an engine.

    make_parquet.py SQL FILE        prints {"rows", "size", "columns": {name: {"min", "max", "null_count"}}}
"""
import json
import os
import sys

import duckdb

sql, path = sys.argv[1:]
connection = duckdb.connect()
connection.execute("set timezone = 'UTC'")
os.makedirs(os.path.dirname(path), exist_ok=True)
written = connection.execute(f"copy ({sql}) to '{path.replace(chr(39), chr(39) * 2)}' (format parquet, return_stats)")
row = dict(zip([column[0] for column in written.description], written.fetchone()))
columns = {name.strip('"'): {k: str(v) for k, v in stats.items()} for name, stats in row["column_statistics"].items()}
print(json.dumps({"rows": row["count"], "size": row["file_size_bytes"], "columns": columns}, sort_keys=True))
