"""The scripted tour: a day of the store in minutes, without a person, over the real MQTT, SQLite and HTTP."""
