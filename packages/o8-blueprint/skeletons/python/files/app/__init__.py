"""o8-module."""
