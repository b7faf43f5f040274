"""The kiosk's hands: MQTT, the recommender, releases, PIN hashes, clocks. Each provides a port of
`kiosk.app`."""
