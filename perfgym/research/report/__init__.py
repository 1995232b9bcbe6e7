"""A research session -> its progress figure, and one HTML page about it, without network and script."""
