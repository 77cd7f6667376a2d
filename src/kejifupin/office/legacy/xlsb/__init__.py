"""Binary workbooks of Excel 2007 and later ([MS-XLSB]), read record by record."""
