"""The data folder that models and catalogs are made from, and the importer that makes one."""
