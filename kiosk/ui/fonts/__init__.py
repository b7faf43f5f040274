"""The fonts that the window brings along, so that it looks the same on a device with no font installed."""
