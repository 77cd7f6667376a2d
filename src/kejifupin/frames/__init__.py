"""The user's own tables as a data source: the only code that knows Narwhals."""
