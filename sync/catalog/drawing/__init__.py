"""Draws the pictures that ship in `sync/catalog/pictures`; see README.md there."""
