"""The errors of headquarters.

HqError
├── NotInitialised        the state folder holds no HQ yet
├── AlreadyInitialised    there is one, and it is not overwritten
├── EnrolmentRefused      the code is unknown, used, expired or meant for another kiosk
├── NoSuchKiosk           no kiosk of this name is enrolled
└── PublishRefused        the folder is no release, fails its check, or does not come after what was
                          published
"""

from sync.errors import SyncError


class HqError(SyncError):
    """Something at headquarters went wrong."""


class NotInitialised(HqError):
    """`endcap hq init` has not been run."""


class AlreadyInitialised(HqError):
    """Keys are never overwritten."""


class EnrolmentRefused(HqError):
    """The enrolment code does not admit this kiosk."""


class NoSuchKiosk(HqError):
    """No kiosk of this name is enrolled."""


class PublishRefused(HqError):
    """This folder cannot be published."""
