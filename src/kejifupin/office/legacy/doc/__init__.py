"""Word 97 to 2003 documents, read from the binary format itself ([MS-DOC])."""
