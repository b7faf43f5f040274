"""A store of shelves and scanners that speaks real MQTT: for the demo, for tests, for tuning the sensing.

physics     one load cell under hands, products, temperature and time
store       what stands where; pieces in hand
shopper     random shoppers and staff
mishaps     leans, knocks, touches and disconnects that come by themselves
commands    what it is asked over MQTT
script      a scripted visit with its faults
simulator   the store over MQTT, driven by methods, by control topics and by all of these
trace       a recorded shop instead
"""

from firmware_bridge.simulator.mishaps import Mishaps
from firmware_bridge.simulator.physics import Nature, Plate
from firmware_bridge.simulator.simulator import Simulator, SimulatorSettings, run_simulator
from firmware_bridge.simulator.store import SlotState, StoreState

__all__ = [
    "Mishaps",
    "Nature",
    "Plate",
    "Simulator",
    "SimulatorSettings",
    "SlotState",
    "StoreState",
    "run_simulator",
]
