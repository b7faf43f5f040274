"""The simulator's window: shelves drawn with their products; tap to lift, put back, restock, scan.

products    what can be scanned: the catalog's products, found by their names
engine      the simulated store in a thread of its own, over real MQTT
model       what the window shows and asks
window      the QML window
command     `endcap shelves`
"""
