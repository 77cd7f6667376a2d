"""Word documents: read with suspicion, written the same every time."""
