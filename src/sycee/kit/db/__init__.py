"""PostgreSQL: the connections, the one door for reading, migrations, and the embedded server."""

from sycee.kit.db._connect import CUT, Away, Connection, Database, connect
from sycee.kit.db._embedded import Server, Status, Unusable, assert_durable, home, running, status
from sycee.kit.db._gather import Gather
from sycee.kit.db._migrate import Outdated, migrate
from sycee.kit.db._owner import as_owner
from sycee.kit.db._read import Asker, Snapshot, read, snapshot

__all__ = [
    "CUT",
    "Asker",
    "Away",
    "Connection",
    "Database",
    "Gather",
    "Outdated",
    "Server",
    "Snapshot",
    "Status",
    "Unusable",
    "as_owner",
    "assert_durable",
    "connect",
    "home",
    "migrate",
    "read",
    "running",
    "snapshot",
    "status",
]
