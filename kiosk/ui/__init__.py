"""The window: everything that is seen and touched. The only part that imports Qt."""

from kiosk.ui.immortals import hold

hold()  # before the first call into Qt
