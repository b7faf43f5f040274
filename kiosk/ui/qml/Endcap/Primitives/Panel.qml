import QtQuick
import Endcap.Theme

// A raised piece of paper.
Rectangle {
    color: Theme.surface
    radius: Theme.radius
    border.color: Theme.line
    border.width: Theme.hair
}
