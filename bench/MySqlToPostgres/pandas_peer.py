"""The first rows of the table by pandas: pandas_peer.py copy|multi <MySQL's port> <PostgreSQL's port> <rows>"""
import io
import os
import sys

import pandas
import sqlalchemy

way, source_port, target_port, rows = sys.argv[1:]
source = sqlalchemy.create_engine(f"mysql+pymysql://bench:bench@127.0.0.1:{source_port}/shop?charset=utf8mb4")
target = sqlalchemy.create_engine(f"postgresql+psycopg2://etlmesh:{os.environ['PGPASSWORD']}@127.0.0.1:{target_port}/peers")


def copy(table, connection, keys, data):
    """Rows as CSV into COPY, as pandas' documentation has it."""
    text = io.StringIO()
    pandas.DataFrame(data, columns=keys).to_csv(text, index=False, header=False)
    text.seek(0)
    with connection.connection.cursor() as cursor:
        cursor.copy_expert(f"copy {table.name} ({', '.join(keys)}) from stdin with csv", text)


with source.connect().execution_options(stream_results=True) as connection:
    for frame in pandas.read_sql(sqlalchemy.text(f"select * from orders order by id limit {rows}"), connection, chunksize=50_000):
        frame.to_sql("orders", target, if_exists="append", index=False, method=copy if way == "copy" else "multi", chunksize=None if way == "copy" else 1_000)
