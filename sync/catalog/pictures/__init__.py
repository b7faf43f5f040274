"""The pictures that ship with the builder, and the table that says which shows what; see README.md."""
