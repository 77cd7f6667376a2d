"""Formats of older offices and of other ones: .doc, .xls, .xlsb, .odt and .ods."""
