"""What staff see and do at the console: customers masked, their accounts and entries, the record, the catalog,
what was learned and what it was learned from.

Each module below answers staff about its own rows, under a database role that sees what is shown here and no more;
the verbs stand here because a customer's page is made from several of them.
"""

from sycee.service.console._accounts import StaffAccount, StaffAccounts, staff_accounts
from sycee.service.console._catalog_list import CatalogList, CatalogVerb, list_catalog
from sycee.service.console._catalog_show import CatalogCard, show_verb
from sycee.service.console._entries import StaffEntries, StaffEntry, staff_entries
from sycee.service.console._event_explore import EventsExplored, explore
from sycee.service.console._event_list import EventLines, list_events
from sycee.service.console._find import CustomerFound, CustomersFound, find_customers
from sycee.service.console._graph_list import GraphKind, GraphNode, GraphNodes, GraphVersion, list_graph
from sycee.service.console._graph_show import GraphEdge, GraphShown, show_node
from sycee.service.console._life import CustomerLife, customer_life
from sycee.service.console._model_preview import Previewed, WouldSee, preview_model
from sycee.service.console._models import ModelDrift, Models, ModelVersion, list_models
from sycee.service.console._pulse import Pulse, bank_pulse
from sycee.service.console._records import RecordLine, RecordLines, list_records
from sycee.service.console._reset import ResetBegun, ResetStarted, reset
from sycee.service.console._reveal import Revealed, RevealedValue, reveal
from sycee.service.console._show import CustomerShown, show_customer

__all__ = [
    "CatalogCard",
    "CatalogList",
    "CatalogVerb",
    "CustomerFound",
    "CustomerLife",
    "CustomerShown",
    "CustomersFound",
    "EventLines",
    "EventsExplored",
    "GraphEdge",
    "GraphKind",
    "GraphNode",
    "GraphNodes",
    "GraphShown",
    "GraphVersion",
    "ModelDrift",
    "ModelVersion",
    "Models",
    "Previewed",
    "Pulse",
    "RecordLine",
    "RecordLines",
    "ResetBegun",
    "ResetStarted",
    "Revealed",
    "RevealedValue",
    "StaffAccount",
    "StaffAccounts",
    "StaffEntries",
    "StaffEntry",
    "WouldSee",
    "bank_pulse",
    "customer_life",
    "explore",
    "find_customers",
    "list_catalog",
    "list_events",
    "list_graph",
    "list_models",
    "list_records",
    "preview_model",
    "reset",
    "reveal",
    "show_customer",
    "show_node",
    "show_verb",
    "staff_accounts",
    "staff_entries",
]
