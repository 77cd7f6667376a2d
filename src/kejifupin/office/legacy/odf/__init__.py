"""OpenDocument texts and spreadsheets (ISO/IEC 26300), as LibreOffice and WPS save them."""
