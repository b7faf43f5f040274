"""`endcap models`: make, check and ask recommenders."""

import click


@click.group()
def models() -> None:
    """Make, check and ask recommenders."""
