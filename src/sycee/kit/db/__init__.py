"""PostgreSQL: the connections, the one door for reading, migrations, and the embedded server."""

from sycee.kit.db._connect import Connection, Database, connect
from sycee.kit.db._gather import Gather
from sycee.kit.db._migrate import Outdated, migrate
from sycee.kit.db._read import Asker, read

__all__ = ["Asker", "Connection", "Database", "Gather", "Outdated", "connect", "migrate", "read"]
