"""Excel workbooks: read as a stream, written the same every time."""
