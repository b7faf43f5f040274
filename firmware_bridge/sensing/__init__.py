"""Weights to events. Pure: samples and their times come in, changes go out; no clock, no socket, no disk.

signal      one slot's weight signal: quiet, moving, or settled at another level
level       the longest stable run of samples, and how well its mean is known
slot        one slot: its signal, its products, how many of each
trust       how far a count can be trusted
units       what one piece of a product weighs, learned with its spread
hands       what shoppers took and may bring back
row         the slots of a shelf side by side
explain     the hypotheses that could explain a change, with their probabilities
spill       the same over neighbouring slots
first_weight  the first stable level of a slot that was never weighed
verdict     what follows from an explanation
change      what is said
shelf       one shelf: samples in, changes out
"""

from firmware_bridge.sensing.change import Change, SlotView
from firmware_bridge.sensing.shelf import ShelfSensing
from firmware_bridge.sensing.signal import Tuning
from firmware_bridge.sensing.units import UnitWeight

__all__ = ["Change", "ShelfSensing", "SlotView", "Tuning", "UnitWeight"]
