"""The exceptions of this package.

BridgeError
├── DecodeError      a payload, topic or code from outside is not what the contract says; count it, go on
├── TopicError       an id that cannot stand in a topic; a programming or configuration error
├── MqttError
│   ├── NotConnectedError     there is no connection now; nothing was sent
│   └── PublishFailedError    sent or not, the broker did not acknowledge; send again after the next connect
├── JournalError     bridge.db cannot be opened, read or written
├── CardKeyError     the device's secret for cards cannot be read or made
├── BrokerError      no broker can be started, or it stopped
├── PlanogramError   planogram.json is missing or not what the catalog's contract says
├── SimulatorError   the simulated store cannot do what a person, a script or a trace asks
├── ScannerError     a scanner or a camera of this machine cannot be used
└── RecordingError   a recorded session cannot be read or written
"""


class BridgeError(Exception):
    """Anything that this package raises on purpose."""


class DecodeError(BridgeError):
    """Bytes from outside are not what the contract says. The text never repeats the payload itself."""


class TopicError(BridgeError):
    """An id that cannot stand in an MQTT topic."""


class MqttError(BridgeError):
    """Something about the connection to the broker."""


class NotConnectedError(MqttError):
    """There is no connection now; nothing was sent."""


class PublishFailedError(MqttError):
    """The broker did not acknowledge; whether it has the message is unknown. Send it again."""


class JournalError(BridgeError):
    """bridge.db cannot be opened, read or written."""


class CardKeyError(BridgeError):
    """The secret that seals cards cannot be read or made; the text names the file."""


class BrokerError(BridgeError):
    """No broker can be started, or it stopped by itself."""


class PlanogramError(BridgeError):
    """planogram.json is missing or not what the catalog's contract says."""


class SimulatorError(BridgeError):
    """No such slot in the simulated store, or a script, a trace or its file of counts is wrong."""


class ScannerError(BridgeError):
    """A scanner or a camera of this machine cannot be used."""


class RecordingError(BridgeError):
    """A recorded MQTT session cannot be read or written."""
