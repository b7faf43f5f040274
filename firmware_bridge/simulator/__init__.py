"""A store of shelves and scanners that speaks real MQTT: for the demo, for tests, for tuning the sensing.

physics     one load cell under hands, products, temperature and time
store       what stands where; pieces in hand
simulator   the store over MQTT, driven by methods, by control topics, by a script or by random shoppers
"""

from firmware_bridge.simulator.physics import Nature, Plate
from firmware_bridge.simulator.simulator import Simulator, SimulatorSettings, run_simulator
from firmware_bridge.simulator.store import SlotState, StoreState

__all__ = ["Nature", "Plate", "Simulator", "SimulatorSettings", "SlotState", "StoreState", "run_simulator"]
