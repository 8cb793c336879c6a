"""The book: every entry of a person, of this bank and of others, in one place."""

__all__: list[str] = []
