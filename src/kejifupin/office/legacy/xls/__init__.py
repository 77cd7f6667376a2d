"""Workbooks of Excel 2 to 2003, which xlrd reads once they have been looked through."""
