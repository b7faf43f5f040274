"""Scanners: what a code means (`codes`) and where codes come from."""
