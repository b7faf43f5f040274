"""Weights to events. Pure: samples and their times come in, changes go out; no clock, no socket, no disk.

signal      one slot's weight signal: quiet, moving, or settled at another level
trust       how far a count can be trusted
units       what one piece of a product weighs, learned with its spread
explain     the hypotheses that could explain a change, with their probabilities
shelf       one shelf: resolves changes over neighbouring slots, keeps the stock
"""

from firmware_bridge.sensing.shelf import Change, ShelfSensing, SlotView
from firmware_bridge.sensing.signal import Tuning
from firmware_bridge.sensing.units import UnitWeight

__all__ = ["Change", "ShelfSensing", "SlotView", "Tuning", "UnitWeight"]
