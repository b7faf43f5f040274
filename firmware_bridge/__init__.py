"""Shelves and scanners: from raw grams and codes to canonical Homie 5 events over MQTT.

Usable by itself. `topics`, `messages` and `client` are the library that others import; `bridge` is
the service.
"""
