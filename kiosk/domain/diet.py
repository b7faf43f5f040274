"""What a shopper may leave out: contents that a product's kind proves. It is no allergy filter."""

from enum import StrEnum


class Contents(StrEnum):
    """The words of a catalog's `contains`. What is not said of a product is not known."""

    MEAT = "meat"  # poultry, too
    PORK = "pork"  # such a product holds meat, too
    FISH = "fish"  # shellfish, too
    ALCOHOL = "alcohol"
    DAIRY = "dairy"
    EGGS = "eggs"
