pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme

// How full a slot is, as a bar; dashed out where nobody knows.
Rectangle {
    id: bar

    required property real fill // 0 to 1, below 0 where unknown
    property color ink: Theme.accent

    implicitHeight: Theme.space2
    radius: height / 2
    color: Theme.sunken
    border.color: Theme.line
    border.width: Theme.hair

    Rectangle {
        visible: bar.fill > 0
        width: Math.max(height, bar.width * Math.min(1, Math.max(0, bar.fill)))
        height: bar.height
        radius: bar.radius
        color: bar.ink

        Behavior on width {
            NumberAnimation { duration: Theme.calm; easing.type: Easing.OutCubic }
        }
    }
}
