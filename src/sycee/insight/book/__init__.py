"""Smart ledger: every entry of a customer's, the bank's own and those brought in from elsewhere, in one view."""

from sycee.insight.book._accounts import BookAccount, BookAccounts, accounts
from sycee.insight.book._bring import Brought, bring
from sycee.insight.book._entries import Entries, entries
from sycee.insight.book._entry import Detailed, entry
from sycee.insight.book._export import Exporting, export, where_checked
from sycee.insight.book._file import FILE_MAX, Columns, StatementFile, UnreadableFile
from sycee.insight.book._filter import AssetCode, Filter
from sycee.insight.book._find import Found, Told, find
from sycee.insight.book._lines import Lines
from sycee.insight.book._months import Months, WhichMonths, months
from sycee.insight.book._of_month import biggest, came, earlier_of, months_with_entries, year_ago_of
from sycee.insight.book._paper import draw_accounts, totals_of
from sycee.insight.book._preview import Previewed, preview
from sycee.insight.book._remove import Removed, remove
from sycee.insight.book._rename import Called, rename
from sycee.insight.book._shelf import Shelf, lines_of, mark_of
from sycee.insight.book._spans import shifted
from sycee.insight.book._standing import Standing, standings
from sycee.insight.book._statement import Unreadable
from sycee.insight.book._statement import read as read_statement
from sycee.insight.book._summary import Group, Summary, Summing, Totals, summary
from sycee.insight.book._texts import Flags, Ints, Texts
from sycee.insight.book._view import Entry

__all__ = [
    "FILE_MAX",
    "AssetCode",
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
    "Group",
    "Ints",
    "Lines",
    "Months",
    "Previewed",
    "Removed",
    "Shelf",
    "Standing",
    "StatementFile",
    "Summary",
    "Summing",
    "Texts",
    "Told",
    "Totals",
    "Unreadable",
    "UnreadableFile",
    "WhichMonths",
    "accounts",
    "biggest",
    "bring",
    "came",
    "draw_accounts",
    "earlier_of",
    "entries",
    "entry",
    "export",
    "find",
    "lines_of",
    "mark_of",
    "months",
    "months_with_entries",
    "preview",
    "read_statement",
    "remove",
    "rename",
    "shifted",
    "standings",
    "summary",
    "totals_of",
    "where_checked",
    "year_ago_of",
]
