"""The errors of the agent.

AgentError
├── HqUnreachable      no answer, or HQ cannot serve now: worth another try later
├── HqRefused          HQ says that this request is wrong (4xx)
│   └── TokenRefused   HQ does not know this device (401, 403)
├── HqMisbehaves       HQ's answer is not what was agreed
├── EnrolmentFailed    the device could not be enrolled
├── AgentBusy          another agent works in this folder
└── AgentStopping      the agent was told to stop in the middle of something
"""

from sync.errors import SyncError


class AgentError(SyncError):
    """The agent could not do its work."""


class HqUnreachable(AgentError):
    """HQ cannot be reached or cannot serve now."""


class HqRefused(AgentError):
    """HQ answered that the request is wrong."""

    code = "missing"  # why a release whose files HQ does not hand out is refused

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class TokenRefused(HqRefused):
    """HQ does not know this device."""


class HqMisbehaves(AgentError):
    """HQ's answer is not what was agreed."""


class EnrolmentFailed(AgentError):
    """The device could not be enrolled."""


class AgentBusy(AgentError):
    """Another agent works in this folder."""


class AgentStopping(AgentError):
    """The agent was told to stop."""
