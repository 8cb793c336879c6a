"""The bank: ledger, parties, accounts, payees, transfers."""
