"""What the kiosk keeps on its disk: facts in device.db, the catalog's cache in catalog.db."""
