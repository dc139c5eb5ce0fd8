"""Tests of o8-module."""
