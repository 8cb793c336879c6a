"""Smart ledger: every entry of a customer's, the bank's own and those brought in from elsewhere, in one view."""

from sycee.insight.book._accounts import BookAccount, BookAccounts, accounts
from sycee.insight.book._bring import Brought, bring
from sycee.insight.book._entries import Entries, entries
from sycee.insight.book._entry import Detailed, entry
from sycee.insight.book._export import Exporting, export, where_checked
from sycee.insight.book._file import FILE_MAX, Columns, StatementFile, UnreadableFile
from sycee.insight.book._filter import Filter
from sycee.insight.book._find import Found, find
from sycee.insight.book._lines import Lines
from sycee.insight.book._months import Months, months
from sycee.insight.book._preview import Previewed, preview
from sycee.insight.book._remove import Removed, remove
from sycee.insight.book._rename import Called, rename
from sycee.insight.book._shelf import Shelf, lines_of, mark_of
from sycee.insight.book._spans import shifted
from sycee.insight.book._statement import Unreadable
from sycee.insight.book._statement import read as read_statement
from sycee.insight.book._summary import Summary, summary
from sycee.insight.book._texts import Flags, Ints, Texts
from sycee.insight.book._view import Entry

__all__ = [
    "FILE_MAX",
    "BookAccount",
    "BookAccounts",
    "Brought",
    "Called",
    "Columns",
    "Detailed",
    "Entries",
    "Entry",
    "Exporting",
    "Filter",
    "Flags",
    "Found",
    "Ints",
    "Lines",
    "Months",
    "Previewed",
    "Removed",
    "Shelf",
    "StatementFile",
    "Summary",
    "Texts",
    "Unreadable",
    "UnreadableFile",
    "accounts",
    "bring",
    "entries",
    "entry",
    "export",
    "find",
    "lines_of",
    "mark_of",
    "months",
    "preview",
    "read_statement",
    "remove",
    "rename",
    "shifted",
    "summary",
    "where_checked",
]
