"""PostgreSQL: the connections, the one door for reading, migrations, and the embedded server."""

from sycee.kit.db._backup import EVERY_S, Archiving, BackedUp, archiving, back_up
from sycee.kit.db._connect import Away, Connection, Database, connect
from sycee.kit.db._cut import CUT, FULL
from sycee.kit.db._embedded import Server, Status, Unusable, assert_durable, home, running, status
from sycee.kit.db._embedded import start as start_server
from sycee.kit.db._embedded import stop as stop_server
from sycee.kit.db._gather import Gather
from sycee.kit.db._migrate import Outdated, migrate
from sycee.kit.db._owner import as_owner
from sycee.kit.db._read import Asker, Snapshot, read, snapshot
from sycee.kit.db._restore import Restored, bring_back

__all__ = [
    "CUT",
    "EVERY_S",
    "FULL",
    "Archiving",
    "Asker",
    "Away",
    "BackedUp",
    "Connection",
    "Database",
    "Gather",
    "Outdated",
    "Restored",
    "Server",
    "Snapshot",
    "Status",
    "Unusable",
    "archiving",
    "as_owner",
    "assert_durable",
    "back_up",
    "bring_back",
    "connect",
    "home",
    "migrate",
    "read",
    "running",
    "snapshot",
    "start_server",
    "status",
    "stop_server",
]
