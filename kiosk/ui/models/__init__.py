"""Typed view models: the view state as QML sees it, and the commands as slots.

Each model takes one frozen value in `show(...)`, notifies only what differs, and sends commands through the
`submit` that it was given. No model holds a rule of the kiosk.
"""

QML_IMPORT_NAME = "Endcap.Models"
