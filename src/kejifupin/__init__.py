"""Science and technology against poverty."""
