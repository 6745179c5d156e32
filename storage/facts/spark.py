"""How SQLAlchemy speaks to Spark's Thrift server: PyHive's dialect, with Spark's own types, literals and failures."""

import logging
from datetime import date, datetime
from itertools import takewhile
from typing import Any, ClassVar

from pyhive import hive
from pyhive.sqlalchemy_hive import HiveCompiler, HiveDialect
from sqlalchemy import Boolean, Date, DateTime, Double, Float, Integer, Numeric, String
from sqlalchemy.dialects import registry
from sqlalchemy.sql.compiler import GenericTypeCompiler
from sqlalchemy.types import NullType, TypeEngine
from thrift.Thrift import TException

DRIVER = "hive+spark"
_KINDS: dict[str, type[TypeEngine[Any]]] = {
    **dict.fromkeys(("string", "varchar", "char"), String),
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), Integer),
    **dict.fromkeys(("float", "double"), Double),
    **dict.fromkeys(("timestamp", "timestamp_ntz"), DateTime),
    "decimal": Numeric,
    "date": Date,
    "boolean": Boolean,
}


class _Day(Date):
    """Spark sends days as text, and is sent them as text."""

    render_bind_cast = True

    def result_processor(self, dialect: Any, coltype: Any) -> Any:  # noqa: ARG002 - the same for all
        """Read the text."""
        return lambda text: None if text is None else date.fromisoformat(text)


class _Moment(DateTime):
    """Spark sends moments of a zone as such, and those of none as text."""

    def result_processor(self, dialect: Any, coltype: Any) -> Any:  # noqa: ARG002 - the same for all
        """Read the text."""
        return lambda told: datetime.fromisoformat(told) if isinstance(told, str) else told


class _Number(Double[float]):
    """Spark takes 0.1 for a decimal."""

    render_bind_cast = True


class _TypeCompiler(GenericTypeCompiler):
    """Spark's names of types."""

    def visit_VARCHAR(self, type_: Any, **kw: Any) -> str:  # noqa: ARG002, N802 - SQLAlchemy's name
        """Text has no length."""
        return "STRING"

    def visit_DATETIME(self, type_: Any, **kw: Any) -> str:  # noqa: ARG002, N802 - SQLAlchemy's name
        """A moment."""
        return "TIMESTAMP"


class _Compiler(HiveCompiler):  # type: ignore[misc] # PyHive is not typed
    """PyHive's, where a parameter may say what it is: they are all written into the statement as text."""

    def render_bind_cast(self, type_: Any, dbapi_type: Any, sqltext: str) -> str:  # noqa: ARG002
        """Cast it."""
        return f"CAST({sqltext} AS {self.dialect.type_compiler_instance.process(dbapi_type)})"


class SparkDialect(HiveDialect):  # type: ignore[misc] # PyHive is not typed
    """Open with `hive+spark://host:port/database`."""

    driver = "spark"
    statement_compiler = _Compiler
    type_compiler = _TypeCompiler
    supports_statement_cache = True
    colspecs: ClassVar = {Date: _Day, DateTime: _Moment, Float: _Number}

    def has_table(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> bool:
        """Tell whether there is a table or a view of that name."""
        listed = self.get_table_names(connection, schema, like=table_name)
        return table_name in listed

    def get_table_names(self, connection: Any, schema: str | None = None, like: str = "*", **_: Any) -> list[str]:
        """Name tables and views."""
        place = f" IN {self.identifier_preparer.quote_identifier(schema)}" if schema else ""
        return [row.tableName for row in connection.exec_driver_sql(f"SHOW TABLES{place} LIKE '{like}'")]

    def get_columns(
        self, connection: Any, table_name: str, schema: str | None = None, **_: Any
    ) -> list[dict[str, Any]]:
        """Name the columns of a table or a view, with their types."""
        names = filter(None, (schema, table_name))
        place = ".".join(map(self.identifier_preparer.quote_identifier, names))
        told = takewhile(lambda row: row.col_name, connection.exec_driver_sql(f"DESCRIBE {place}"))
        return [{"name": row.col_name, "type": _kind(row.data_type), "nullable": True, "default": None} for row in told]

    @classmethod
    def import_dbapi(cls) -> Any:
        """The driver."""
        return hive

    def on_connect(self) -> Any:
        """Have moments told in UTC, whatever zone the server lives in."""

        def begin(session: Any) -> None:
            cursor = session.cursor()
            cursor.execute("SET spark.sql.session.timeZone=UTC")
            cursor.close()

        return begin

    def connect(self, *arguments: Any, **named: Any) -> Any:
        """Open a session."""
        try:
            return super().connect(*arguments, **named)
        except (TException, OSError) as error:
            raise hive.OperationalError(f"no connection to Spark: {error}") from error

    def do_execute_no_params(self, cursor: Any, statement: str, context: Any = None) -> None:
        """Run a statement as it stands."""
        self.do_execute(cursor, statement, None, context)

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ARG002
        """Run a statement; a connection that fails is an error of the database like any other."""
        try:
            cursor.execute(statement, parameters)
        except (TException, OSError) as error:
            raise hive.OperationalError(f"the connection to Spark failed: {error}") from error
        except hive.OperationalError as error:
            raise hive.OperationalError(_sentence(error)) from error

    def do_ping(self, dbapi_connection: Any) -> bool:
        """Tell whether the session still lives; the server forgets idle ones."""
        try:
            return bool(super().do_ping(dbapi_connection))
        except (TException, OSError, hive.OperationalError):
            return False


def _sentence(error: Exception) -> str:
    """What went wrong, out of an answer that carries the whole Java stack."""
    status = getattr(error.args[0], "status", None)
    return str(getattr(status, "errorMessage", None) or error)


def _kind(name: str) -> TypeEngine[Any]:
    word = name.partition("(")[0]
    return _KINDS.get(word, NullType)()


def know_spark() -> str:
    """Make the dialect known to SQLAlchemy; its name in URLs."""
    logging.getLogger("thrift").setLevel(logging.CRITICAL)  # below that it logs what its errors say anyway
    registry.register(DRIVER.replace("+", "."), __name__, SparkDialect.__name__)
    return DRIVER
