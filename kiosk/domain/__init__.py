"""The rules of the kiosk as pure values and `step` functions.

Nothing here reads a clock, a disk or a socket: time comes in as an argument, decisions go out as values. It
imports the standard library and itself. Monotonic seconds are called `at`; wall-clock times are aware UTC
datetimes and called `now`.
"""
